import { instantOf } from '@gonghui/shared/lib/instant'
import middy from '@middy/core'
import type { Context } from 'aws-lambda'
import { benefitsHoldings } from './benefits/holdings.ts'
import type { Holding } from './lib/holdings.ts'
import { runJob, runJobs, type Works } from './lib/jobs.ts'
import { inRequest } from './lib/log.ts'
import { matchmakingHoldings } from './matchmaking/holdings.ts'
import { membershipHoldings } from './membership/holdings.ts'
import { EXPORT_KIND } from './membership/my-data.ts'
import { messagesHoldings } from './messages/holdings.ts'
import { exportWork } from './people/export.ts'
import { forgetDue } from './people/forgetting.ts'
import { readingHoldings } from './reading/holdings.ts'

/** What every capability holds on people, in the order in which it is let go of: membership last, for it knows the person. */
export const holdings: readonly Holding[] = [
  ...matchmakingHoldings,
  ...readingHoldings,
  ...benefitsHoldings,
  ...messagesHoldings,
  ...membershipHoldings,
]

const works: Works = { [EXPORT_KIND]: exportWork(holdings) }

interface Event {
  readonly job: string
  readonly jobId?: string
}

const clock = () => instantOf(Date.now())

/** The one function that reaches all that is held on somebody: to hand it out to them, and to forget it. */
const jobs: Readonly<Record<string, (event: Event, context: Context) => Promise<void>>> = {
  forget: (_event, context) =>
    forgetDue({ holdings, clock, msLeft: () => context.getRemainingTimeInMillis() }),
  work: ({ jobId }, context) => {
    const working = { works, clock, msLeft: () => context.getRemainingTimeInMillis() }
    return jobId === undefined ? runJobs(working) : runJob(jobId, working)
  },
}

export const handler = middy(async (event: Event, context: Context) => {
  const job = jobs[event.job]
  if (!job) throw new Error(`there is no job called ${event.job}`)
  await inRequest(context.awsRequestId, () => job(event, context))
})
