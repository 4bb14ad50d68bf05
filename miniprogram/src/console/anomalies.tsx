import {
  type Anomaly,
  anomalyKinds,
  anomalyNames,
  type listAnomalies,
} from '@gonghui/shared/benefits/reconciliations'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { useList } from '../lib/use-list'
import { Card, Chip, SectionHead } from '../ui/card'
import { Chips } from '../ui/field'
import { More } from '../ui/more'
import { type Column, Table } from '../ui/table'
import { AnomalySheet, stateWords } from './anomaly-sheet'

const tones = { open: 'no', asked: 'wait', settled: 'ok', gone: 'plain' } as const
type Filter = 'todo' | 'all'
const filters = [
  { value: 'todo', text: '没处理完' },
  { value: 'all', text: '全部' },
] as const

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

/** By what it is, and then as the file goes. */
const inOrder = (one: Anomaly, other: Anomaly) =>
  anomalyKinds.indexOf(one.kind) - anomalyKinds.indexOf(other.kind) || (one.line ?? 0) - (other.line ?? 0)
const isToDo = ({ state }: Anomaly) => state === 'open' || state === 'asked'

/** 差异清单: each with its name, worked one by one. */
export function Anomalies({
  dropId,
  list,
  mayWork,
  mayReverse,
  onChanged,
}: {
  readonly dropId: string
  readonly list: ReturnType<typeof useList<typeof listAnomalies>>
  readonly mayWork: boolean
  readonly mayReverse: boolean
  readonly onChanged: () => unknown
}) {
  const [filter, setFilter] = useState<Filter>('todo')
  const [opened, setOpened] = useState<string>()
  const { items } = list
  const shown = items.filter((one) => filter === 'all' || isToDo(one)).sort(inOrder)
  const anomaly = items.find(({ anomalyId }) => anomalyId === opened)
  return (
    <Card id="anomalies">
      <SectionHead
        title="差异清单"
        end={
          items.length > 0 && (
            <Chips id="anomaly-filter" value={filter} options={filters} onChange={setFilter} />
          )
        }
      />
      {shown.length > 0 ? (
        <Table
          id="anomaly"
          columns={columns}
          rows={shown}
          keyOf={({ anomalyId }) => anomalyId}
          {...(mayWork ? { onTap: ({ anomalyId }: Anomaly) => setOpened(anomalyId) } : {})}
        />
      ) : (
        <Text className="t14 quiet">
          {items.length > 0 ? '都处理完了。' : '没有差异。导入商户文件后，对不上的每一笔会列在这里。'}
        </Text>
      )}
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
