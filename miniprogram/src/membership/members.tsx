import { findMember, listMembers, type MemberFace } from '@gonghui/shared/membership/members'
import { useState } from 'react'
import { call } from '../lib/api'
import { askedMember, notFoundWords } from '../lib/asked-member'
import { useGrant } from '../lib/use-grant'
import { useList } from '../lib/use-list'
import { dateOf, inFours } from '../lib/words'
import { Button } from '../ui/button'
import { Card } from '../ui/card'
import { ConsolePage } from '../ui/console'
import { Field } from '../ui/field'
import { More } from '../ui/more'
import { NoGrant, OrgChoice } from '../ui/org-choice'
import { Empty, Loading, Offline, Refused } from '../ui/states'
import { type Column, Table } from '../ui/table'
import { toast } from '../ui/toast'
import { MemberSheet } from './member-sheet'

const columns: readonly Column<MemberFace>[] = [
  { name: '会员', width: '1fr', cell: (one) => one.nameMasked },
  { name: '手机', width: '1.2fr', cell: (one) => one.phoneMasked },
  { name: '会员号', width: '1.4fr', cell: (one) => inFours(one.memberNo) },
  { name: '标签', width: '2fr', cell: (one) => one.tags.join('、') || '—' },
  { name: '入会', width: '90px', end: true, cell: (one) => dateOf(one.joinedAt) },
]

/** 会员: an org's own members, and any member below it by number or phone. */
export default function Members() {
  const { me, grants, grant, choose } = useGrant('cadre')
  const list = useList(listMembers, grant ? { orgId: grant.orgId } : undefined)
  const [typed, setTyped] = useState('')
  const [finding, setFinding] = useState<{ readonly busy: boolean; readonly error?: string }>({ busy: false })
  const [open, setOpen] = useState<MemberFace>()
  const { state, items } = list

  const find = async (orgId: string) => {
    setFinding({ busy: true })
    const ended = await call(findMember, { body: { orgId, ...askedMember(typed) } })
    if (ended.kind === 'answer') {
      setFinding({ busy: false })
      setTyped('')
      return setOpen(ended.body.member)
    }
    setFinding({ busy: false, error: notFoundWords(ended) })
  }

  return (
    <ConsolePage
      at="members"
      title="会员"
      under={grant && `${grant.orgName}自己的会员，点一行看会籍、设标签`}
    >
      <OrgChoice grants={grants} grant={grant} onChoose={choose} />
      {!grant && <NoGrant me={me} what="管理会员" />}
      {grant && (
        <Card>
          <Field
            id="find"
            label="在本级和下级里找会员"
            value={typed}
            onChange={setTyped}
            max={20}
            placeholder="会员号或手机号"
            error={finding.error}
            end={
              <Button
                id="find-member"
                tone="quiet"
                shape="small"
                disabled={!typed.trim()}
                busy={finding.busy && '查找中'}
                onTap={() => void find(grant.orgId)}
              >
                查找
              </Button>
            }
          />
        </Card>
      )}
      {grant && state.kind === 'loading' && <Loading />}
      {state.kind === 'offline' && <Offline busy={state.busy} onRetry={list.reload} />}
      {state.kind === 'refused' && <Refused problem={state.problem} />}
      {items.length > 0 && (
        <Table id="members" columns={columns} rows={items} keyOf={(one) => one.memberId} onTap={setOpen} />
      )}
      {state.kind === 'ready' && items.length === 0 && (
        <Empty
          icon="users"
          title="本级还没有会员"
          next="职工扫入会码加入后会出现在这里；下级的会员可以按号码查找"
        />
      )}
      <More list={list} />
      {open && (
        <MemberSheet
          key={open.memberId}
          member={open}
          onClose={() => setOpen(undefined)}
          onChanged={() => {
            setOpen(undefined)
            void list.reload()
          }}
          onSaved={() => {
            setOpen(undefined)
            toast('标签已保存，会员下次打开就生效')
            void list.reload()
          }}
        />
      )}
    </ConsolePage>
  )
}
