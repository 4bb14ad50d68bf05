import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Card, SectionHead } from '../ui/card'
import { Chips } from '../ui/field'
import { StockBar } from '../ui/stock-bar'
import { type Column, Table } from '../ui/table'
import type { Counts } from './newest-figures'
import { reportedWords } from './reported-words'

type DayRow = Counts['byOutletAndDay'][number]
type OutletRow = Pick<DayRow, 'outletId' | 'outletName' | 'redeemed'>

const columnsFor = (rows: readonly OutletRow[]): readonly Column<OutletRow>[] => {
  const most = Math.max(1, ...rows.map(({ redeemed }) => redeemed))
  return [
    { name: '网点', width: 'minmax(0, 2fr)', cell: ({ outletName }) => outletName },
    {
      name: '核销张数',
      width: 'minmax(160px, 1fr)',
      end: true,
      cell: ({ redeemed }) => (
        <View className="row drops-left outlet-days">
          <StockBar left={redeemed} total={most} />
          <Text className="bold numbers">{redeemed}</Text>
        </View>
      ),
    },
  ]
}
const undoneColumn: Column<DayRow> = { name: '撤销', width: '64px', end: true, cell: ({ undone }) => undone }

/** With what the file wrote down at no outlet of this drop: the sum is the figure above. */
function outletsOf({ redeemed, byOutlet }: NonNullable<Counts['reported']>): readonly OutletRow[] {
  const elsewhere = redeemed - byOutlet.reduce((sum, one) => sum + one.redeemed, 0)
  const other = { outletId: 'none', outletName: '网点对不上', redeemed: elsewhere }
  return elsewhere > 0 ? [...byOutlet, other] : byOutlet
}

/** 网点核销, where vouchers are used at the merchant's own till: as its latest file says. */
export function ReportedOutlets({ reported }: { readonly reported: Counts['reported'] }) {
  const rows = reported ? outletsOf(reported) : []
  return (
    <Card id="outlet-days">
      <SectionHead
        title="网点核销"
        end={<Text className="t12 quiet numbers">{reportedWords(reported?.until)}</Text>}
      />
      {rows.length > 0 ? (
        <Table id="outlet" columns={columnsFor(rows)} rows={rows} keyOf={({ outletId }) => outletId} />
      ) : (
        <Text className="t14 quiet">
          {reported
            ? '商户文件里还没有一张用过的券。'
            : '会员在商家用码，我方不核销。到“对账结算”导入商户文件后，每家网点的数会出现在这里。'}
        </Text>
      )}
    </Card>
  )
}

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
  const columns = [...columnsFor(shown), undoneColumn]
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
