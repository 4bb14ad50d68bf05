import { unitOf } from '@gonghui/shared/benefits/units'
import type { ProblemDocument } from '@gonghui/shared/lib/problems'
import { dateOf } from '../lib/words'
import type { DropAnswer } from './use-drop'

/** A point on the line of a refusal, by the server's clock. */
export interface Point {
  readonly at: string
  readonly words: string
  /** What it was: the opening, the last unit, one's own arrival. */
  readonly kind: 'opening' | 'no' | 'me'
}

/**
 * When it opened, when the last unit went, and when I came. That all is gone is noticed a moment after it is so: where
 * that was only after I came, the time says nothing of how late I was.
 */
export function refusalLine(
  { facts, serverTime }: ProblemDocument,
  drop: Pick<DropAnswer['drop'], 'opensAt' | 'kind'> | undefined,
): readonly Point[] {
  const goneAt = facts?.soldOutAt
  const isTold = typeof goneAt === 'string' && goneAt <= serverTime
  return [
    ...(drop ? [{ at: drop.opensAt, words: `${dateOf(drop.opensAt)} 开抢`, kind: 'opening' as const }] : []),
    ...(drop && isTold ? [{ at: goneAt, words: `最后 1 ${unitOf(drop.kind)}`, kind: 'no' as const }] : []),
    { at: serverTime, words: `${dateOf(serverTime)} 你到达`, kind: 'me' },
  ]
}
