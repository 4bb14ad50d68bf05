import { instantOf } from '@gonghui/shared/lib/instant'
import middy from '@middy/core'
import type { Context } from 'aws-lambda'
import { repairDrops } from './benefits/repair.ts'
import { inRequest } from './lib/log.ts'

/** What the clock sets off. The schedule's input names the job. */
const jobs: Readonly<Record<string, (now: string) => Promise<void>>> = {
  repair: repairDrops,
}

export const handler = middy(async (event: { readonly job: string }, context: Context) => {
  const job = jobs[event.job]
  if (!job) throw new Error(`there is no job called ${event.job}`)
  await inRequest(context.awsRequestId, () => job(instantOf(Date.now())))
})
