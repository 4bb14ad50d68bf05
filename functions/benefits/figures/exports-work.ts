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

/**
 * Writes one list of a drop as a file. Rows are read a few hundred at a time, and of the file only its finished bytes
 * are held. It has no cursor: after a crash the list is read anew, as it stands then.
 */
export async function* exportWork({
  input: { dropId, list, format },
  clock,
}: AtWork<ExportInput, never>): AsyncGenerator<{ cursor: null; progress: Progress }, Ended> {
  const drop = await readDrop(dropId)
  if (!drop) return { state: 'failed', problem: { code: 'drop-unknown' } }
  const now = clock()
  if (list === 'orgs' || list === 'audit-pack') await foldDrop(drop, now)
  if (list === 'audit-pack' || format === 'zip') return yield* packWork(drop, now)
  const total = await totalOf(drop, list, now)
  const listed = listOf(list, drop, now)
  let done = 0
  const counted = counting(listed.rows, () => {
    done += 1
  })
  const chunks: Buffer[] = []
  let toldMs = performance.now()
  yield { cursor: null, progress: { done, total } }
  for await (const chunk of asFile[format].of(listed.columns, counted)) {
    chunks.push(chunk)
    if (performance.now() - toldMs < TOLD_EVERY_MS) continue
    toldMs = performance.now()
    yield { cursor: null, progress: { done, total: Math.max(done, total) } }
  }
  yield { cursor: null, progress: { done, total: done } }
  const place = newFilePlace('exports', dropId)
  await writeFile(place, asFile[format].type, Buffer.concat(chunks))
  const saveAs = `${drop.title}-${exportListNames[list]}-${dayOf(now)}.${format}`
  return { state: 'done', result: { rows: done }, file: { place, saveAs } }
}

/** Of all that is packed only the files themselves are held. */
async function* packWork(
  drop: Drop,
  now: Instant,
): AsyncGenerator<{ cursor: null; progress: Progress }, Ended> {
  const files = new Map<string, Buffer>()
  for await (const [name, content] of auditPackOf(drop, now)) {
    files.set(name, content)
    yield { cursor: null, progress: { done: files.size, total: 0 } }
  }
  const place = newFilePlace('exports', drop.dropId)
  await writeFile(place, ZIP_TYPE, await zipOf(files))
  yield { cursor: null, progress: { done: files.size, total: files.size } }
  const saveAs = `${drop.title}-${exportListNames['audit-pack']}-${dayOf(now)}.zip`
  return { state: 'done', result: { rows: files.size }, file: { place, saveAs } }
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
