import { CSV_TYPE } from '@gonghui/shared/lib/files'
import { newFilePlace, removeFile, writeFile } from '../../lib/files.store.ts'
import type { Ended } from '../../lib/jobs.rule.ts'
import type { AtWork } from '../../lib/jobs.ts'
import { isSheetRefusal, readStoredSheet } from '../../lib/sheet-file.ts'
import { bytesOf, type Column, csvOf } from '../../lib/sheet-writing.ts'
import type { Drop } from '../drop/drop.rule.ts'
import { readDrop, readDrops, replaceDrop } from '../drop/drop.store.ts'
import { type Bad, codesStayGood, judgeCodes, reportOf, takenReport, withoutSeen } from './codes.rule.ts'
import { chunksOf, dropCodes, stageCodes } from './codes.store.ts'
import { before, clearBefore, scopeOf } from './codes-before.ts'
import { forgetSeen, noteSeen, seenElsewhere, seenHash } from './seen-codes.store.ts'

export interface CodesInput {
  readonly dropId: string
  readonly fileId: string
}
/** How many chunks are staged; before the first the file is judged, and compared with older drops. */
interface Cursor {
  readonly chunks: number
}

const failed = (code: string, more: Omit<Ended, 'state' | 'problem'> = {}): Ended => ({
  state: 'failed',
  problem: { code },
  ...more,
})

/**
 * Imports a file of codes into a draft, all or nothing. The job's id names the batch, so that doing a part again writes
 * the same rows; the last write, on the drop's own row, makes the batch the drop's. Its hashes are noted before other
 * drops' are read: of two drops that import one code at the same time, one at least sees the other.
 */
export async function* importCodesWork({
  jobId: batch,
  input: { dropId, fileId },
  cursor,
}: AtWork<CodesInput, Cursor>): AsyncGenerator<
  { cursor: Cursor; progress: { done: number; total: number } },
  Ended
> {
  const drop = await readDrop(dropId)
  if (drop?.phase !== 'draft') return failed('drop-not-draft')
  if (drop.codes !== 'imported') return failed('codes-not-wanted')
  const place = { ...newFilePlace('imports', dropId), fileId }
  // The crash came after the last write.
  if (drop.codesBatch === batch) {
    await clearBefore(drop)
    return done(drop.codesCount)
  }
  // It did, and an edit has dropped the batch since: what was staged is gone.
  if (drop.codesBefore?.batch === batch) return failed('drop-changed')

  const sheet = await readStoredSheet(place)
  if (isSheetRefusal(sheet)) {
    const { problem, line } = sheet
    return { state: 'failed', problem: { code: problem, ...(line ? { facts: { line } } : {}) } }
  }
  const judged = judgeCodes(sheet.rows, drop.validUntil)
  const total = judged.codes.size
  yield { cursor: { chunks: cursor?.chunks ?? 0 }, progress: { done: 0, total } }
  if (judged.bad.length > 0 || total === 0) {
    return failed(total === 0 && judged.bad.length === 0 ? 'file-empty' : 'codes-rejected', {
      ...(judged.bad.length > 0 ? await told(dropId, judged.bad) : {}),
      result: reportOf(judged),
    })
  }

  const scope = scopeOf(drop)
  const of = { ...scope, dropId, batch }
  const codes = [...judged.codes.keys()]
  if (!cursor || cursor.chunks === 0) {
    const hashes = codes.map((code) => seenHash(scope, code))
    await noteSeen(of, hashes, drop.validUntil)
    const seen = await seenElsewhere(of, hashes)
    if (seen.size > 0) {
      await forgetSeen(of)
      const fresh = withoutSeen(judged, await titlesOf(seen), (code) => seenHash(scope, code))
      return failed('codes-rejected', { ...(await told(dropId, fresh.bad)), result: reportOf(fresh) })
    }
  }
  for await (const chunks of stageCodes(dropId, batch, codes, cursor?.chunks ?? 0)) {
    yield { cursor: { chunks }, progress: { done: Math.round((total * chunks) / chunksOf(total)), total } }
  }
  if (await adopt(drop, batch, total)) {
    await removeFile(place)
    return done(total)
  }
  await forgetSeen(of)
  await dropCodes(dropId, batch, total)
  return failed('drop-changed')
}

const done = (count: number): Ended => ({ state: 'done', result: takenReport(count) })

const COLUMNS: readonly Column[] = [
  { title: '行号', kind: 'number' },
  { title: '券码', kind: 'text' },
  { title: '问题', kind: 'text' },
]

/** All bad lines as a file to work through. */
async function told(dropId: string, bad: readonly Bad[]): Promise<Pick<Ended, 'file'>> {
  const place = newFilePlace('exports', dropId)
  const rows = bad.map(({ line, code, reason }) => [line, code, reason] as const)
  await writeFile(place, CSV_TYPE, await bytesOf(csvOf(COLUMNS, rows)))
  return { file: { place, saveAs: '券码问题行.csv' } }
}

/** The titles of the drops that brought each hash before. */
async function titlesOf(seen: ReadonlyMap<string, string>): Promise<Map<string, string>> {
  const drops = new Map((await readDrops([...seen.values()])).map(({ dropId, title }) => [dropId, title]))
  return new Map([...seen].map(([hash, dropId]) => [hash, drops.get(dropId) ?? '另一场福利']))
}

/** Makes a staged batch the draft's. False: the draft is none any more, or not the one the codes were judged for. */
async function adopt(judgedFor: Drop, batch: string, count: number): Promise<boolean> {
  for (;;) {
    const drop = await readDrop(judgedFor.dropId)
    if (drop?.phase !== 'draft' || !codesStayGood(judgedFor, drop)) return false
    const next: Drop = {
      ...drop,
      codesBatch: batch,
      codesCount: count,
      ...before(drop),
      revision: drop.revision + 1,
    }
    if (!(await replaceDrop(drop, next))) continue
    await clearBefore(next)
    return true
  }
}
