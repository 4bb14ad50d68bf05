import type * as contracts from '@gonghui/shared/benefits/exports'
import { exportListNames } from '@gonghui/shared/benefits/exports'
import { benefitsProblems } from '@gonghui/shared/benefits/problems'
import type { Instant } from '@gonghui/shared/lib/instant'
import type { StaffCaller } from '../../lib/caller.ts'
import { afterOf, cursorOf } from '../../lib/cursor.ts'
import { jobFor, startJob } from '../../lib/jobs.ts'
import { type Handler, isRefusal, refuse, reply } from '../../lib/server.ts'
import { deedOf, noted } from '../day/deeds.store.ts'
import { type Drop, isLaid } from '../drop/drop.rule.ts'
import { dropWithin } from '../drop/scope.ts'
import * as store from './exports.store.ts'
import type { ExportInput } from './exports-work.ts'

const PAGE = 20
const KIND = 'benefits.export'

/** Starts taking something out, with a record of it in the same transaction. */
async function start(
  drop: Drop,
  what: Pick<ExportInput, 'list' | 'format'>,
  { caller, key, now }: { readonly caller: StaffCaller; readonly key: string; readonly now: Instant },
) {
  if (!isLaid(drop)) return refuse('export-of-draft')
  const { dropId, title, orgId } = drop
  const { personId } = caller
  const input: ExportInput = { dropId, ...what }
  const reason = `${exportListNames[what.list]}（${what.format.toUpperCase()}）`
  const deed = await deedOf(drop, caller, { deed: 'export', changes: [], reason }, now)
  const by = { byOrg: deed.byOrg, ...(deed.byMasked ? { byMasked: deed.byMasked } : {}) }
  const started = await startJob(
    { kind: KIND, orgId, by: personId, input },
    { personId, key, body: input },
    now,
    (jobId) => [...store.takenRows({ jobId, personId, ...by, dropId, title, ...what, at: now }), noted(deed)],
  )
  return started === 'reused'
    ? refuse('idempotency-key-reused')
    : reply(202, { jobId: started.jobId, serverTime: now })
}

export const startExport: Handler<typeof contracts.startExport> = async (request) => {
  const found = await dropWithin(request.caller, ['operator', 'staff'], request.params.dropId)
  return isRefusal(found) ? found : start(found.drop, request.body, request)
}

export const startAuditPack: Handler<typeof contracts.startAuditPack> = async (request) => {
  const found = await dropWithin(request.caller, ['operator', 'auditor'], request.params.dropId)
  return isRefusal(found) ? found : start(found.drop, { list: 'audit-pack', format: 'zip' }, request)
}

/** One export as its page shows it; undefined once its job is forgotten. */
async function exportedOf(taken: store.Taken, caller: StaffCaller, now: Instant) {
  const job = await jobFor<{ rows: number }>(KIND, { jobId: taken.jobId, caller, now }, benefitsProblems)
  if (isRefusal(job)) return undefined
  const { dropId, title, list, format } = taken
  return { ...job, dropId, title, list, format }
}

export const listExports: Handler<typeof contracts.listExports> = async ({ query, caller, now }) => {
  const range = store.takenBy(caller.personId)
  const page = await store.readTakenPage(range, PAGE, afterOf(range, query.cursor))
  const items = await Promise.all(page.items.map((taken) => exportedOf(taken, caller, now)))
  return reply(200, {
    items: items.filter((one) => one !== undefined),
    ...cursorOf(range, page.after),
    serverTime: now,
  })
}

export const getExport: Handler<typeof contracts.getExport> = async ({ params, caller, now }) => {
  const taken = await store.readTaken(caller.personId, params.jobId)
  const exported = taken && (await exportedOf(taken, caller, now))
  return exported ? reply(200, exported) : refuse('job-unknown')
}

export const listTaken: Handler<typeof contracts.listTaken> = async ({ params, query, caller, now }) => {
  const found = await dropWithin(caller, ['operator', 'auditor'], params.dropId)
  if (isRefusal(found)) return found
  const range = store.takenOf(params.dropId)
  const page = await store.readTakenPage(range, PAGE, afterOf(range, query.cursor))
  return reply(200, { items: page.items, ...cursorOf(range, page.after), serverTime: now })
}
