import { benefitsProblems } from '@gonghui/shared/benefits/problems'
import type * as contracts from '@gonghui/shared/benefits/reconciliations'
import { type Anomaly, isToDo, type Reconciled } from '@gonghui/shared/benefits/reconciliations'
import { sheetProblems } from '@gonghui/shared/lib/problems'
import type { StaffCaller } from '../../lib/caller.ts'
import { afterOf, cursorOf } from '../../lib/cursor.ts'
import { newFilePlace, uploadTo } from '../../lib/files.store.ts'
import { jobFor, startJob } from '../../lib/jobs.ts'
import { type Handler, isRefusal, refuse, reply } from '../../lib/server.ts'
import { deedOf, noted } from '../day/deeds.store.ts'
import { isLaid } from '../drop/drop.rule.ts'
import { readDrop } from '../drop/drop.store.ts'
import { dropWithin, within } from '../drop/scope.ts'
import { readRedemption, undo } from '../redemption/redemption.store.ts'
import { anomalyRank } from './reconciliation.rule.ts'
import * as store from './reconciliation.store.ts'
import type { ReconcileInput } from './reconciliation-work.ts'

const KIND = 'benefits.reconcile'
const PAGE = 50
/** The table keeps them by what they are about; as they are worked on they are sorted here, and a place has a rank, no key. */
const RANKED = { pk: '', begins: '' }
const workers = ['operator', 'staff'] as const
const readers = ['operator', 'staff', 'auditor'] as const

async function dropToReconcile(caller: StaffCaller, dropId: string) {
  const found = await dropWithin(caller, workers, dropId)
  if (isRefusal(found)) return found
  return isLaid(found.drop) ? found : refuse('reconciliation-of-draft')
}

export const uploadMerchantFile: Handler<typeof contracts.uploadMerchantFile> = async (request) => {
  const { params, body, caller, now } = request
  const found = await dropToReconcile(caller, params.dropId)
  if (isRefusal(found)) return found
  return reply(201, await uploadTo(newFilePlace('imports', params.dropId), body, now))
}

export const reconcile: Handler<typeof contracts.reconcile> = async ({ params, body, caller, key, now }) => {
  const found = await dropToReconcile(caller, params.dropId)
  if (isRefusal(found)) return found
  const input: ReconcileInput = { dropId: params.dropId, ...body }
  const { personId } = caller
  const asked = { kind: KIND, orgId: found.drop.orgId, by: personId, input }
  const started = await startJob(asked, { personId, key, body: input }, now)
  return started === 'reused'
    ? refuse('idempotency-key-reused')
    : reply(202, { jobId: started.jobId, serverTime: now })
}

export const getReconciling: Handler<typeof contracts.getReconciling> = async ({ params, caller, now }) => {
  const asked = { jobId: params.jobId, caller, now }
  const job = await jobFor<Reconciled>(KIND, asked, { ...sheetProblems, ...benefitsProblems })
  return isRefusal(job) ? job : reply(200, job)
}

export const getReconciliation: Handler<typeof contracts.getReconciliation> = async ({
  params,
  caller,
  now,
}) => {
  const found = await dropWithin(caller, readers, params.dropId)
  if (isRefusal(found)) return found
  const latest = await store.readReport(params.dropId)
  return reply(200, { ...(latest ? { latest } : {}), serverTime: now })
}

const faceOf = ({ notes, ...row }: store.AnomalyRow): Anomaly => ({
  ...row,
  notes: notes.map(({ at, state, note }) => ({ at, state, note })),
})

export const listAnomalies: Handler<typeof contracts.listAnomalies> = async ({
  params,
  query,
  caller,
  now,
}) => {
  const found = await dropWithin(caller, readers, params.dropId)
  if (isRefusal(found)) return found
  const after = afterOf(RANKED, query.cursor)
  const rest = (await store.readAllAnomalies(params.dropId))
    .filter((row) => query.state === undefined || isToDo(row))
    .map((row) => ({ row, rank: anomalyRank(row) }))
    .filter(({ rank }) => after === undefined || rank > after)
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
  const page = rest.slice(0, PAGE)
  const last = rest.length > PAGE ? page.at(-1)?.rank : undefined
  const items = page.map(({ row }) => faceOf(row))
  return reply(200, { items, ...cursorOf(RANKED, last), serverTime: now })
}

export const workAnomaly: Handler<typeof contracts.workAnomaly> = async ({ params, body, caller, now }) => {
  const found = await dropWithin(caller, workers, params.dropId)
  if (isRefusal(found)) return found
  const step = { ...body, by: caller.personId, at: now }
  const row = await store.noteStep(params.dropId, params.anomalyId, step)
  return row ? reply(200, { anomaly: faceOf(row), serverTime: now }) : refuse('anomaly-unknown')
}

/** Nothing is overwritten: the slip stays, with who took it back, when and why, and the counts go back with it. */
export const reverseRedemption: Handler<typeof contracts.reverseRedemption> = async (request) => {
  const { params, body, caller, now } = request
  const slip = await readRedemption(params.redemptionId)
  if (!slip) return refuse('redemption-unknown')
  const drop = await readDrop(slip.dropId)
  if (!drop || !within(caller, ['operator'], drop.orgPath)) return refuse('org-out-of-scope')
  if (!slip.undone) {
    const said = `${slip.outletName}：${body.reason}`
    const deed = await deedOf(drop, caller, { deed: 'reverse-redemption', changes: [], reason: said }, now)
    await undo(slip, { at: now, reason: body.reason, by: caller.personId }, [noted(deed)])
  }
  const stands = await readRedemption(params.redemptionId)
  if (!stands?.undone) throw new Error(`redemption ${params.redemptionId} was not the voucher’s last word`)
  const { at, reason } = stands.undone
  return reply(200, { redemptionId: slip.redemptionId, undone: { at, reason }, serverTime: now })
}
