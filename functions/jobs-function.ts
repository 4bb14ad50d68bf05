import { instantOf } from '@gonghui/shared/lib/instant'
import middy from '@middy/core'
import { repairDrops } from './benefits/repair.ts'

/** What the clock sets off. The schedule's input names the job. */
const jobs: Readonly<Record<string, (now: string) => Promise<void>>> = {
  repair: repairDrops,
}

export const handler = middy(async (event: { readonly job: string }) => {
  const job = jobs[event.job]
  if (!job) throw new Error(`there is no job called ${event.job}`)
  await job(instantOf(Date.now()))
})
