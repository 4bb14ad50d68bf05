import { DAY_MS, epochMsOf, type Instant } from '@gonghui/shared/lib/instant'
import type { IntroductionState } from '@gonghui/shared/matchmaking/introductions'

/** Two singles, in the order of their ids, so that there is one item for the two whoever begins. */
export const sides = ['low', 'high'] as const
export type Side = (typeof sides)[number]
export const otherSide = (side: Side): Side => (side === 'low' ? 'high' : 'low')
export const sideOf = (profileId: string, otherId: string): Side => (profileId < otherId ? 'low' : 'high')

export type PairState = 'strangers' | 'hearted' | IntroductionState

export const deeds = [
  'heart',
  'take-back',
  'confirm',
  'decline',
  'consent',
  'together',
  'married',
  'withdraw',
  'close',
] as const
export type Deed = (typeof deeds)[number]

interface Step {
  readonly from: PairState
  readonly deed: Deed
  readonly to: PairState
  /** The state moves on once both sides have done it; until then it is only noted who has. */
  readonly both?: true
  /** Who does it, in the words of the drawing. */
  readonly by: string
}

/** All that can happen between two people. What is not here cannot. `docs/introductions.md` is drawn from it. */
export const steps: readonly Step[] = [
  { from: 'strangers', deed: 'heart', to: 'hearted', by: '一方心动，只有自己知道' },
  { from: 'hearted', deed: 'take-back', to: 'strangers', by: '收回心动' },
  { from: 'hearted', deed: 'heart', to: 'mutual', both: true, by: '另一方也心动' },
  { from: 'hearted', deed: 'close', to: 'over', by: '屏蔽、举报或删除资料' },
  { from: 'mutual', deed: 'confirm', to: 'introduced', both: true, by: '两边的红娘都确认' },
  { from: 'mutual', deed: 'decline', to: 'over', by: '一边的红娘不牵' },
  { from: 'mutual', deed: 'withdraw', to: 'over', by: '任一方退出' },
  { from: 'mutual', deed: 'close', to: 'over', by: '屏蔽、举报或删除资料' },
  { from: 'introduced', deed: 'consent', to: 'exchanged', both: true, by: '双方各再同意一次，交换联系方式' },
  { from: 'introduced', deed: 'withdraw', to: 'over', by: '任一方退出' },
  { from: 'introduced', deed: 'close', to: 'over', by: '屏蔽、举报或删除资料' },
  { from: 'exchanged', deed: 'together', to: 'together', both: true, by: '双方都说牵手了' },
  { from: 'exchanged', deed: 'withdraw', to: 'over', by: '任一方退出' },
  { from: 'exchanged', deed: 'close', to: 'over', by: '屏蔽、举报或删除资料' },
  { from: 'together', deed: 'married', to: 'married', both: true, by: '双方都说结婚了' },
  { from: 'together', deed: 'withdraw', to: 'over', by: '任一方退出' },
  { from: 'together', deed: 'close', to: 'over', by: '屏蔽、举报或删除资料' },
  // The figures have counted the marriage when it was told; what the two exchanged ends here as anywhere.
  { from: 'married', deed: 'close', to: 'over', by: '屏蔽、举报或删除资料' },
]

export interface Pair {
  readonly lowId: string
  readonly highId: string
  readonly introductionId: string
  readonly revision: number
  readonly state: PairState
  /** When it came to this state. */
  readonly since: Instant
  /** Which side did what, and when. */
  readonly marks: Readonly<Partial<Record<Deed, Readonly<Partial<Record<Side, Instant>>>>>>
}

export const strangers = (oneId: string, otherId: string, introductionId: string, now: Instant): Pair => ({
  lowId: oneId < otherId ? oneId : otherId,
  highId: oneId < otherId ? otherId : oneId,
  introductionId,
  revision: 0,
  state: 'strangers',
  since: now,
  marks: {},
})

export const idAt = (pair: Pick<Pair, 'lowId' | 'highId'>, side: Side): string =>
  side === 'low' ? pair.lowId : pair.highId

export const hasDone = ({ marks }: Pick<Pair, 'marks'>, deed: Deed, side: Side): boolean =>
  marks[deed]?.[side] !== undefined

export type Stepped =
  | { readonly is: 'stepped'; readonly pair: Pair }
  /** This side did it before: nothing changes, and whoever repeats it is told the same. */
  | { readonly is: 'again' }
  | { readonly is: 'refused'; readonly code: 'introduction-over' | 'introduction-not-yet' }

/** What one deed of one side makes of a pair. */
export function step(pair: Pair, deed: Deed, side: Side, now: Instant): Stepped {
  const { state, marks } = pair
  if (state === 'over') {
    return hasDone(pair, deed, side) ? { is: 'again' } : { is: 'refused', code: 'introduction-over' }
  }
  if (hasDone(pair, deed, side)) return { is: 'again' }
  const next = steps.find((one) => one.from === state && one.deed === deed)
  if (!next) return { is: 'refused', code: 'introduction-not-yet' }
  const waits = next.both === true && !hasDone(pair, deed, otherSide(side))
  // A heart that is taken back leaves nothing behind.
  const marked = next.to === 'strangers' ? {} : { ...marks, [deed]: { ...marks[deed], [side]: now } }
  return {
    is: 'stepped',
    pair: {
      ...pair,
      revision: pair.revision + 1,
      marks: marked,
      ...(waits ? {} : { state: next.to, since: now }),
    },
  }
}

const STUCK_DAYS = 7

/** Waiting for somebody’s step for a week: the matchmaker may ask after it. */
export const isStuck = ({ state, since }: Pick<Pair, 'state' | 'since'>, now: Instant): boolean =>
  (state === 'mutual' || state === 'introduced') && epochMsOf(now) - epochMsOf(since) >= STUCK_DAYS * DAY_MS

/** Whether the matchmakers still look after it. */
export const isOpenCase = (state: PairState): boolean =>
  state === 'mutual' || state === 'introduced' || state === 'exchanged' || state === 'together'

/** Whether each may see the other’s name and number. */
export const hasExchanged = (state: PairState): boolean =>
  state === 'exchanged' || state === 'together' || state === 'married'
