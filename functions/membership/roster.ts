import { sheetProblems } from '@gonghui/shared/lib/problems'
import { holds } from '@gonghui/shared/lib/roles'
import { membershipProblems } from '@gonghui/shared/membership/problems'
import type * as contracts from '@gonghui/shared/membership/roster'
import type { RosterReport } from '@gonghui/shared/membership/roster'
import type { StaffCaller } from '../lib/caller.ts'
import { newFilePlace, uploadTo } from '../lib/files.store.ts'
import { jobFor, startJob } from '../lib/jobs.ts'
import { log } from '../lib/log.ts'
import { type Handler, isRefusal, refuse, reply } from '../lib/server.ts'
import { readOrgNow } from './org-lookup.store.ts'
import { findEntries, readRosterPage, readRosters, removeEntry } from './roster.store.ts'
import type { RosterInput } from './roster-work.ts'

const KIND = 'membership.import-roster'

/** The org whose roster a cadre asks about, if it is theirs. */
async function orgOf(caller: StaffCaller, orgId: string) {
  const org = await readOrgNow(orgId)
  if (!org) return refuse('org-unknown')
  return holds(caller.grants, 'cadre', org.path) ? org : refuse('org-out-of-scope')
}

/** An org that people may still be added to. */
async function openOrgOf(caller: StaffCaller, orgId: string) {
  const org = await orgOf(caller, orgId)
  return isRefusal(org) || org.closedAt === undefined ? org : refuse('org-closed')
}

export const uploadRoster: Handler<typeof contracts.uploadRoster> = async ({ body, caller, now }) => {
  const { orgId, ...file } = body
  const org = await openOrgOf(caller, orgId)
  if (isRefusal(org)) return org
  return reply(201, await uploadTo(newFilePlace('imports', orgId), file, now))
}

/** Starts the import of a file that was uploaded for this org. */
export const importRoster: Handler<typeof contracts.importRoster> = async ({ body, caller, key, now }) => {
  const org = await openOrgOf(caller, body.orgId)
  if (isRefusal(org)) return org
  const input: RosterInput = body
  const { personId } = caller
  const asked = { kind: KIND, orgId: body.orgId, by: personId, input }
  const started = await startJob(asked, { personId, key, body: input }, now)
  return started === 'reused'
    ? refuse('idempotency-key-reused')
    : reply(202, { jobId: started.jobId, serverTime: now })
}

export const getRosterImport: Handler<typeof contracts.getRosterImport> = async ({ params, caller, now }) => {
  const asked = { jobId: params.jobId, caller, now }
  const job = await jobFor<RosterReport>(KIND, asked, { ...sheetProblems, ...membershipProblems })
  return isRefusal(job) ? job : reply(200, job)
}

export const listRoster: Handler<typeof contracts.listRoster> = async ({ query, caller, now }) => {
  const org = await orgOf(caller, query.orgId)
  if (isRefusal(org)) return org
  const { orgIds, lines } = await readRosters(org)
  return reply(200, { ...(await readRosterPage(orgIds, query.cursor)), lines, serverTime: now })
}

export const findOnRoster: Handler<typeof contracts.findOnRoster> = async ({ body, caller, now }) => {
  const org = await orgOf(caller, body.orgId)
  if (isRefusal(org)) return org
  return reply(200, { items: await findEntries(org, body), serverTime: now })
}

export const removeFromRoster: Handler<typeof contracts.removeFromRoster> = async (request) => {
  const { body, caller, now } = request
  const org = await orgOf(caller, body.orgId)
  if (isRefusal(org)) return org
  const { entryId, reason } = body
  const outcome = await removeEntry(org, entryId, { reason, by: caller.personId, at: now })
  if (outcome !== 'removed') return refuse(outcome)
  log.info('roster entry removed', { by: caller.personId, orgId: org.orgId })
  return reply(200, { entryId, serverTime: now })
}
