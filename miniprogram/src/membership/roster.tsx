import type { AnswerOf } from '@gonghui/shared/lib/contract'
import { listRoster, type RosterEntry } from '@gonghui/shared/membership/roster'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { useGrant } from '../lib/use-grant'
import { useList } from '../lib/use-list'
import { dateOf, grouped } from '../lib/words'
import { Button } from '../ui/button'
import { Card, Chip } from '../ui/card'
import { ConsolePage } from '../ui/console'
import { Field } from '../ui/field'
import { More } from '../ui/more'
import { NoGrant, OrgChoice } from '../ui/org-choice'
import { Empty, Loading, Offline, Refused } from '../ui/states'
import { type Column, Table } from '../ui/table'
import { toast } from '../ui/toast'
import { RosterEntrySheet } from './roster-entry-sheet'
import { RosterImport } from './roster-import'
import { useRosterSearch } from './use-roster'

const columns: readonly Column<RosterEntry>[] = [
  { name: '姓名', width: '1fr', cell: (one) => one.nameMasked },
  { name: '手机', width: '1.4fr', cell: (one) => one.phoneMasked },
  { name: '标签', width: '2fr', cell: (one) => one.tags.join('、') || '—' },
  { name: '导入', width: '90px', cell: (one) => dateOf(one.addedAt) },
  {
    name: '入会',
    width: '100px',
    end: true,
    cell: (one) => <Chip tone={one.taken ? 'ok' : 'plain'}>{one.taken ? '已入会' : '未入会'}</Chip>,
  },
]

/** The roster of one union. */
function Roster({ orgId }: { readonly orgId: string }) {
  const list = useList(listRoster, { orgId })
  const { typed, setTyped, finding, find, clear } = useRosterSearch(orgId)
  const [open, setOpen] = useState<RosterEntry>()
  const { state, items } = list
  const found = finding.kind === 'found' ? finding.items : undefined
  const rows = found ?? items
  const lines = state.kind === 'ready' ? (state.body as AnswerOf<typeof listRoster>['body']).lines : 0
  const again = () => {
    clear()
    void list.reload()
  }
  return (
    <>
      <RosterImport orgId={orgId} onDone={again} />
      <Card>
        <Field
          id="find"
          label="在名册里找人"
          value={typed}
          onChange={setTyped}
          max={40}
          placeholder="完整的姓名或手机号"
          error={finding.kind === 'idle' ? finding.error : undefined}
          onEnter={() => void (typed.trim() && find())}
          end={
            <Button
              id="find-on-roster"
              tone="quiet"
              shape="small"
              disabled={!typed.trim()}
              busy={finding.kind === 'busy' && '查找中'}
              onTap={() => void find()}
            >
              查找
            </Button>
          }
        />
        {state.kind === 'ready' && (
          <View className="row-between t14 quiet" id="roster-lines">
            <View>{found ? `找到 ${found.length} 人` : `名册上共 ${grouped(lines)} 人`}</View>
            {found && (
              <Button id="clear-find" tone="quiet" shape="small" onTap={clear}>
                看全部
              </Button>
            )}
          </View>
        )}
      </Card>
      {state.kind === 'loading' && <Loading />}
      {state.kind === 'offline' && <Offline busy={state.busy} onRetry={list.reload} />}
      {state.kind === 'refused' && <Refused problem={state.problem} />}
      {rows.length > 0 && (
        <Table id="roster" columns={columns} rows={rows} keyOf={(one) => one.entryId} onTap={setOpen} />
      )}
      {found?.length === 0 && (
        <Empty icon="users" title="名册上没有这个人" next="核对姓名和手机号，或把他加进文件再导入" />
      )}
      {!found && state.kind === 'ready' && items.length === 0 && (
        <Empty icon="users" title="还没有名册" next="导入后，名册上的职工扫码马上入会，不用逐个审核" />
      )}
      {!found && <More list={list} />}
      {open && (
        <RosterEntrySheet
          key={open.entryId}
          orgId={orgId}
          entry={open}
          onClose={() => setOpen(undefined)}
          onRemoved={() => {
            setOpen(undefined)
            toast('已移出名册')
            again()
          }}
        />
      )}
    </>
  )
}

/** 名册: who may join at once, as the enterprise's own list says. */
export default function RosterPage() {
  const { me, grants, grant, choose } = useGrant('cadre')
  return (
    <ConsolePage
      at="roster"
      title="名册"
      under={grant && `${grant.orgName}的职工名册，扫码时按姓名和手机号核对`}
    >
      <OrgChoice grants={grants} grant={grant} onChoose={choose} />
      {grant ? <Roster key={grant.orgId} orgId={grant.orgId} /> : <NoGrant me={me} what="管理名册" />}
    </ConsolePage>
  )
}
