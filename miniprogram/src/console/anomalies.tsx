import { type Anomaly, anomalyNames } from '@gonghui/shared/benefits/reconciliations'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { refusalWords } from '../lib/until-known'
import { Card, Chip, SectionHead } from '../ui/card'
import { Chips } from '../ui/field'
import { More } from '../ui/more'
import { Loading, Offline } from '../ui/states'
import { type Column, Table } from '../ui/table'
import { AnomalySheet, stateWords } from './anomaly-sheet'
import type { AnomalyFilter, useAnomalies } from './use-anomalies'

const tones = { open: 'no', asked: 'wait', settled: 'ok', gone: 'plain' } as const
const filters: readonly { readonly value: AnomalyFilter; readonly text: string }[] = [
  { value: 'todo', text: '没处理完' },
  { value: 'all', text: '全部' },
]
/** What it means that a list has nothing in it. */
const none = {
  todo: '没有要处理的差异。导入商户文件后，对不上的每一笔会列在这里。',
  all: '没有差异。导入商户文件后，对不上的每一笔会列在这里。',
} as const

const columns: readonly Column<Anomaly>[] = [
  { name: '差异', width: '110px', cell: ({ kind }) => anomalyNames[kind] },
  { name: '说明', width: 'minmax(0, 2fr)', cell: ({ words }) => words },
  { name: '码尾号', width: '80px', cell: ({ codeTail }) => <Text className="numbers">{codeTail}</Text> },
  {
    name: '行',
    width: '56px',
    end: true,
    cell: ({ line }) => <Text className="numbers">{line ?? '—'}</Text>,
  },
  {
    name: '状态',
    width: '120px',
    end: true,
    cell: ({ state }) => <Chip tone={tones[state]}>{stateWords[state]}</Chip>,
  },
]

/** 差异清单: each with its name, worked one by one. */
export function Anomalies({
  dropId,
  filter,
  setFilter,
  list,
  mayWork,
  mayReverse,
  onChanged,
}: ReturnType<typeof useAnomalies> & {
  readonly dropId: string
  readonly mayWork: boolean
  readonly mayReverse: boolean
  readonly onChanged: () => unknown
}) {
  const [opened, setOpened] = useState<Anomaly>()
  const { state, items } = list
  // One that is settled has left the list of what is to do while its sheet still says so.
  const anomaly = opened && (items.find(({ anomalyId }) => anomalyId === opened.anomalyId) ?? opened)
  return (
    <Card id="anomalies">
      <SectionHead
        title="差异清单"
        end={<Chips id="anomaly-filter" value={filter} options={filters} onChange={setFilter} />}
      />
      {state.kind === 'loading' && <Loading rows={2} />}
      {state.kind === 'refused' && <Text className="t14">{refusalWords(state.problem)}</Text>}
      {state.kind === 'offline' && <Offline busy={state.busy} onRetry={() => void list.reload()} />}
      {items.length > 0 && (
        <Table
          id="anomaly"
          columns={columns}
          rows={items}
          keyOf={({ anomalyId }) => anomalyId}
          {...(mayWork ? { onTap: setOpened } : {})}
        />
      )}
      {state.kind === 'ready' && items.length === 0 && <Text className="t14 quiet">{none[filter]}</Text>}
      <More list={list} />
      {anomaly && (
        <View>
          <AnomalySheet
            dropId={dropId}
            anomaly={anomaly}
            mayReverse={mayReverse}
            onChanged={onChanged}
            onClose={() => setOpened(undefined)}
          />
        </View>
      )}
    </Card>
  )
}
