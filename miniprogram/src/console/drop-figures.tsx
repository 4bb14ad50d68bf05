import type { getCounts, getLive } from '@gonghui/shared/benefits/counts'
import type { ManagedDrop } from '@gonghui/shared/benefits/drops'
import { unitOf } from '@gonghui/shared/benefits/units'
import type { AnswerOf } from '@gonghui/shared/lib/contract'
import { View } from '@tarojs/components'
import { grouped, momentOf } from '../lib/words'
import { Figure } from '../ui/console'
import { StockBar } from '../ui/stock-bar'
import { reportedWords } from './reported-words'

export type Counts = AnswerOf<typeof getCounts>['body']
export type Live = AnswerOf<typeof getLive>['body']

export interface Figures extends Pick<Counts, 'stock' | 'claimed' | 'redeemed' | 'undone'> {
  readonly asOf: string
  /** The last day that the merchant's file tells of, where it is what tells of redemptions. */
  readonly reportedUntil?: string
  /** Claims a second, while some come. */
  readonly perSecond?: number
}

/** The figures that were read last: those of the live board come every two seconds, the others seldom. */
export function newest(counts: Counts | undefined, live: Live | undefined): Figures | undefined {
  const reported = counts?.reported && {
    redeemed: counts.reported.redeemed,
    reportedUntil: counts.reported.until,
  }
  if (!live || (counts && counts.serverTime > live.asOf))
    return counts && { ...counts, asOf: counts.serverTime, ...reported }
  const { stock, claims, redeemed, undone, asOf } = live
  return { stock, claimed: claims.total, redeemed, undone, asOf, perSecond: claims.perSecond, ...reported }
}

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
