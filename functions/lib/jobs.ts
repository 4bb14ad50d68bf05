import { randomUUID } from 'node:crypto'
import type { Instant } from '@gonghui/shared/lib/instant'
import { type Catalog, jobProblems, type ProblemWords } from '@gonghui/shared/lib/problems'
import type { Caller } from './caller.ts'
import { downloadFrom } from './files.store.ts'
import { newId } from './ids.ts'
import { afterFault, type Ended, type Job, type Progress } from './jobs.rule.ts'
import * as store from './jobs.store.ts'
import { log, told } from './log.ts'
import { earlierResult, type Repeatable } from './repeat.store.ts'
import { refuse } from './server.ts'

/** A job as its work sees it. */
export interface AtWork<Input, Cursor> {
  readonly jobId: string
  readonly orgId: string
  readonly by: string
  readonly input: Input
  /** What this work yielded last, if it has been at it before. */
  readonly cursor: Cursor | undefined
  readonly clock: () => Instant
}

/**
 * The work of one kind of job, as a generator that yields how far it is at least every ten seconds. What it yields is
 * written down; after a crash or at the end of a function's time the work begins anew with the last `cursor`. What
 * lies between two yields may therefore be done twice, and must come to the same (the same keys, conditional writes).
 * An expected refusal is returned; what is thrown is a fault, and tried again a few times.
 */
export type Work<Input, Cursor> = (
  job: AtWork<Input, Cursor>,
) => AsyncGenerator<{ readonly cursor: Cursor; readonly progress: Progress }, Ended>

type AnyWork = (
  job: AtWork<never, never>,
) => AsyncGenerator<{ readonly cursor: unknown; readonly progress: Progress }, Ended>
/** Every kind of job and its work. */
export type Works = Readonly<Record<string, AnyWork>>

export interface Working {
  readonly works: Works
  readonly clock: () => Instant
  /** Milliseconds until the function is ended. */
  readonly msLeft: () => number
}

/** A work takes no further step with less time than this. */
const LAST_STEP_MS = 30_000

type Asked = Pick<Job, 'kind' | 'orgId' | 'by' | 'input'>

/** A job that nobody has begun. */
export function newJob({ kind, orgId, by, input }: Asked, now: Instant): Job {
  const progress = { done: 0, total: 0 }
  return {
    ...{ jobId: newId('job', now), kind, orgId, by, input, progress },
    state: 'waiting',
    heldUntil: now,
    faults: 0,
    createdAt: now,
  }
}

/**
 * Starts a job, once for each Idempotency-Key, and sets it off.
 * @param beside what is written in the same transaction: that it was started, for whoever asks later.
 * @returns the job's id; or that the key was used for something else.
 */
export async function startJob(
  asked: Asked,
  repeat: Repeatable,
  now: Instant,
  beside: (jobId: string) => readonly store.Beside[] = () => [],
  worker: store.Worker = 'JOBS_FUNCTION',
): Promise<{ readonly jobId: string; readonly isNew: boolean } | 'reused'> {
  const earlier = await earlierResult(repeat)
  if (earlier) return earlier === 'reused' ? earlier : { jobId: earlier, isNew: false }
  const job = newJob(asked, now)
  const { jobId } = job
  if (!(await store.putJob(job, repeat, now, beside(jobId))))
    return startJob(asked, repeat, now, beside, worker)
  await store.setOff({ job: 'work', jobId }, worker)
  return { jobId, isNew: true }
}

/** One job as far as it goes now: to its end, to the end of the time, or until somebody else has it. */
export async function runJob(jobId: string, { works, clock, msLeft }: Working): Promise<void> {
  const holder = randomUUID()
  const job = await store.takeJob(jobId, holder, clock())
  if (!job) return
  let { faults } = job
  let farthest = job.progress.done
  try {
    const work = works[job.kind]
    if (!work) throw new Error(`there is no work called ${job.kind}`)
    const { orgId, by, input, cursor } = job
    const steps = work({
      jobId,
      orgId,
      by,
      clock,
      input: input as never,
      cursor: cursor as never | undefined,
    })
    for (;;) {
      const step = await steps.next()
      if (step.done) return void (await store.endJob(jobId, holder, step.value, clock()))
      // What is only done anew is no progress: else a work that fails at one place would begin again for ever.
      if (step.value.progress.done > farthest) faults = 0
      farthest = Math.max(farthest, step.value.progress.done)
      if (!(await store.saveJob(jobId, holder, { ...step.value, faults }, clock()))) return
      if (msLeft() < LAST_STEP_MS) return void (await store.releaseJob(jobId, holder, clock(), 0))
    }
  } catch (error) {
    log.error('a job failed', { jobId, kind: job.kind, faults: faults + 1, error: told(error) })
    const again = afterFault({ faults }, clock())
    if (again !== 'given-up') await store.releaseJob(jobId, holder, again, faults + 1)
    else await store.endJob(jobId, holder, { state: 'failed', problem: { code: 'job-gave-up' } }, clock())
  }
}

/** Every minute: what nobody set off, and what a crash or the end of a function's time has left; of the kinds it knows. */
export async function runJobs(working: Working): Promise<void> {
  for (const { jobId, kind } of await store.jobsUnderWay()) {
    if (!(kind in working.works)) continue
    if (working.msLeft() < LAST_STEP_MS) return
    await runJob(jobId, working)
  }
}

/**
 * A job for who started it, as the contract tells it.
 * @param of the endpoint's capability, or its very kind of job: others are unknown there.
 * @param catalog the words for the problems that its jobs end with.
 */
export async function jobFor<Result>(
  of: string,
  { jobId, caller, now }: { readonly jobId: string; readonly caller: Caller; readonly now: Instant },
  catalog: Catalog,
) {
  const job = await store.readJob(jobId)
  const isOfThese = job?.kind === of || job?.kind.startsWith(`${of}.`)
  if (!job || job.by !== caller.personId || !isOfThese) return refuse('job-unknown')
  const { kind, state, progress, problem, file, createdAt, endedAt } = job
  const words: ProblemWords | undefined = problem && { ...jobProblems, ...catalog }[problem.code]
  if (problem && !words) throw new Error(`${problem.code} is not among the problems of ${of}`)
  return {
    ...{ jobId, kind, state, progress, createdAt, serverTime: now },
    ...(job.result === undefined ? {} : { result: job.result as Result }),
    ...(problem && words ? { problem: { ...problem, title: words.title, next: words.next } } : {}),
    ...(file ? { download: await downloadFrom(file.place, file.saveAs, now) } : {}),
    ...(endedAt ? { endedAt } : {}),
  }
}
