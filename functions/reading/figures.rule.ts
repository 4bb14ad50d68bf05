import { type Day, dayAfter } from '@gonghui/shared/reading/days'
import type { Tally } from '@gonghui/shared/reading/standings'
import type { Cell, Column } from '../lib/sheet-writing.ts'

const text = (title: string): Column => ({ title, kind: 'text' })
const number = (title: string): Column => ({ title, kind: 'number' })

/** `12.5%`; nothing where there is nobody to be a part of. */
const share = (part: number, whole: number): string =>
  whole === 0 ? '' : `${Math.round((part / whole) * 1_000) / 10}%`

export const orgColumns: readonly Column[] = [
  text('单位'),
  text('上级'),
  number('报名人数'),
  number('打卡次数'),
  number('读够天数'),
  number('读完本数'),
  number('笔记篇数'),
  number('答题人次'),
  number('答题过关'),
  text('过关率'),
]

export const orgRow = (name: string, above: string | undefined, tally: Tally): readonly Cell[] => [
  ...[name, above, tally.readers, tally.checkIns, tally.days, tally.finished],
  ...[tally.notes, tally.tried, tally.passed, share(tally.passed, tally.tried)],
]

export const dayColumns: readonly Column[] = [text('日期'), number('读够的人数')]

export const dayRows = (firstDay: Day, { active }: Tally): Cell[][] =>
  active.map((count, at) => [dayAfter(firstDay, at), count])

export const weekColumns: readonly Column[] = [
  text('周'),
  text('从'),
  number('这周开始读的人'),
  number('以前开始、这周还在读的人'),
  text('留存率'),
]

const WEEK_DAYS = 7

/** Of all who began before a week, how many read on in it. */
export function weekRows(firstDay: Day, { started, returned }: Tally): Cell[][] {
  let before = 0
  return started.map((count, week) => {
    const back = returned[week] ?? 0
    const row = [`第 ${week + 1} 周`, dayAfter(firstDay, week * WEEK_DAYS), count, back, share(back, before)]
    before += count
    return row
  })
}
