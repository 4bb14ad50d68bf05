import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Card, SectionHead } from '../ui/card'
import { Chips } from '../ui/field'
import { StockBar } from '../ui/stock-bar'
import { type Column, Table } from '../ui/table'
import type { Counts } from './drop-figures'

type DayRow = Counts['byOutletAndDay'][number]

/** 网点核销: by outlet, for one day or for all. */
export function OutletDays({ rows }: { readonly rows: readonly DayRow[] }) {
  const [day, setDay] = useState('all')
  const days = [...new Set(rows.map((row) => row.day))].sort()
  const byOutlet = new Map<string, DayRow>()
  for (const row of rows) {
    if (day !== 'all' && row.day !== day) continue
    const sum = byOutlet.get(row.outletId)
    byOutlet.set(row.outletId, {
      ...row,
      redeemed: row.redeemed + (sum?.redeemed ?? 0),
      undone: row.undone + (sum?.undone ?? 0),
    })
  }
  const shown = [...byOutlet.values()].sort((one, other) => other.redeemed - one.redeemed)
  const most = Math.max(1, ...shown.map(({ redeemed }) => redeemed))
  const columns: Column<DayRow>[] = [
    { name: '网点', width: 'minmax(0, 2fr)', cell: (row) => row.outletName },
    {
      name: '核销张数',
      width: 'minmax(160px, 1fr)',
      end: true,
      cell: (row) => (
        <View className="row drops-left outlet-days">
          <StockBar left={row.redeemed} total={most} />
          <Text className="bold numbers">{row.redeemed}</Text>
        </View>
      ),
    },
    { name: '撤销', width: '64px', end: true, cell: (row) => row.undone },
  ]
  return (
    <Card id="outlet-days">
      <SectionHead
        title="网点核销"
        end={
          days.length > 0 && (
            <Chips
              id="day"
              value={day}
              options={[
                { value: 'all', text: '全部' },
                ...days.slice(-4).map((one) => ({ value: one, text: one.slice(5) })),
              ]}
              onChange={setDay}
            />
          )
        }
      />
      {shown.length > 0 ? (
        <Table id="outlet" columns={columns} rows={shown} keyOf={(row) => row.outletId} />
      ) : (
        <Text className="t14 quiet">还没有核销。核销员扫券后，每家网点每天的数会出现在这里。</Text>
      )}
    </Card>
  )
}
