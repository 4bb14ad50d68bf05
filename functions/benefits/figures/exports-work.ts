import {
  type ExportList,
  exportListNames,
  type TakenFormat,
  type TakenList,
} from '@gonghui/shared/benefits/exports'
import { CSV_TYPE, XLSX_TYPE } from '@gonghui/shared/lib/files'
import { dayOf, type Instant } from '@gonghui/shared/lib/instant'
import { newFilePlace, writeFile } from '../../lib/files.store.ts'
import type { Ended, Progress } from '../../lib/jobs.rule.ts'
import type { AtWork } from '../../lib/jobs.ts'
import { type Cell, csvOf, xlsxOf } from '../../lib/sheet-writing.ts'
import { zipOf } from '../../lib/zip-writing.ts'
import { exactStock } from '../claim/stock.store.ts'
import type { Drop } from '../drop/drop.rule.ts'
import { readDrop } from '../drop/drop.store.ts'
import { readSpent } from '../redemption/redemption.store.ts'
import { auditPackOf } from './audit-pack.ts'
import { listOf } from './export-lists.ts'
import { foldDrop } from './figures.ts'
import type { Listed } from './listed.ts'

export interface ExportInput {
  readonly dropId: string
  readonly list: TakenList
  readonly format: TakenFormat
}

/** How far it is is written down so often. */
const TOLD_EVERY_MS = 1_000

const ZIP_TYPE = 'application/zip'
const asFile = { csv: { of: csvOf, type: CSV_TYPE }, xlsx: { of: xlsxOf, type: XLSX_TYPE } } as const

type Step = { readonly cursor: null; readonly progress: Progress }

/** Waits for parts of a work, and says by time how far it is: one part of half a million rows outlasts the job's lease. */
function byTime() {
  let toldMs = performance.now()
  return async function* <T>(part: Promise<T>, progress: () => Progress): AsyncGenerator<Step, T> {
    while (!(await isSettledWithin(part, toldMs + TOLD_EVERY_MS - performance.now()))) {
      toldMs = performance.now()
      yield { cursor: null, progress: progress() }
    }
    return part
  }
}

const isSettledWithin = (part: Promise<unknown>, timeoutMs: number): Promise<boolean> =>
  new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), timeoutMs)
    const settled = () => {
      clearTimeout(timer)
      resolve(true)
    }
    part.then(settled, settled)
  })

/**
 * Writes one list of a drop as a file. Rows are read a few hundred at a time, and of the file only its finished bytes
 * are held. It has no cursor: after a crash the list is read anew, as it stands then.
 */
export async function* exportWork({
  input: { dropId, list, format },
  clock,
}: AtWork<ExportInput, never>): AsyncGenerator<Step, Ended> {
  const drop = await readDrop(dropId)
  if (!drop) return { state: 'failed', problem: { code: 'drop-unknown' } }
  const now = clock()
  const telling = byTime()
  const begun = () => ({ done: 0, total: 0 })
  if (list === 'orgs' || list === 'audit-pack') yield* telling(foldDrop(drop, now), begun)
  if (list === 'audit-pack' || format === 'zip') return yield* packWork(drop, now)
  const total = yield* telling(totalOf(drop, list, now), begun)
  const listed = listOf(list, drop, now)
  let done = 0
  const counted = counting(listed.rows, () => {
    done += 1
  })
  const chunks: Buffer[] = []
  const soFar = () => ({ done, total: Math.max(done, total) })
  yield { cursor: null, progress: soFar() }
  yield* gather(asFile[format].of(listed.columns, counted), chunks, soFar)
  yield { cursor: null, progress: { done, total: done } }
  const place = newFilePlace('exports', dropId)
  yield* telling(writeFile(place, asFile[format].type, Buffer.concat(chunks)), soFar)
  const saveAs = `${drop.title}-${exportListNames[list]}-${dayOf(now)}.${format}`
  return { state: 'done', result: { rows: done }, file: { place, saveAs } }
}

/** Part after part, so that who loses the job goes on with one at most. */
async function* gather<T>(
  parts: AsyncGenerator<T>,
  into: T[],
  progress: () => Progress,
): AsyncGenerator<Step, void> {
  const telling = byTime()
  for (;;) {
    const part = yield* telling(parts.next(), progress)
    if (part.done) return
    into.push(part.value)
  }
}

/** Of all that is packed only the files themselves are held. */
async function* packWork(drop: Drop, now: Instant): AsyncGenerator<Step, Ended> {
  const files: (readonly [name: string, content: Buffer])[] = []
  const soFar = () => ({ done: files.length, total: 0 })
  yield* gather(auditPackOf(drop, now), files, soFar)
  const place = newFilePlace('exports', drop.dropId)
  const telling = byTime()
  const zip = yield* telling(zipOf(new Map(files)), soFar)
  yield* telling(writeFile(place, ZIP_TYPE, zip), soFar)
  yield { cursor: null, progress: { done: files.length, total: files.length } }
  const saveAs = `${drop.title}-${exportListNames['audit-pack']}-${dayOf(now)}.zip`
  return { state: 'done', result: { rows: files.length }, file: { place, saveAs } }
}

async function* counting(rows: Listed['rows'], onRow: () => void): AsyncGenerator<readonly Cell[]> {
  for await (const row of rows) {
    onRow()
    yield row
  }
}

/** About how many rows there will be; 0 where only the end tells. */
async function totalOf(drop: Drop, list: ExportList, now: Instant): Promise<number> {
  if (list === 'orgs') return 0
  const spent = (await readSpent(drop.dropId)).reduce((sum, { redeemed }) => sum + redeemed, 0)
  if (list === 'redemptions') return spent
  const { total, left } = await exactStock(drop, now, { strong: false })
  return list === 'vouchers' ? total - left : Math.max(0, total - left - spent)
}
