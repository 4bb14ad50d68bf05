import type { getJob as contract } from '@gonghui/shared/reading/jobs'
import { readingProblems } from '@gonghui/shared/reading/problems'
import { jobFor } from '../lib/jobs.ts'
import { type Handler, isRefusal, reply } from '../lib/server.ts'

export const getJob: Handler<typeof contract> = async ({ params, caller, now }) => {
  const job = await jobFor<{ bytes?: number; rows?: number }>(
    'reading',
    { jobId: params.jobId, caller, now },
    readingProblems,
  )
  return isRefusal(job) ? job : reply(200, job)
}
