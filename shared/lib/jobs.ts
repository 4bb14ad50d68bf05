import * as z from 'zod/mini'
import { type Audience, contract } from './contract.ts'
import { download } from './files.ts'
import { idOf } from './ids.ts'
import { jobProblems, refusalsFrom } from './problems.ts'

export const jobStates = ['waiting', 'running', 'done', 'failed'] as const

/**
 * How a job stands. `done` of `total` counts what the job counts (lines, rows); a total of 0 means that it is not
 * known yet. A failed job has done nothing that stays; `problem` says why, and `result` may say more.
 */
export const jobOf = <R extends z.core.$ZodType>(result: R) =>
  z.object({
    jobId: z.string(),
    kind: z.string(),
    state: z.enum(jobStates),
    progress: z.object({ done: z.int(), total: z.int() }),
    result: z.optional(result),
    problem: z.optional(
      z.object({
        code: z.string(),
        title: z.string(),
        next: z.string(),
        facts: z.optional(z.record(z.string(), z.unknown())),
      }),
    ),
    /** The file that the job made, to be fetched within minutes; ask again for a fresh address. */
    download: z.optional(download),
    createdAt: z.string(),
    endedAt: z.optional(z.string()),
    serverTime: z.string(),
  })

/** What a call that starts a job answers: where to look. */
export const started = z.object({ jobId: z.string(), serverTime: z.string() })

/** `GET /v1/<capability>/jobs/{jobId}` for who started the job. Ask about once a second while it runs. */
export const jobContract = <const Who extends Audience, R extends z.core.$ZodType>(
  capability: string,
  audience: Who,
  result: R,
) =>
  contract({
    name: `${capability}.get-job`,
    summary: '任务进行到哪里：只有发起人能看',
    method: 'GET',
    path: `/v1/${capability}/jobs/{jobId}`,
    audience,
    params: z.strictObject({ jobId: idOf('job') }),
    replies: { 200: jobOf(result) },
    refusals: refusalsFrom(jobProblems, 'job-unknown'),
  })
