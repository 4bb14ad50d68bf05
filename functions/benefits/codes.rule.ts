import type { CodesReport } from '@gonghui/shared/benefits/codes'
import { dayOf, type Instant } from '@gonghui/shared/lib/instant'
import { CsvError, parse } from 'csv-parse/sync'

/** How many codes stand in one encrypted item: 50 000 codes are 500 writes. */
export const CODES_PER_CHUNK = 100

const HEADINGS = /^(code|codes|券码|兑换码|码)$/i
const CODE = /^[\x21-\x7e]{4,64}$/
const DAY = /^\d{4}-\d{2}-\d{2}$/
/** Enough to see what is wrong with a file; the counts tell the rest. */
const REPORTED = 100

export interface Read {
  readonly codes: readonly string[]
  readonly report: CodesReport
  readonly taken: boolean
}

/**
 * Reads a file of codes: a column `code`, and a second one with the day each expires, if the merchant gives it.
 * A heading, a BOM, quotes and CRLF are all fine. A file with one bad or repeated line is not taken at all.
 *
 * @param neededUntil the end of the vouchers' validity: a code that expires before it is bad.
 */
export function readCodes(csv: string, neededUntil: Instant): Read {
  const badLines: CodesReport['badLines'] = []
  const duplicates: CodesReport['duplicates'] = []
  const firstSeen = new Map<string, number>()
  const { lines, broken } = linesOf(csv)
  if (broken) badLines.push(broken)
  for (const { line, cells } of lines) {
    const [code = '', expires = ''] = cells.map((cell) => cell.normalize('NFKC').trim())
    if (line === 1 && HEADINGS.test(code)) continue
    const first = firstSeen.get(code)
    const reason = badness(code, expires, neededUntil)
    if (reason) badLines.push({ line, reason })
    else if (first) duplicates.push({ line, reason: `与第 ${first} 行重复` })
    else firstSeen.set(code, line)
  }
  const codes = [...firstSeen.keys()]
  if (codes.length === 0 && badLines.length === 0) badLines.push({ line: 1, reason: '文件里没有券码' })
  return {
    codes,
    taken: badLines.length === 0 && duplicates.length === 0,
    report: {
      count: codes.length,
      duplicates: duplicates.slice(0, REPORTED),
      badLines: badLines.slice(0, REPORTED),
    },
  }
}

function badness(code: string, expires: string, neededUntil: Instant): string | undefined {
  if (!CODE.test(code)) return '券码要 4–64 位，只用字母、数字和符号'
  if (expires === '') return undefined
  if (!DAY.test(expires)) return '到期日要写成 2026-12-31'
  return expires < dayOf(neededUntil) ? `${expires} 到期，早于券的有效期` : undefined
}

interface Lines {
  readonly lines: readonly { readonly line: number; readonly cells: readonly string[] }[]
  /** Where the file stops being readable: the quote that is opened there has no end. */
  readonly broken?: CodesReport['badLines'][number]
}

function linesOf(csv: string): Lines {
  try {
    const rows = parse(csv, {
      bom: true,
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
    }) as unknown as { record: string[]; info: { lines: number } }[]
    return { lines: rows.map(({ record, info }) => ({ line: info.lines, cells: record })) }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const line = typeof error.lines === 'number' ? error.lines : 1
    return { lines: [], broken: { line, reason: '引号没有成对，从这里起读不下去' } }
  }
}
