import type * as contracts from '@gonghui/shared/benefits/codes'
import type { CodesReport } from '@gonghui/shared/benefits/codes'
import { benefitsProblems } from '@gonghui/shared/benefits/problems'
import { sheetProblems } from '@gonghui/shared/lib/problems'
import type { StaffCaller } from '../../lib/caller.ts'
import { newFilePlace, uploadTo } from '../../lib/files.store.ts'
import { jobFor, startJob } from '../../lib/jobs.ts'
import { type Handler, isRefusal, refuse, reply } from '../../lib/server.ts'
import { dropWithin } from '../drop/scope.ts'
import type { CodesInput } from './codes-work.ts'

/** A draft that wants codes, if it is the caller's to work on. */
async function draftWantingCodes(caller: StaffCaller, dropId: string) {
  const found = await dropWithin(caller, ['operator'], dropId)
  if (isRefusal(found)) return found
  if (found.drop.phase !== 'draft') return refuse('drop-not-draft')
  return found.drop.codes === 'imported' ? found : refuse('codes-not-wanted')
}

export const uploadCodes: Handler<typeof contracts.uploadCodes> = async ({ params, body, caller, now }) => {
  const found = await draftWantingCodes(caller, params.dropId)
  if (isRefusal(found)) return found
  return reply(201, await uploadTo(newFilePlace('imports', params.dropId), body, now))
}

/** Starts the import of a file that was uploaded for this drop. */
export const importCodes: Handler<typeof contracts.importCodes> = async (request) => {
  const { params, body, caller, key, now } = request
  const found = await draftWantingCodes(caller, params.dropId)
  if (isRefusal(found)) return found
  const input: CodesInput = { dropId: params.dropId, fileId: body.fileId }
  const { personId } = caller
  const asked = { kind: 'benefits.import-codes', orgId: found.drop.orgId, by: personId, input }
  const started = await startJob(asked, { personId, key, body: input }, now)
  return started === 'reused'
    ? refuse('idempotency-key-reused')
    : reply(202, { jobId: started.jobId, serverTime: now })
}

export const getJob: Handler<typeof contracts.getJob> = async ({ params, caller, now }) => {
  const asked = { jobId: params.jobId, caller, now }
  const job = await jobFor<CodesReport>('benefits.import-codes', asked, {
    ...sheetProblems,
    ...benefitsProblems,
  })
  return isRefusal(job) ? job : reply(200, job)
}
