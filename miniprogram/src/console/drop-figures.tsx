import type { ManagedDrop } from '@gonghui/shared/benefits/drops'
import { unitOf } from '@gonghui/shared/benefits/units'
import { View } from '@tarojs/components'
import { grouped, momentOf } from '../lib/words'
import { Figure } from '../ui/console'
import { StockBar } from '../ui/stock-bar'
import type { Figures } from './newest-figures'
import { reportedWords } from './reported-words'

const share = (part: number, whole: number) => (whole > 0 ? `${((part / whole) * 100).toFixed(1)}%` : '—')

export function DropFigures({ drop, figures }: { readonly drop: ManagedDrop; readonly figures: Figures }) {
  const { stock, claimed, redeemed, undone, asOf, perSecond, reportedUntil } = figures
  const isMerchants = drop.redeemedAt === 'merchant'
  const unit = unitOf(drop.kind)
  return (
    <View className="figures">
      <Figure name="剩余库存" of={`共 ${grouped(stock.total)}`} value={grouped(stock.left)} unit={unit}>
        <StockBar left={stock.left} total={stock.total} />
      </Figure>
      <Figure
        name="已抢到"
        of={perSecond ? `每秒 ${perSecond}` : share(claimed, stock.total)}
        value={grouped(claimed)}
        unit={unit}
      >
        <StockBar left={claimed} total={stock.total} />
      </Figure>
      <Figure name="已核销" of={`占抢到 ${share(redeemed, claimed)}`} value={grouped(redeemed)} unit={unit}>
        <StockBar left={redeemed} total={claimed} />
        {isMerchants && <View className="t12 quiet numbers">{reportedWords(reportedUntil)}</View>}
      </Figure>
      <Figure name="撤销过" value={grouped(undone)} unit="笔">
        <View className="t12 quiet numbers">截至 {momentOf(asOf)}</View>
      </Figure>
    </View>
  )
}
