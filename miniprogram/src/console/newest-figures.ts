import type { getCounts, getLive } from '@gonghui/shared/benefits/counts'
import type { AnswerOf } from '@gonghui/shared/lib/contract'

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
