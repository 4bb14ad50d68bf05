import { CSV_TYPE } from '@gonghui/shared/lib/files'
import type { Instant } from '@gonghui/shared/lib/instant'
import { MOST_ROSTER_LINES } from '@gonghui/shared/membership/roster'
import { type FilePlace, newFilePlace, removeFile, writeFile } from '../lib/files.store.ts'
import type { Ended, Progress } from '../lib/jobs.rule.ts'
import type { AtWork } from '../lib/jobs.ts'
import { isSheetRefusal, readStoredSheet } from '../lib/sheet-file.ts'
import { bytesOf, type Column, csvOf } from '../lib/sheet-writing.ts'
import { withAbsorbed } from './org.rule.ts'
import { readOrgNow, readStanding } from './org-lookup.store.ts'
import { type Bad, type Judged, judgeRoster, personOf, reportOf } from './roster.rule.ts'
import { clearRoster } from './roster-clearing.store.ts'
import type { RosterImport } from './roster-entry.store.ts'
import {
  adoptImport,
  type Fresh,
  holdRoster,
  meetRoster,
  readImport,
  stageLines,
} from './roster-import.store.ts'
import { admitIfNamed, lineOf, waitingAt } from './roster-waiting.store.ts'

export interface RosterInput {
  readonly orgId: string
  readonly fileId: string
  readonly dryRun: boolean
}

type Step = { readonly cursor: null; readonly progress: Progress }
type Steps<T> = AsyncGenerator<Step, T>

const step = (done: number, total: number): Step => ({ cursor: null, progress: { done, total } })
const failed = (code: string, more: Omit<Ended, 'state' | 'problem'> = {}): Ended => ({
  state: 'failed',
  problem: { code },
  ...more,
})

/** Lines that are compared with the roster in one go. */
const SLICE = 5_000

/**
 * Adds a file to an org's roster, all or nothing: entries are staged under the job's id, and the last write, which says
 * that the import is done, makes all of them count. After that whoever waits with an application and is named is
 * admitted. It has no cursor: begun again, it finds what it staged.
 */
export async function* importRosterWork(job: AtWork<RosterInput, never>): AsyncGenerator<Step, Ended> {
  const { jobId, by, clock } = job
  const { orgId, fileId, dryRun } = job.input
  const org = await readOrgNow(orgId)
  if (!org || org.closedAt !== undefined) return failed('org-closed')
  const place = { ...newFilePlace('imports', orgId), fileId }
  // The crash came after the entries had been made to count.
  const adopted = await readImport(jobId)
  if (adopted) return yield* finish(adopted, place, clock)

  const sheet = await readStoredSheet(place, { mostLines: MOST_ROSTER_LINES + 1 })
  if (isSheetRefusal(sheet)) {
    const { problem, line } = sheet
    return { state: 'failed', problem: { code: problem, ...(line ? { facts: { line } } : {}) } }
  }
  const judged = judgeRoster(sheet.rows)
  if (!judged) return failed('roster-head-missing')
  if (judged.lines === 0) return failed('file-empty')
  const { lines, bad } = judged
  yield step(0, lines)
  if (!dryRun && bad.length === 0 && !(await holdRoster(orgId, jobId))) return failed('roster-busy')
  const { fresh, known } = yield* meetAll(orgId, judged)
  const met = { dryRun, fresh: fresh.length, known }
  if (dryRun) {
    const admitted = yield* countNamed(orgId, fresh, lines)
    return { state: 'done', result: reportOf(judged, { ...met, admitted }), ...(await badFile(orgId, bad)) }
  }
  const report = reportOf(judged, { ...met, admitted: 0 })
  if (bad.length > 0) return failed('roster-rejected', { result: report, ...(await badFile(orgId, bad)) })
  for await (const staged of stageLines(orgId, jobId, fresh)) yield step(staged, fresh.length)
  const done: RosterImport = { importId: jobId, orgId, by, at: clock(), report }
  await adoptImport(done)
  return yield* finish(done, place, clock)
}

/** Once the entries count: who waits and is named comes in, and the file with the names goes. */
async function* finish(
  { importId, orgId, report }: RosterImport,
  place: FilePlace,
  clock: () => Instant,
): Steps<Ended> {
  // Merged into another meanwhile, its roster is asked there, and who waited waits there.
  const standing = await readStanding(orgId)
  for await (const rows of waitingAt(standing?.orgId ?? orgId)) {
    for (const row of rows) await admitIfNamed(row, clock(), importId)
    yield step(report.lines, report.lines)
  }
  const admitted = (await readImport(importId))?.admitted ?? 0
  await removeFile(place)
  return { state: 'done', result: { ...report, admitted } }
}

/** After a merger: who waits, here or at the org that ended, is asked after on both rosters. */
export async function* admitNamedWork({ orgId, clock }: AtWork<object, never>): AsyncGenerator<Step, Ended> {
  const into = await readStanding(orgId)
  let done = 0
  if (into)
    for await (const rows of waitingAt(into.orgId)) {
      for (const row of rows) await admitIfNamed(row, clock())
      done += rows.length
      yield step(done, done)
    }
  return { state: 'done' }
}

/** How long the end of an import is waited for, each time. */
const PAUSE_MS = 2_000

/**
 * After an org was closed: nobody is admitted by its roster any more, nor by those it absorbed, so nothing of them is kept.
 * An import that was under way goes on to its end first.
 */
export async function* clearRosterWork({ jobId, orgId }: AtWork<object, never>): AsyncGenerator<Step, Ended> {
  const org = await readOrgNow(orgId)
  let done = 0
  for (const one of org ? withAbsorbed(org) : []) {
    while (!(await holdRoster(one, jobId))) {
      yield step(done, done)
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    }
    const before = done
    for await (const gone of clearRoster(one)) {
      done = before + gone
      yield step(done, done)
    }
  }
  return { state: 'done' }
}

async function* meetAll(orgId: string, { people }: Judged): Steps<{ fresh: Fresh[]; known: number }> {
  const fresh: Fresh[] = []
  let known = 0
  for (let at = 0; at < people.length; at += SLICE) {
    const met = await meetRoster(orgId, people.slice(at, at + SLICE))
    fresh.push(...met.fresh)
    known += met.known
    yield step(0, people.length)
  }
  return { fresh, known }
}

/** How many of those who wait would be admitted. */
async function* countNamed(orgId: string, fresh: readonly Fresh[], total: number): Steps<number> {
  const named = new Set(fresh.map(({ line }) => personOf(line)))
  let count = 0
  for await (const rows of waitingAt(orgId)) {
    count += rows.filter((row) => named.has(personOf(lineOf(row)))).length
    yield step(total, total)
  }
  return count
}

const COLUMNS: readonly Column[] = [
  { title: '行号', kind: 'number' },
  { title: '姓名', kind: 'text' },
  { title: '手机号', kind: 'text' },
  { title: '问题', kind: 'text' },
]

/** All bad lines as a file to work through. */
async function badFile(orgId: string, bad: readonly Bad[]): Promise<Pick<Ended, 'file'>> {
  if (bad.length === 0) return {}
  const place = newFilePlace('exports', orgId)
  const rows = bad.map(({ line, name, phone, reason }) => [line, name, phone, reason] as const)
  await writeFile(place, CSV_TYPE, await bytesOf(csvOf(COLUMNS, rows)))
  return { file: { place, saveAs: '名册问题行.csv' } }
}
