import { getManagedDrop } from '@gonghui/shared/benefits/drops'
import { exportFormatNames, exportListNames, listTaken, type Taken } from '@gonghui/shared/benefits/exports'
import { Text } from '@tarojs/components'
import { useAnswer } from '../lib/use-answer'
import { useList } from '../lib/use-list'
import { momentOf } from '../lib/words'
import { ConsolePage } from '../ui/console'
import { More } from '../ui/more'
import { Empty, Loading, Offline, Refused } from '../ui/states'
import { type Column, Table } from '../ui/table'
import { ofDrop } from './of-drop'

const columns: readonly Column<Taken>[] = [
  { name: '导出的表', width: 'minmax(0, 1.4fr)', cell: ({ list }) => exportListNames[list] },
  { name: '格式', width: '90px', cell: ({ format }) => exportFormatNames[format] },
  { name: '时间', width: '170px', cell: ({ at }) => <Text className="numbers">{momentOf(at)}</Text> },
  {
    name: '谁',
    width: 'minmax(0, 2fr)',
    cell: ({ byMasked, byOrg }) => [byMasked ?? '工作人员', byOrg].filter(Boolean).join('・'),
  },
]

/** 导出记录: who took what out of a drop, and when; for those who answer for it. */
function TakenPage({ dropId }: { readonly dropId: string }) {
  const { answer } = useAnswer(getManagedDrop, { params: { dropId } })
  const list = useList(listTaken, {}, { params: { dropId } })
  const { state, items } = list
  const title = answer.kind === 'ready' ? answer.body.drop.title : undefined
  return (
    <ConsolePage at="drops" title="导出记录" under={title && `${title}・记录保存两年`}>
      {state.kind === 'loading' && <Loading rows={4} />}
      {state.kind === 'offline' && <Offline busy={state.busy} onRetry={list.reload} />}
      {state.kind === 'refused' && <Refused problem={state.problem} />}
      {items.length > 0 && <Table id="taken" columns={columns} rows={items} keyOf={({ jobId }) => jobId} />}
      {state.kind === 'ready' && items.length === 0 && (
        <Empty icon="doc" title="还没有人导出过" next="谁在什么时候导出了哪张表，会记在这里" />
      )}
      <More list={list} />
    </ConsolePage>
  )
}

export default ofDrop(TakenPage)
