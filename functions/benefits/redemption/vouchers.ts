import type * as contracts from '@gonghui/shared/benefits/vouchers'
import type { Instant } from '@gonghui/shared/lib/instant'
import { afterOf, cursorOf } from '../../lib/cursor.ts'
import { type Handler, isRefusal, refuse, reply } from '../../lib/server.ts'
import { codeOf } from '../codes/codes.store.ts'
import { pictureOf } from '../drop/cover.store.ts'
import { type Drop, isLaid } from '../drop/drop.rule.ts'
import { knownDrop, readDrops } from '../drop/drop.store.ts'
import { rulesAt } from '../drop/rules.rule.ts'
import { readRules } from '../drop/rules.store.ts'
import { readOutlets } from './outlet.store.ts'
import { passFor } from './pass.rule.ts'
import { codeOrdinalOf, tabOf, type VoucherRow, voucherFace, voucherRefusal } from './voucher.rule.ts'
import * as wallet from './wallet.store.ts'

const PAGE = 20
/** A tab is a filter over the newest vouchers: this many rows are looked at for one page of it. */
const LOOKED_AT = 200

export const listVouchers: Handler<typeof contracts.listVouchers> = async ({ query, caller, now }) => {
  const range = wallet.walletOf(caller.member.memberId)
  let after = afterOf(range, query.cursor)
  const items = []
  let looked = 0
  do {
    const page = await wallet.readWallet(range, PAGE, after)
    const drops = new Map(
      (await readDrops(page.items.map((row) => row.dropId))).map((drop) => [drop.dropId, drop]),
    )
    for (const row of page.items) {
      const drop = drops.get(row.dropId)
      if (!drop) throw new Error(`voucher ${row.voucherId} is of a drop that is gone`)
      const face = { ...voucherFace(row, drop, now), ...(await pictureOf(drop, now)) }
      if (query.tab === undefined || tabOf(face.state) === query.tab) items.push(face)
    }
    looked += page.items.length
    after = page.after
  } while (after !== undefined && items.length < PAGE && looked < LOOKED_AT)
  return reply(200, { items, ...cursorOf(range, after), serverTime: now })
}

/** My voucher and its drop, or that there is none of mine by this id. */
export async function mine(memberId: string, voucherId: string, now: Instant) {
  const bucketsOf = async (dropId: string) => {
    const drop = await knownDrop(dropId)
    return drop && isLaid(drop) ? drop.buckets : undefined
  }
  const row = await wallet.rowOfMember(memberId, voucherId, bucketsOf, now)
  if (!row) return refuse('voucher-unknown')
  const drop = await knownDrop(row.dropId)
  if (!drop) throw new Error(`voucher ${row.voucherId} is of a drop that is gone`)
  return { row, drop }
}

export const getVoucher: Handler<typeof contracts.getVoucher> = async ({ params, caller, now }) => {
  const found = await mine(caller.member.memberId, params.voucherId, now)
  if (isRefusal(found)) return found
  const { row, drop } = found
  const rulesVersion = rulesAt(drop, row.issuedAt)
  const [outlets, earlier] = await Promise.all([
    readOutlets(drop.outletIds),
    rulesVersion === drop.rulesVersion ? undefined : readRules(drop.dropId, rulesVersion),
  ])
  return reply(200, {
    voucher: { ...voucherFace(row, drop, now), ...(await pictureOf(drop, now)) },
    rules: earlier?.text ?? drop.rules,
    rulesVersion,
    rulesNow: drop.rulesVersion,
    outlets,
    serverTime: now,
  })
}

export const getPass: Handler<typeof contracts.getPass> = async ({ params, caller, now }) => {
  const found = await mine(caller.member.memberId, params.voucherId, now)
  if (isRefusal(found)) return found
  const { row, drop } = found
  if (drop.redeemedAt !== 'here') return refuse('voucher-no-pass')
  const refusal = voucherRefusal(row, drop, now)
  if (refusal) return refuse(refusal, spentFacts(row))
  const shortCode = await wallet.shortCodeOf(row.voucherId)
  return reply(200, { ...passFor(row, now), shortCode, serverTime: now })
}

const spentFacts = ({ spent }: VoucherRow) =>
  spent ? { at: spent.at, outletName: spent.outletName } : undefined

export const uncoverVoucher: Handler<typeof contracts.uncoverVoucher> = async ({ params, caller, now }) => {
  const found = await mine(caller.member.memberId, params.voucherId, now)
  if (isRefusal(found)) return found
  const { row, drop } = found
  if (drop.redeemedAt !== 'merchant') return refuse('voucher-no-code')
  // Who has uncovered it may look again, even after it expired: the merchant may still ask for it.
  const refusal = row.uncoveredAt ? undefined : voucherRefusal(row, drop, now)
  if (refusal) return refuse(refusal === 'voucher-redeemed' ? 'voucher-ended' : refusal)
  const uncovered = await wallet.uncover(row, now)
  if (!uncovered) {
    const raced = await wallet.readRow(row)
    return refuse(
      raced && voucherRefusal(raced, drop, now) === 'voucher-expired' ? 'voucher-expired' : 'voucher-ended',
    )
  }
  return reply(200, {
    code: await codeFor(drop, uncovered),
    voucher: voucherFace(uncovered, drop, now),
    serverTime: now,
  })
}

async function codeFor(drop: Drop, row: VoucherRow): Promise<string> {
  const code = await codeOf(drop, codeOrdinalOf(row))
  if (!code) throw new Error(`voucher ${row.voucherId} has no code behind it`)
  return code
}
