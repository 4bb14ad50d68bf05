import type { startFigures as contract } from '@gonghui/shared/reading/figures'
import { startJob } from '../lib/jobs.ts'
import { type Handler, isRefusal, refuse, reply } from '../lib/server.ts'
import type { FiguresInput } from './figures-work.ts'
import { campaignWithin } from './scope.ts'

const KIND = 'reading.figures'

export const startFigures: Handler<typeof contract> = async ({ params, body, caller, key, now }) => {
  const within = await campaignWithin(caller, params.campaignId)
  if (isRefusal(within)) return within
  const input: FiguresInput = { ...params, ...body }
  const { personId } = caller
  const asked = { kind: KIND, orgId: within.campaign.orgId, by: personId, input }
  const job = await startJob(asked, { personId, key, body: input }, now)
  return job === 'reused'
    ? refuse('idempotency-key-reused')
    : reply(202, { jobId: job.jobId, serverTime: now })
}
