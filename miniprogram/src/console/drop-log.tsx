import { type Deed, listDropDeeds } from '@gonghui/shared/benefits/deeds'
import { getManagedDrop } from '@gonghui/shared/benefits/drops'
import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { grantsOf, useMe } from '../lib/me'
import { useAnswer } from '../lib/use-answer'
import { useList } from '../lib/use-list'
import { momentOf } from '../lib/words'
import { Button } from '../ui/button'
import { ConsolePage } from '../ui/console'
import { More } from '../ui/more'
import { Empty, Loading, Offline, Refused } from '../ui/states'
import { type Column, Table } from '../ui/table'
import { changeWords, deedWords } from './deed-words'
import { ofDrop } from './of-drop'
import './drop-day.scss'

const columns: readonly Column<Deed>[] = [
  { name: '做了什么', width: '120px', cell: ({ deed }) => deedWords[deed] },
  { name: '时间', width: '170px', cell: ({ at }) => <Text className="numbers">{momentOf(at)}</Text> },
  {
    name: '谁',
    width: 'minmax(0, 1.2fr)',
    cell: ({ byMasked, byOrg }) => [byMasked ?? '工作人员', byOrg].filter(Boolean).join('・'),
  },
  {
    name: '改动',
    width: 'minmax(0, 2.4fr)',
    cell: ({ changes }) =>
      changes.length === 0 ? (
        '—'
      ) : (
        <View>
          {changes.map((change) => {
            const { name, from, to } = changeWords(change)
            return (
              <View key={change.what} className="deed-change">
                <Text className="quiet">{name} </Text>
                {from && <Text className="deed-from">{from}</Text>}
                {from && to && <Text className="quiet"> → </Text>}
                {to && <Text className="bold">{to}</Text>}
              </View>
            )
          })}
        </View>
      ),
  },
  { name: '原因', width: 'minmax(0, 1.6fr)', cell: ({ reason }) => reason ?? '—' },
]

/** 操作记录: who did what to a drop, when, and why. It is only ever added to. */
function DropLog({ dropId }: { readonly dropId: string }) {
  const { answer } = useAnswer(getManagedDrop, { params: { dropId } })
  const list = useList(listDropDeeds, {}, { params: { dropId } })
  const { state, items } = list
  const me = useMe()
  const maySeeTaken = grantsOf(me, 'operator').length > 0 || grantsOf(me, 'auditor').length > 0
  const title = answer.kind === 'ready' ? answer.body.drop.title : undefined
  return (
    <ConsolePage
      at="drops"
      title="操作记录"
      under={title && `${title}・只能增加，不能修改或删除`}
      actions={
        maySeeTaken && (
          <Button
            id="to-taken"
            tone="line"
            shape="small"
            icon="download"
            onTap={() => void Taro.navigateTo({ url: `/console/taken?dropId=${dropId}` })}
          >
            导出记录
          </Button>
        )
      }
    >
      {state.kind === 'loading' && <Loading rows={4} />}
      {state.kind === 'offline' && <Offline busy={state.busy} onRetry={list.reload} />}
      {state.kind === 'refused' && <Refused problem={state.problem} />}
      {items.length > 0 && <Table id="deed" columns={columns} rows={items} keyOf={({ deedId }) => deedId} />}
      {state.kind === 'ready' && items.length === 0 && (
        <Empty icon="list" title="还没有操作" next="排期、暂停、补库存、公告等都会记在这里" />
      )}
      <More list={list} />
    </ConsolePage>
  )
}

export default ofDrop(DropLog)
