import { type DropSet, listDropSets } from '@gonghui/shared/benefits/figures'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useGrant } from '../lib/use-grant'
import { useList } from '../lib/use-list'
import { dateOf } from '../lib/words'
import { Button } from '../ui/button'
import { ConsolePage } from '../ui/console'
import { More } from '../ui/more'
import { NoGrant, OrgChoice } from '../ui/org-choice'
import { Empty, Loading, Offline, Refused } from '../ui/states'
import { type Column, Table } from '../ui/table'
import { NewSet } from './new-set'
import { SetFiguresOf } from './set-figures'
import './console-drops.scss'
import './figures.scss'

const columns: readonly Column<DropSet>[] = [
  { name: '活动', width: 'minmax(0, 2fr)', cell: ({ name }) => <Text className="bold">{name}</Text> },
  {
    name: '场次',
    width: '110px',
    end: true,
    cell: ({ dropIds }) => <Text className="numbers">{dropIds.length} 场</Text>,
  },
  { name: '建于', width: '140px', end: true, cell: ({ createdAt }) => <Text>{dateOf(createdAt)}</Text> },
]

/** 活动: drops of one occasion, looked at together. */
export default function DropSets() {
  const { me, grants, grant, choose } = useGrant('operator', 'staff', 'auditor')
  const list = useList(listDropSets, grant ? { orgId: grant.orgId } : undefined)
  const [open, setOpen] = useState<DropSet>()
  const [making, setMaking] = useState(false)
  const mayMake = grant !== undefined && grant.role !== 'auditor'
  const { state, items } = list
  return (
    <ConsolePage
      at="drops"
      title={open ? open.name : '活动'}
      under={open ? '几场福利合起来看' : grant?.orgName}
      actions={
        open ? (
          <Button id="all-sets" tone="line" shape="small" icon="left" onTap={() => setOpen(undefined)}>
            全部活动
          </Button>
        ) : (
          mayMake && (
            <Button id="new-set" shape="small" icon="plus" onTap={() => setMaking(true)}>
              新建活动
            </Button>
          )
        )
      }
    >
      {open ? (
        <SetFiguresOf set={open} />
      ) : (
        <View>
          <OrgChoice grants={grants} grant={grant} onChoose={choose} />
          {!grant && <NoGrant me={me} what="看活动数据" />}
          {grant && state.kind === 'loading' && <Loading rows={3} />}
          {state.kind === 'offline' && <Offline busy={state.busy} onRetry={list.reload} />}
          {state.kind === 'refused' && <Refused problem={state.problem} />}
          {items.length > 0 && (
            <Table id="set" columns={columns} rows={items} keyOf={({ setId }) => setId} onTap={setOpen} />
          )}
          {state.kind === 'ready' && items.length === 0 && (
            <Empty
              icon="chart"
              title="还没有活动"
              next="把同一个活动的几场福利放在一起，合起来看抢到和核销"
            />
          )}
          <More list={list} />
        </View>
      )}
      {making && grant && (
        <NewSet orgId={grant.orgId} onMade={list.reload} onClose={() => setMaking(false)} />
      )}
    </ConsolePage>
  )
}
