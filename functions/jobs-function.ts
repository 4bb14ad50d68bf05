import { instantOf } from '@gonghui/shared/lib/instant'
import middy from '@middy/core'
import type { Context } from 'aws-lambda'
import { importCodesWork } from './benefits/codes/codes-work.ts'
import { remindOfOpenings } from './benefits/drop/reminding.ts'
import { repairDrops } from './benefits/drop/repair.ts'
import { exportWork } from './benefits/figures/exports-work.ts'
import { foldDrops } from './benefits/figures/figures.ts'
import { reconcileWork } from './benefits/figures/reconciliation-work.ts'
import { tellOfEnds } from './benefits/redemption/ending.ts'
import { runJob, runJobs, type Works } from './lib/jobs.ts'
import { inRequest } from './lib/log.ts'
import { tellGuests } from './matchmaking/event-news.ts'
import { drawPosterWork } from './membership/poster-work.ts'
import { admitNamedWork, clearRosterWork, importRosterWork } from './membership/roster-work.ts'
import { drawCertificateWork } from './reading/certificate-work.ts'
import { figuresWork } from './reading/figures-work.ts'

/** The work of each kind of job that somebody starts. */
const works: Works = {
  'benefits.import-codes': importCodesWork,
  'benefits.export': exportWork,
  'benefits.reconcile': reconcileWork,
  'membership.admit-named': admitNamedWork,
  'membership.clear-roster': clearRosterWork,
  'membership.draw-poster': drawPosterWork,
  'membership.import-roster': importRosterWork,
  'reading.draw-certificate': drawCertificateWork,
  'reading.figures': figuresWork,
}

interface Event {
  readonly job: string
  /** The one that was just started; absent: all that are under way. */
  readonly jobId?: string
}

const clock = () => instantOf(Date.now())

/** What the clock sets off, and who starts a job. The event names it. */
const jobs: Readonly<Record<string, (event: Event, context: Context) => Promise<void>>> = {
  repair: () => repairDrops(clock()),
  figures: (_event, context) => foldDrops({ clock, msLeft: () => context.getRemainingTimeInMillis() }),
  tell: async (_event, context) => {
    const telling = { clock, msLeft: () => context.getRemainingTimeInMillis() }
    const faults: unknown[] = []
    for (const tell of [remindOfOpenings, tellOfEnds, tellGuests])
      await tell(telling).catch((error) => faults.push(error))
    // One's fault keeps no other from its minute.
    if (faults.length > 0) throw faults[0]
  },
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
