import type { AnswerOf } from '@gonghui/shared/lib/contract'
import { listJoinCodes } from '@gonghui/shared/membership/join-codes'
import { useState } from 'react'
import { useGrant } from '../lib/use-grant'
import { useList } from '../lib/use-list'
import { deadlineOf } from '../lib/words'
import { Button } from '../ui/button'
import { Chip } from '../ui/card'
import { ConsolePage } from '../ui/console'
import { More } from '../ui/more'
import { NoGrant, OrgChoice } from '../ui/org-choice'
import { Empty, Loading, Offline, Refused } from '../ui/states'
import { type Column, Table } from '../ui/table'
import { JoinCodeSheet } from './join-code-sheet'
import { joinCodeStateWords } from './join-code-words'
import { NewJoinCode } from './new-join-code'

type Code = AnswerOf<typeof listJoinCodes>['body']['items'][number]

const columns: readonly Column<Code>[] = [
  { name: '挂在哪里', width: '1.6fr', cell: (code) => code.label },
  { name: '工会', width: '2fr', cell: (code) => code.orgName },
  {
    name: '状态',
    width: '100px',
    cell: (code) => (
      <Chip tone={joinCodeStateWords[code.state].tone}>{joinCodeStateWords[code.state].text}</Chip>
    ),
  },
  { name: '到期', width: '1.6fr', cell: (code) => (code.expiresAt ? deadlineOf(code.expiresAt) : '不过期') },
  {
    name: '已申请',
    width: '110px',
    end: true,
    cell: (code) => `${code.applied}${code.cap ? ` / ${code.cap}` : ''} 人`,
  },
]

/** 入会码: where each poster hangs, and how many came by it. */
export default function JoinCodes() {
  const { me, grants, grant, choose } = useGrant('cadre')
  const list = useList(listJoinCodes, grant ? { orgId: grant.orgId } : undefined)
  const [open, setOpen] = useState<'none' | 'new' | Code>('none')
  const { state, items } = list

  return (
    <ConsolePage
      at="join-codes"
      title="入会码"
      under={grant && `${grant.orgName}，点一行看二维码`}
      actions={
        grant && (
          <Button id="new-join-code" shape="small" icon="plus" onTap={() => setOpen('new')}>
            生成入会码
          </Button>
        )
      }
    >
      <OrgChoice grants={grants} grant={grant} onChoose={choose} />
      {!grant && <NoGrant me={me} what="管理入会码" />}
      {grant && state.kind === 'loading' && <Loading />}
      {state.kind === 'offline' && <Offline busy={state.busy} onRetry={list.reload} />}
      {state.kind === 'refused' && <Refused problem={state.problem} />}
      {items.length > 0 && (
        <Table id="join-code" columns={columns} rows={items} keyOf={(code) => code.scene} onTap={setOpen} />
      )}
      {state.kind === 'ready' && items.length === 0 && (
        <Empty icon="qr" title="还没有入会码" next="生成一个，印成海报，职工扫了就能申请入会" />
      )}
      <More list={list} />
      {open === 'new' && grant && (
        <NewJoinCode
          orgId={grant.orgId}
          orgName={grant.orgName}
          onClose={() => setOpen('none')}
          onMade={(code) => {
            setOpen(code)
            void list.reload()
          }}
        />
      )}
      {typeof open === 'object' && (
        <JoinCodeSheet
          code={open}
          onClose={() => setOpen('none')}
          onRevoked={() => {
            setOpen('none')
            void list.reload()
          }}
        />
      )}
    </ConsolePage>
  )
}
