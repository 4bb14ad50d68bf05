/** A rehearsal in words, for a terminal and for the head of the report. */
import { benefitsProblems } from '@gonghui/shared/benefits/problems'
import { falseAnswers } from './checks.rule.ts'
import type { Rehearsed } from './rehearse.ts'
import { inSeconds } from './verdict.rule.ts'

export const count = (of: number): string => Math.round(of).toLocaleString('en-US')

export const refusalInWords = (code: string): string =>
  (benefitsProblems as Record<string, { title: string }>)[code]?.title ?? code

export const verdictInWords = { go: '可以开抢', 'no-go': '先别开抢' } as const

/** What this machine could put on the wire, beside what was asked of it. */
export function offeredInWords({ figures }: Rehearsed): string {
  const { asked, offered } = figures
  const rates = `要求每秒 ${count(asked.perSecond)} 人，实际送出每秒 ${count(offered.perSecond)} 人`
  if (offered.lateShare < 0.01) return `${rates}，都按时送出`
  const share = `${(offered.lateShare * 100).toFixed(0)}%`
  return `${rates}：${share} 的点击晚了 0.1 秒以上才送出（最晚 ${inSeconds(offered.lateMs.most)}），真实的到达会更陡`
}

/** The balance as the equation that it is. */
export function equationOf({ books }: Rehearsed): readonly (readonly [string, number])[] {
  const states: Record<string, string> = {
    issued: '已发出',
    held: '待支付',
    returned: '已退回',
    voided: '已作废',
  }
  return [
    ['投放', books.added],
    ['剩余', books.free],
    ['在途', books.inTransit],
    ...Object.entries(books.byState).map(([state, units]) => [states[state] ?? state, units] as const),
    ...(books.withoutRow > 0 ? [['待补券', books.withoutRow] as const] : []),
  ]
}

export function inWords(rehearsed: Rehearsed): string[] {
  const { figures, books, found, criteria, verdict } = rehearsed
  const { answer, known } = figures
  const [[, added] = ['', 0], ...parts] = equationOf(rehearsed)
  const refusals = Object.entries(figures.refused).map(
    ([code, many]) => `${refusalInWords(code)} ${count(many)}`,
  )
  return [
    '',
    `到达 ${count(figures.members)} 人，抢到 ${count(figures.granted)} 份，${refusals.join('，') || '无人被拒'}`,
    `请求 ${count(figures.requests)} 次；429 ${figures.turned429}，503 ${figures.turned503}，没有回音 ${figures.lost}，故障 ${figures.faults}`,
    `单次答复 p50 ${inSeconds(answer.p50)} · p95 ${inSeconds(answer.p95)} · p99 ${inSeconds(answer.p99)}`,
    `从点下到知道 p50 ${inSeconds(known.p50)} · p95 ${inSeconds(known.p95)} · p99 ${inSeconds(known.p99)}`,
    figures.soldOutInMs === undefined ? '没有抢完' : `抢完用时 ${inSeconds(figures.soldOutInMs)}`,
    offeredInWords(rehearsed),
    `账：投放 ${count(added)} = ${parts.map(([name, units]) => `${name} ${count(units)}`).join(' + ')}`,
    ...books.wrong.map((line) => `✗ ${line}`),
    ...(falseAnswers(found) > 0 ? [`✗ 答复和账对不上：${JSON.stringify(found)}`] : []),
    '',
    ...criteria.map(
      ({ title, found: what, wanted, holds, readOnly }) =>
        `${holds ? '✓' : readOnly ? '·' : '✗'} ${title}：${what}（${wanted}${readOnly ? '；本机仅供参考' : ''}）`,
    ),
    '',
    `${verdict === 'go' ? '✓' : '✗'} ${verdictInWords[verdict]}（${verdict}）`,
  ]
}
