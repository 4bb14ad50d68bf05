import { isToDo } from '@gonghui/shared/benefits/reconciliations'
import type * as contracts from '@gonghui/shared/benefits/settlements'
import type { OutletSettlement } from '@gonghui/shared/benefits/settlements'
import { type Handler, isRefusal, refuse, reply } from '../../lib/server.ts'
import { deedOf } from '../day/deeds.store.ts'
import type { Drop } from '../drop/drop.rule.ts'
import { dropWithin } from '../drop/scope.ts'
import { readOutlets } from '../redemption/outlet.store.ts'
import { readSpent } from '../redemption/redemption.store.ts'
import { readAllAnomalies, readReport } from './reconciliation.store.ts'
import { reversed, type SheetRow, signRefusal, standing, standingSheet, sumsOf } from './settlement.rule.ts'
import * as store from './settlement.store.ts'

interface Standing extends OutletSettlement {
  readonly rows: readonly SheetRow[]
}

/** Each outlet of a drop: what it has redeemed, by us or as the merchant says, and what has been signed. */
async function settlementsOf(
  drop: Drop,
): Promise<{ readonly items: Standing[]; readonly reportedUntil?: string }> {
  const { dropId } = drop
  const isMerchants = drop.redeemedAt === 'merchant'
  const [outlets, spent, report, sheets, anomalies] = await Promise.all([
    readOutlets(drop.outletIds),
    readSpent(dropId),
    readReport(dropId),
    store.readSheets(dropId),
    readAllAnomalies(dropId),
  ])
  const reported = (report?.byOutlet ?? []).map(({ outletId, reported }) => [outletId, reported] as const)
  const here = spent.map(({ outletId, redeemed }) => [outletId, redeemed] as const)
  const counts = new Map(isMerchants ? reported : here)
  const items = outlets.map(({ outletId, name }): Standing => {
    const rows = sheets.filter((sheet) => sheet.outletId === outletId)
    return {
      outletId,
      outletName: name,
      now: sumsOf(counts.get(outletId) ?? 0, drop),
      signed: standing(rows),
      sheets: [...rows],
      open: anomalies.filter((one) => one.outletId === outletId && isToDo(one)).length,
      rows,
    }
  })
  return { items, ...(isMerchants && report ? { reportedUntil: report.until } : {}) }
}

export const listSettlements: Handler<typeof contracts.listSettlements> = async ({ params, caller, now }) => {
  const found = await dropWithin(caller, ['operator', 'staff', 'auditor'], params.dropId)
  if (isRefusal(found)) return found
  return reply(200, { ...(await settlementsOf(found.drop)), serverTime: now })
}

async function standingOf(drop: Drop, outletId: string): Promise<Standing | undefined> {
  return (await settlementsOf(drop)).items.find((one) => one.outletId === outletId)
}

/** Signed again for the same number by the same person it is signed once. */
export const signSettlement: Handler<typeof contracts.signSettlement> = async (request) => {
  const { params, body, caller, now } = request
  const found = await dropWithin(caller, ['operator'], params.dropId)
  if (isRefusal(found)) return found
  for (;;) {
    const settlement = await standingOf(found.drop, params.outletId)
    if (!settlement) return refuse('settlement-unknown')
    const { rows } = settlement
    const there = standingSheet(rows)
    if (there?.by === caller.personId && there.redeemed === body.redeemed)
      return reply(200, { settlement, serverTime: now })
    const refusal = signRefusal({ ...settlement, sheets: rows }, body.redeemed)
    if (refusal) return refuse(refusal, { redeemed: settlement.now.redeemed, open: settlement.open })
    const { outletId } = settlement
    const n = rows.length + 1
    const sheet: SheetRow = { outletId, n, kind: 'sheet', ...settlement.now, by: caller.personId, at: now }
    const reason = `${settlement.outletName} ${sheet.redeemed} 张`
    const deed = await deedOf(found.drop, caller, { deed: 'sign-settlement', changes: [], reason }, now)
    await store.putSheet(params.dropId, sheet, deed)
    // Whoever was quicker, what stands now is the answer.
  }
}

/** Taken back once: asked again for the same sheet, it is as it was. */
export const reverseSettlement: Handler<typeof contracts.reverseSettlement> = async (request) => {
  const { params, body, caller, now } = request
  const found = await dropWithin(caller, ['operator'], params.dropId)
  if (isRefusal(found)) return found
  for (;;) {
    const settlement = await standingOf(found.drop, params.outletId)
    const sheet = settlement?.rows.find(({ n, kind }) => n === body.n && kind === 'sheet')
    if (!settlement || !sheet) return refuse('settlement-unknown')
    if (settlement.rows.length > sheet.n) return reply(200, { settlement, serverTime: now })
    const { outletId, n } = sheet
    const by = { by: caller.personId, at: now, reason: body.reason }
    const reason = `${settlement.outletName}：${body.reason}`
    const deed = await deedOf(found.drop, caller, { deed: 'reverse-settlement', changes: [], reason }, now)
    const next: SheetRow = { outletId, n: n + 1, kind: 'reversal', ...reversed(sheet), ...by }
    await store.putSheet(params.dropId, next, deed)
  }
}
