import type { BadLine, CodeFault, CodesReport } from '@gonghui/shared/benefits/codes'
import type { DropPlan } from '@gonghui/shared/benefits/drop-plan'
import { dayOf, type Instant } from '@gonghui/shared/lib/instant'

/** How many codes stand in one encrypted item: 50 000 codes are 500 writes. */
export const CODES_PER_CHUNK = 100

const HEADINGS = /^(code|codes|券码|兑换码|卡号|码)$/i
const CODE = /^[\x21-\x7e]{4,64}$/
const DAY = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?( .*)?$/
/** Enough to see what is wrong with a file; the file of the bad lines tells the rest. */
const REPORTED = 100

export interface Row {
  readonly line: number
  readonly cells: readonly string[]
}

/** A line that cannot be taken, with what stands there. */
export interface Bad extends BadLine {
  readonly fault: CodeFault
  readonly code: string
}

export interface Judged {
  /** The good codes and the lines they stand on, in the order of the file. */
  readonly codes: ReadonlyMap<string, number>
  readonly bad: readonly Bad[]
}

/**
 * Judges the rows of a file of codes: the first column is the code, the second the day it expires, if the merchant
 * gives it. A heading is fine. What was given out before is not known here.
 *
 * @param neededUntil the end of the vouchers' validity: a code that expires before it is bad.
 */
export function judgeCodes(rows: readonly Row[], neededUntil: Instant): Judged {
  const bad: Bad[] = []
  const codes = new Map<string, number>()
  for (const [i, { line, cells }] of rows.entries()) {
    const [code = '', expires = ''] = cells.map((cell) => cell.normalize('NFKC').trim())
    if (i === 0 && HEADINGS.test(code)) continue
    const first = codes.get(code)
    const found = badness(code, expires, neededUntil)
    if (found) bad.push({ line, code, ...found })
    else if (first) bad.push({ line, code, fault: 'repeated', reason: `与第 ${first} 行重复` })
    else codes.set(code, line)
  }
  return { codes, bad }
}

export const reportOf = ({ codes, bad }: Judged): CodesReport => {
  const faults: Record<CodeFault, number> = { format: 0, expiry: 0, repeated: 0, 'used-before': 0 }
  for (const { fault } of bad) faults[fault]++
  return {
    count: codes.size,
    faults,
    badLines: bad.slice(0, REPORTED).map(({ line, reason }) => ({ line, reason })),
  }
}

export const takenReport = (count: number): CodesReport => ({
  ...reportOf({ codes: new Map(), bad: [] }),
  count,
})

/** Whether codes that were judged for a plan are good for another: the same kind, and needed no longer. */
export const codesStayGood = (
  judgedFor: Pick<DropPlan, 'kind' | 'validUntil'>,
  plan: Pick<DropPlan, 'kind' | 'validUntil' | 'codes'>,
): boolean =>
  plan.codes === 'imported' && plan.kind === judgedFor.kind && plan.validUntil <= judgedFor.validUntil

function badness(
  code: string,
  expires: string,
  neededUntil: Instant,
): { readonly fault: CodeFault; readonly reason: string } | undefined {
  if (!CODE.test(code)) return { fault: 'format', reason: '券码要 4–64 位，只用字母、数字和符号' }
  if (expires === '') return undefined
  const [, year = '', month = '', day = ''] = DAY.exec(expires) ?? []
  const last = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  if (Number.isNaN(Date.parse(last))) return { fault: 'format', reason: '到期日要写成 2026-12-31' }
  return last < dayOf(neededUntil) ? { fault: 'expiry', reason: `${last} 到期，早于券的有效期` } : undefined
}

/** Moves the codes that another drop has given out already from the good to the bad. */
export function withoutSeen(
  { codes, bad }: Judged,
  seen: ReadonlyMap<string, string>,
  hashOf: (code: string) => string,
): Judged {
  const fresh = new Map<string, number>()
  const used: Bad[] = []
  for (const [code, line] of codes) {
    const title = seen.get(hashOf(code))
    if (title === undefined) fresh.set(code, line)
    else used.push({ line, code, fault: 'used-before', reason: `“${title}”已经导入过这个券码` })
  }
  return { codes: fresh, bad: [...bad, ...used].sort((a, b) => a.line - b.line) }
}
