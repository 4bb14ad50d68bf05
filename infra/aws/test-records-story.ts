/** For the test of the roles: what is read, taken out and settled after the rush. */

import { receiptFor } from '@gonghui/functions/benefits/claim/receipt.rule'
import { memberCodeFor } from '@gonghui/functions/lib/member-code.rule'
import { readBlastRadius } from '@gonghui/shared/benefits/blast-radius'
import { getDrop } from '@gonghui/shared/benefits/drops'
import * as exported from '@gonghui/shared/benefits/exports'
import * as figures from '@gonghui/shared/benefits/figures'
import { lookUp } from '@gonghui/shared/benefits/look-ups'
import * as reconciled from '@gonghui/shared/benefits/reconciliations'
import * as settled from '@gonghui/shared/benefits/settlements'
import { voidVoucher } from '@gonghui/shared/benefits/voids'
import { getVoucher } from '@gonghui/shared/benefits/vouchers'
import { CSV_TYPE } from '@gonghui/shared/lib/files'
import { dayOf, instantOf } from '@gonghui/shared/lib/instant'
import { type Credentials, forget, runJob, send } from './test-product.ts'
import { key, type Member, now, orgId, staff } from './test-story-people.ts'

interface Records {
  readonly here: string
  readonly sold: string
  readonly outletId: string
  /** A slip of the drop that is redeemed here, and its voucher's short code. */
  readonly redemptionId: string
  readonly shortCode: string
  /** Its voucher, and one of the other whose code was uncovered, both of this member. */
  readonly voucherId: string
  readonly uncovered: string
  readonly winner: Member
}

/** @param here a drop that is redeemed here; @param sold one at the merchant's, with imported codes. */
export async function recordsStory(records: Records): Promise<void> {
  const { here, sold } = records
  const operator = await staff('operator')
  for (const [dropId, list] of [here, sold].flatMap((id) =>
    exported.exportLists.map((one) => [id, one] as const),
  )) {
    const asked = { params: { dropId }, body: { list, format: 'csv' as const } }
    const again = { ...operator, key: key() }
    const { jobId } = await send(202, exported.startExport, asked, again)
    await send(202, exported.startExport, asked, again)
    await runJob('work', jobId)
    const { state } = await send(200, exported.getExport, { params: { jobId } }, operator)
    if (state !== 'done') throw new Error(`the export of ${list} is ${state}`)
  }
  const pack = { params: { dropId: here } }
  const packing = await send(202, exported.startAuditPack, pack, { ...operator, key: key() })
  await runJob('work', packing.jobId)
  await send(200, exported.listExports, {}, operator)
  await send(200, exported.listTaken, { params: { dropId: here } }, operator)
  await figuresStory(operator, here)
  const told = { body: { orgId, reason: '会员来电', code: records.shortCode } }
  await send(200, lookUp, told, operator)
  const { memberId } = records.winner
  const { memberCode } = memberCodeFor(memberId, instantOf(Date.now()))
  await send(200, lookUp, { body: { orgId, reason: '会员来电', memberCode } }, operator)
  await send(404, lookUp, { body: { orgId, reason: '会员来电', digits: '00000000' } }, operator)
  await send(200, lookUp, { body: { orgId, reason: '会员来电', phone: '13900000001' } }, operator)
  await send(404, lookUp, { body: { orgId, reason: '会员来电', phone: '13911111111' } }, operator)
  const refusal = { dropId: here, memberId, reason: 'drop-sold-out', opensAt: now, arrivedAt: now } as const
  await send(200, lookUp, { body: { orgId, reason: '会员来电', receipt: receiptFor(refusal) } }, operator)
  await send(404, lookUp, { body: { ...told.body, code: '000000000001' } }, operator)
  await reconcileStory(operator, records)
  await voidStory(operator, records)
}

/** What is not used is voided, and another given in its stead; a member looks at the number they had. */
async function voidStory(operator: Credentials, { here, sold, ...records }: Records) {
  const { voucherId, uncovered, winner } = records
  for (const [dropId, one] of [
    [here, voucherId],
    [sold, uncovered],
  ] as const) {
    const query = { deed: 'void-voucher', voucherId: one, reissue: 'yes' } as const
    await send(200, readBlastRadius, { params: { dropId }, query }, operator)
    const anew = { params: { voucherId: one }, body: { reason: '券码不能用', reissue: true } }
    for (let times = 0; times < 2; times++) await send(200, voidVoucher, anew, operator)
    await send(200, readBlastRadius, { params: { dropId }, query }, operator)
    await send(200, lookUp, { body: { orgId, reason: '会员来电', code: one } }, operator)
    await send(200, getVoucher, { params: { voucherId: one } }, winner)
  }
}

async function reconcileStory(operator: Credentials, { here, sold, outletId, ...records }: Records) {
  const bring = async (dropId: string, csv: string) => {
    const params = { dropId }
    const file = { type: CSV_TYPE, size: Buffer.byteLength(csv) } as const
    const upload = await send(201, reconciled.uploadMerchantFile, { params, body: file }, operator)
    await fetch(upload.url, { method: 'PUT', headers: upload.headers, body: csv })
    const body = { fileId: upload.fileId, until: dayOf(now) }
    const again = { ...operator, key: key() }
    const { jobId } = await send(202, reconciled.reconcile, { params, body }, again)
    await send(202, reconciled.reconcile, { params, body }, again)
    await runJob('work', jobId)
    const { state, problem } = await send(200, reconciled.getReconciling, { params: { jobId } }, operator)
    if (state !== 'done') throw new Error(`the reconciliation is ${state}: ${problem?.code}`)
  }
  await bring(sold, '券码\nAAA-1\n')
  await bring(here, `券码\n${records.shortCode}\n000000000001\n`)
  await bring(here, `券码\n${records.shortCode}\n`)
  const params = { dropId: here }
  await send(200, reconciled.getReconciliation, { params }, operator)
  const { items } = await send(200, reconciled.listAnomalies, { params }, operator)
  for (const { anomalyId } of items)
    await send(
      200,
      reconciled.workAnomaly,
      { params: { ...params, anomalyId }, body: { state: 'settled', note: '商户写错了' } },
      operator,
    )
  const reversal = { params: { redemptionId: records.redemptionId }, body: { reason: '商户确认没有来过' } }
  await send(200, reconciled.reverseRedemption, reversal, operator)
  await send(200, settled.listSettlements, { params }, operator)
  const of = { ...params, outletId }
  await send(200, settled.signSettlement, { params: of, body: { redeemed: 0 } }, operator)
  const back = { params: of, body: { n: 1, reason: '重新核对' } }
  await send(200, settled.reverseSettlement, back, operator)
}

async function figuresStory(operator: Credentials, dropId: string) {
  const params = { dropId }
  for (let openings = 0; openings < 2; openings++) {
    await send(200, getDrop, { params })
    forget()
  }
  await send(200, figures.getFigures, { params }, operator)
  await send(200, figures.getOrgFigures, { params, query: { under: orgId } }, operator)
  await send(200, figures.listUnredeemed, { params }, operator)
  const again = { ...operator, key: key() }
  const body = { orgId, name: '观影季', dropIds: [dropId] }
  await send(201, figures.createDropSet, { body }, again)
  await send(200, figures.createDropSet, { body }, again)
  await send(200, figures.listDropSets, { query: { orgId } }, operator)
}
