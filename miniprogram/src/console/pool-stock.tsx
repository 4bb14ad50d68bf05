import { Text, View } from '@tarojs/components'
import { grouped } from '../lib/words'
import { Card, SectionHead } from '../ui/card'
import { StockBar } from '../ui/stock-bar'
import { type Column, Table } from '../ui/table'
import type { Live } from './newest-figures'

type Pool = Live['pools'][number]

const nameOf = ({ name }: Pool) => name ?? '其他单位'

const columns: Column<Pool>[] = [
  { name: '名额', width: 'minmax(0, 2fr)', cell: nameOf },
  {
    name: '还剩',
    width: 'minmax(160px, 1fr)',
    end: true,
    cell: ({ left, total }) => (
      <View className="row drops-left">
        <StockBar left={left} total={total} />
        <Text className="bold numbers">
          {grouped(left)} / {grouped(total)}
        </Text>
      </View>
    ),
  },
]

/** 各单位名额: what is left of each, where some orgs have units of their own. */
export function PoolStock({ pools }: { readonly pools: readonly Pool[] }) {
  if (pools.length < 2) return null
  return (
    <Card id="pools">
      <SectionHead title="各单位名额" />
      <Table id="pool" columns={columns} rows={pools} keyOf={nameOf} />
    </Card>
  )
}
