import '../../infra/local/test-table.ts'
import { instantOf, later, SECOND_MS } from '@gonghui/shared/lib/instant'
import { jobProblems } from '@gonghui/shared/lib/problems'
import { expect, test } from 'vitest'
import { writeFile } from '../../functions/lib/files.store.ts'
import '../../infra/local/test-storage.ts'
import { newFilePlace } from './files.store.ts'
import { type Ended, LEASE_MS } from './jobs.rule.ts'
import { jobsUnderWay, readJob, takeJob } from './jobs.store.ts'
import { type AtWork, jobFor, runJob, runJobs, startJob, type Working, type Works } from './jobs.ts'
import { isRefusal } from './server.ts'

const START = instantOf(Date.now())
const caller = { personId: 'per_1', sessionId: 'ses_1' }
let now = START
let keys = 0

const start = async (kind: string, input: unknown = {}, key = `key-${++keys}`) => {
  const asked = { kind, orgId: 'org_1', by: caller.personId, input }
  const started = await startJob(asked, { personId: caller.personId, key, body: input }, now)
  if (started === 'reused') throw new Error('the key was used before')
  return started.jobId
}
const working = (works: Works, more: Partial<Working> = {}): Working => ({
  works,
  clock: () => now,
  msLeft: () => 900_000,
  ...more,
})

/** Writes the numbers up to `input.upTo` one by one, and remembers the writes. */
const counting = (writes: number[], atEach: (i: number) => void = () => {}) =>
  async function* ({ input, cursor }: AtWork<{ upTo: number }, { next: number }>) {
    for (let i = cursor?.next ?? 0; i < input.upTo; i++) {
      atEach(i)
      writes.push(i)
      yield { cursor: { next: i + 1 }, progress: { done: i + 1, total: input.upTo } }
    }
    return { state: 'done', result: { sum: writes.length } } satisfies Ended
  }

test('a job runs to its end, and who started it sees how it stands', async () => {
  const jobId = await start('benefits.count', { upTo: 3 })
  const look = () => jobFor<{ sum: number }>('benefits', { jobId, caller, now }, jobProblems)
  expect(await look()).toMatchObject({ state: 'waiting', progress: { done: 0, total: 0 } })
  expect(await jobsUnderWay()).toContainEqual(expect.objectContaining({ jobId, kind: 'benefits.count' }))
  await runJob(jobId, working({ 'benefits.count': counting([]) }))
  expect(await look()).toMatchObject({ state: 'done', progress: { done: 3, total: 3 }, result: { sum: 3 } })
  expect((await jobsUnderWay()).map((one) => one.jobId)).not.toContain(jobId)
})

test('another person, and another capability, know nothing of it', async () => {
  const jobId = await start('benefits.count', { upTo: 0 })
  const asked = { jobId, caller: { ...caller, personId: 'per_2' }, now }
  expect(await jobFor('benefits', asked, {})).toEqual({ refused: 'job-unknown' })
  expect(await jobFor('reading', { jobId, caller, now }, {})).toEqual({ refused: 'job-unknown' })
})

test('one key starts one job', async () => {
  const jobs = await Promise.all([1, 2, 3].map(() => start('benefits.count', { upTo: 0 }, 'the-same-key')))
  expect(new Set(jobs).size).toBe(1)
})

test('a job that is killed in the middle is taken up when its lease is over, and does nothing twice', async () => {
  const jobId = await start('benefits.count', { upTo: 6 })
  const writes: number[] = []
  // What a killed function does: nothing any more, neither an end nor a release.
  const killed = new Promise<never>(() => {})
  const dying = async function* (job: AtWork<{ upTo: number }, { next: number }>) {
    for await (const step of counting(writes)(job)) {
      yield step
      if (step.cursor.next === 3) await killed
    }
    return { state: 'done' } satisfies Ended
  }
  void runJob(jobId, working({ 'benefits.count': dying }))
  await expect.poll(async () => (await readJob(jobId))?.progress.done).toBe(3)
  const works = { 'benefits.count': counting(writes) }
  await runJobs(working(works))
  expect(writes).toEqual([0, 1, 2])
  now = later(now, LEASE_MS)
  await runJobs(working(works))
  expect(writes).toEqual([0, 1, 2, 3, 4, 5])
  expect(await readJob(jobId)).toMatchObject({ state: 'done', progress: { done: 6, total: 6 } })
})

test('at the end of a function’s time a job is left where it is, and the next minute goes on', async () => {
  const jobId = await start('benefits.count', { upTo: 4 })
  const writes: number[] = []
  const works = { 'benefits.count': counting(writes) }
  await runJob(jobId, working(works, { msLeft: () => (writes.length < 2 ? 900_000 : 1_000) }))
  expect(await readJob(jobId)).toMatchObject({ state: 'waiting', progress: { done: 2, total: 4 } })
  await runJobs(working(works))
  expect(writes).toEqual([0, 1, 2, 3])
})

test('of many who take a job at once one has it; who has lost it writes no more', async () => {
  const jobId = await start('benefits.count', { upTo: 4 })
  const taken = await Promise.all(['a', 'b', 'c', 'd'].map((holder) => takeJob(jobId, holder, now)))
  expect(taken.filter(Boolean)).toHaveLength(1)
  now = later(now, LEASE_MS)
  const writes: number[] = []
  // While it works its lease runs out, and somebody else takes it.
  const late = counting(writes, () => {})
  const works: Works = {
    'benefits.count': async function* (job: AtWork<{ upTo: number }, { next: number }>) {
      const steps = late(job)
      yield (await steps.next()).value as {
        cursor: { next: number }
        progress: { done: number; total: number }
      }
      now = later(now, LEASE_MS)
      await takeJob(jobId, 'another', now)
      yield* steps
      return { state: 'done' } satisfies Ended
    },
  }
  await runJob(jobId, working(works))
  expect(await readJob(jobId)).toMatchObject({ state: 'running', holder: 'another', progress: { done: 1 } })
})

test('a fault is tried again, later each time, and given up after five without progress', async () => {
  const jobId = await start('benefits.count', { upTo: 1 })
  const waits: number[] = []
  const broken = counting([], () => {
    throw new Error('the network is away')
  })
  for (let round = 0; round < 5; round++) {
    await runJobs(working({ 'benefits.count': broken }))
    const { heldUntil = now } = (await readJob(jobId)) ?? {}
    waits.push((Date.parse(heldUntil) - Date.parse(now)) / SECOND_MS)
    now = later(heldUntil, 0)
  }
  expect(waits.slice(0, 4)).toEqual([5, 10, 20, 40])
  expect(await jobFor('benefits', { jobId, caller, now }, {})).toMatchObject({
    state: 'failed',
    problem: { code: 'job-gave-up', title: jobProblems['job-gave-up'].title },
  })
  expect((await jobsUnderWay()).map((one) => one.jobId)).not.toContain(jobId)
})

test('what yields and then fails at one place is given up too', async () => {
  const jobId = await start('benefits.count', { upTo: 3 })
  // It keeps no cursor, and so does its first steps anew each time.
  const works: Works = {
    'benefits.count': async function* () {
      for (const done of [0, 1, 2]) yield { cursor: null, progress: { done, total: 3 } }
      throw new Error('the third line can never be read')
    },
  }
  for (let round = 0; round < 6; round++) {
    await runJobs(working(works))
    now = later((await readJob(jobId))?.heldUntil ?? now, 0)
  }
  expect(await jobFor('benefits', { jobId, caller, now }, {})).toMatchObject({ state: 'failed' })
})

test('a refusal ends a job with its words and its file', async () => {
  const place = newFilePlace('exports', 'drp_1')
  await writeFile(place, 'text/csv', Buffer.from('line\r\n'))
  const jobId = await start('benefits.refuse')
  const works: Works = {
    // biome-ignore lint/correctness/useYield: it is refused before its first step.
    'benefits.refuse': async function* () {
      const problem = { code: 'too-odd', facts: { line: 3 } }
      return {
        state: 'failed',
        problem,
        result: { bad: 1 },
        file: { place, saveAs: '错行.csv' },
      } satisfies Ended
    },
  }
  await runJob(jobId, working(works))
  const words = { 'too-odd': { status: 422, title: '太怪', next: '改好再来' } }
  const job = await jobFor('benefits', { jobId, caller, now }, words)
  if (isRefusal(job)) throw new Error('the job is there')
  expect(job.problem).toEqual({ code: 'too-odd', title: '太怪', next: '改好再来', facts: { line: 3 } })
  expect(await (await fetch(job.download?.url ?? '')).text()).toBe('line\r\n')
})
