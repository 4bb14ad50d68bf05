import { type ClerkInvitation, listClerkInvitations } from '@gonghui/shared/membership/clerk-invitations'
import { useState } from 'react'
import { useList } from '../lib/use-list'
import { useWhileSeen } from '../lib/use-while-seen'
import { deadlineOf, momentOf } from '../lib/words'
import { Card, Chip, SectionHead } from '../ui/card'
import { More } from '../ui/more'
import { type Column, Table } from '../ui/table'
import { InvitationSheet } from './invitation-sheet'
import { invitationStateWords } from './invitation-words'
import { InviteClerk } from './invite-clerk'

const columns: readonly Column<ClerkInvitation>[] = [
  { name: '称呼', width: '1.2fr', cell: ({ label }) => label },
  { name: '网点', width: '1.6fr', cell: ({ outletName = '—' }) => outletName },
  {
    name: '状态',
    width: '110px',
    cell: ({ state }) => (
      <Chip tone={invitationStateWords[state].tone}>{invitationStateWords[state].text}</Chip>
    ),
  },
  {
    name: '时间',
    width: '1.6fr',
    cell: ({ acceptedAt, until }) =>
      acceptedAt ? `${momentOf(acceptedAt)} 接受` : `${deadlineOf(until)} 到期`,
  },
]

/** While its code is shown, somebody may accept it any moment. */
const WAIT_MS = 3_000

interface ClerkInvitationsProps {
  readonly org: { readonly orgId: string; readonly name: string }
  /** Whether one is being made now. */
  readonly inviting: boolean
  readonly onInvited: () => void
  /** Somebody has accepted while one looked. */
  readonly onAccepted: () => void
}

/** 核销员邀请: those of the last thirty days, each with its code while it waits. */
export function ClerkInvitations({ org, inviting, onInvited, onAccepted }: ClerkInvitationsProps) {
  const list = useList(listClerkInvitations, { orgId: org.orgId })
  const [shown, setShown] = useState<ClerkInvitation>()
  const newest = list.items.find(({ clerkCode }) => clerkCode === shown?.clerkCode) ?? shown
  useWhileSeen(list.reload, WAIT_MS, newest?.state === 'waiting')
  const close = () => {
    setShown(undefined)
    if (newest?.state === 'accepted') onAccepted()
  }
  return (
    <>
      {list.items.length > 0 && (
        <Card id="invitations">
          <SectionHead title="核销员邀请" />
          <Table
            id="invitation"
            columns={columns}
            rows={list.items}
            keyOf={({ clerkCode }) => clerkCode}
            onTap={setShown}
          />
          <More list={list} />
        </Card>
      )}
      {inviting && (
        <InviteClerk
          orgId={org.orgId}
          orgName={org.name}
          onInvited={(invitation) => {
            setShown(invitation)
            onInvited()
            void list.reload()
          }}
          onClose={onInvited}
        />
      )}
      {newest && <InvitationSheet invitation={newest} onChanged={list.reload} onClose={close} />}
    </>
  )
}
