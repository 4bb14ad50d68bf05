import { benefitsProblems } from '@gonghui/shared/benefits/problems'
import { serverProblems } from '@gonghui/shared/lib/problems'
import { Text, View } from '@tarojs/components'
import { grouped } from '../lib/words'
import { Card, SectionHead } from '../ui/card'
import { StockBar } from '../ui/stock-bar'
import { type Column, Table } from '../ui/table'
import type { Counts } from './newest-figures'

type Row = Counts['refusals'][number]

const words: Readonly<Record<string, { readonly title: string }>> = { ...serverProblems, ...benefitsProblems }

/** 没抢到的原因: refused claims by reason, as the functions have told them so far. */
export function Refusals({ rows }: { readonly rows: readonly Row[] }) {
  const most = Math.max(1, ...rows.map(({ count }) => count))
  const columns: Column<Row>[] = [
    { name: '原因', width: 'minmax(0, 2fr)', cell: ({ code }) => words[code]?.title ?? code },
    {
      name: '约几次',
      width: 'minmax(160px, 1fr)',
      end: true,
      cell: ({ count }) => (
        <View className="row drops-left">
          <StockBar left={count} total={most} />
          <Text className="bold numbers">{grouped(count)}</Text>
        </View>
      ),
    },
  ]
  return (
    <Card id="refusals">
      <SectionHead title="没抢到的原因" end={<Text className="t12 quiet">约数，按点击次数计</Text>} />
      {rows.length > 0 ? (
        <Table id="refusal" columns={columns} rows={rows} keyOf={({ code }) => code} />
      ) : (
        <Text className="t14 quiet">还没有人没抢到。有的话，每种原因大约多少次会出现在这里。</Text>
      )}
    </Card>
  )
}
