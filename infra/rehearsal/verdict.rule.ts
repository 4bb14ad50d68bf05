/** Go or no-go, by criteria that are written down beside it. */
import type { Books } from '@gonghui/shared/benefits/rehearsals'
import { type Checked, falseAnswers } from './checks.rule.ts'
import type { Figures } from './figures.rule.ts'

export interface Thresholds {
  readonly p99Ms: number
  readonly soldOutMs: number
}

export interface Criterion {
  readonly title: string
  readonly found: string
  readonly wanted: string
  readonly holds: boolean
  /** Read, but not judged: on one's own machine the times say nothing of the cloud. */
  readonly readOnly: boolean
}

/** Of those who tapped, so many may be left without an answer: phones lose their net in the real crowd too. */
const UNKNOWN_SHARE = 0.001

export const inSeconds = (ms: number): string =>
  ms < 1_000 ? `${Math.round(ms)} 毫秒` : `${Number((ms / 1_000).toFixed(2))} 秒`

export function criteriaOf(
  { books, found, figures }: { readonly books: Books; readonly found: Checked; readonly figures: Figures },
  { p99Ms, soldOutMs }: Thresholds,
  isLocal: boolean,
): Criterion[] {
  const lies = falseAnswers(found)
  const always = { readOnly: false }
  const times = { readOnly: isLocal }
  return [
    {
      ...always,
      title: '账平',
      found: books.wrong.length === 0 ? '每一份都有去处' : `${books.wrong.length} 处不对`,
      wanted: '投放 = 剩余 + 在途 + 发出',
      holds: books.wrong.length === 0,
    },
    {
      ...always,
      title: '没有说错',
      found: lies === 0 ? '每个答复都和账对得上' : `${lies} 人的答复和账对不上`,
      wanted: '抢到的在账上，没抢到的不在，无人重复',
      holds: lies === 0,
    },
    {
      ...always,
      title: '没有故障',
      found: `${figures.faults} 次`,
      wanted: '0 次',
      holds: figures.faults === 0,
    },
    {
      ...always,
      title: '人人有答复',
      found: figures.unknown === 0 ? '全部有答复' : `${figures.unknown} 人没等到`,
      wanted: `不超过 ${UNKNOWN_SHARE * 100}%`,
      holds: figures.unknown <= figures.members * UNKNOWN_SHARE,
    },
    {
      ...times,
      title: '答复够快',
      found: `p99 ${inSeconds(figures.answer.p99)}`,
      wanted: `不超过 ${inSeconds(p99Ms)}`,
      holds: figures.answer.p99 <= p99Ms,
    },
    {
      ...times,
      title: '抢完够快',
      found: figures.soldOutInMs === undefined ? '没有抢完' : inSeconds(figures.soldOutInMs),
      wanted: `抢完的话，不超过 ${inSeconds(soldOutMs)}`,
      holds: (figures.soldOutInMs ?? 0) <= soldOutMs,
    },
  ]
}

export const verdictOf = (criteria: readonly Criterion[]): 'go' | 'no-go' =>
  criteria.every(({ holds, readOnly }) => holds || readOnly) ? 'go' : 'no-go'
