import { anomalyNames, type Reconciled } from '@gonghui/shared/benefits/reconciliations'
import { CSV_TYPE } from '@gonghui/shared/lib/files'
import { newFilePlace, writeFile } from '../../lib/files.store.ts'
import type { Ended, Progress } from '../../lib/jobs.rule.ts'
import type { AtWork } from '../../lib/jobs.ts'
import { isSheetRefusal, readStoredSheet } from '../../lib/sheet-file.ts'
import { bytesOf, type Column, csvOf } from '../../lib/sheet-writing.ts'
import { issuedCodes } from '../codes/issued-codes.ts'
import type { Drop } from '../drop/drop.rule.ts'
import { readDrop } from '../drop/drop.store.ts'
import { readOutlets } from '../redemption/outlet.store.ts'
import { merchantLines } from './merchant-file.rule.ts'
import { type Finding, reconciliationOf } from './reconciliation.rule.ts'
import * as store from './reconciliation.store.ts'

export interface ReconcileInput {
  readonly dropId: string
  readonly fileId: string
  readonly until: string
}

/** More than this is another drop's file, not a list that anybody would work through. */
const MOST_FINDINGS = 2_000

const failed = (
  code: string,
  more: Omit<Ended, 'state' | 'problem'> = {},
  facts?: Record<string, unknown>,
): Ended => ({
  state: 'failed',
  problem: { code, ...(facts ? { facts } : {}) },
  ...more,
})

/**
 * Holds a merchant's file against what was issued and redeemed, and puts what differs on the drop's work list. It has no
 * cursor: begun anew it reads as things stand then, and comes to the same names for the same findings.
 */
export async function* reconcileWork({
  input: { dropId, fileId, until },
  clock,
}: AtWork<ReconcileInput, never>): AsyncGenerator<{ cursor: null; progress: Progress }, Ended> {
  const drop = await readDrop(dropId)
  if (!drop) return failed('drop-unknown')
  const sheet = await readStoredSheet({ ...newFilePlace('imports', dropId), fileId })
  if (isSheetRefusal(sheet))
    return failed(sheet.problem, {}, sheet.line === undefined ? undefined : { line: sheet.line })
  const lines = merchantLines(sheet.rows)
  if (lines === 'merchant-file-headless') return failed(lines)
  yield { cursor: null, progress: { done: 0, total: lines.length } }

  const now = clock()
  const { all, issuedAs } = await issuedCodes(
    drop,
    lines.map(({ code }) => code),
    now,
  )
  const terms = { ...drop, until, outlets: await readOutlets(drop.outletIds) }
  const { findings, ...rest } = reconciliationOf(lines, issuedAs, all, terms)
  const report: Reconciled = { ...rest, at: now }
  const file = findings.length > 0 ? await asFile(drop, findings) : {}
  if (findings.length > MOST_FINDINGS)
    return failed('merchant-file-too-different', { ...file, result: report })
  for await (const done of store.putFindings(dropId, findings))
    yield { cursor: null, progress: { done: Math.min(done, lines.length), total: lines.length } }
  await store.putReport(dropId, report)
  yield { cursor: null, progress: { done: lines.length, total: lines.length } }
  return { state: 'done', result: report, ...file }
}

const COLUMNS: readonly Column[] = [
  { title: '差异', kind: 'text' },
  { title: '行号', kind: 'number' },
  { title: '码尾号', kind: 'text' },
  { title: '说明', kind: 'text' },
  { title: '券号', kind: 'text' },
]

async function asFile({ dropId, title }: Drop, findings: readonly Finding[]): Promise<Pick<Ended, 'file'>> {
  const place = newFilePlace('exports', dropId)
  const rows = findings.map(
    ({ kind, line, codeTail, words, voucherId }) =>
      [anomalyNames[kind], line, codeTail, words, voucherId] as const,
  )
  await writeFile(place, CSV_TYPE, await bytesOf(csvOf(COLUMNS, rows)))
  return { file: { place, saveAs: `${title}-对账差异.csv` } }
}
