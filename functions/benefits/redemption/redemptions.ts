import type * as contracts from '@gonghui/shared/benefits/redemptions'
import { dayOf, type Instant } from '@gonghui/shared/lib/instant'
import { guess } from '../../lib/attempts.store.ts'
import type { StaffCaller } from '../../lib/caller.ts'
import { afterOf, cursorOf } from '../../lib/cursor.ts'
import { newId } from '../../lib/ids.ts'
import { readMemberFace } from '../../lib/members.store.ts'
import { earlierResult } from '../../lib/repeat.store.ts'
import { type Handler, isRefusal, refuse, reply } from '../../lib/server.ts'
import { isLaid } from '../drop/drop.rule.ts'
import { knownDrop } from '../drop/drop.store.ts'
import { recordsExpire } from '../drop/retention.rule.ts'
import { readOutlet } from './outlet.store.ts'
import { openPass, openTicket, ticketFor } from './pass.rule.ts'
import {
  type RedemptionRow,
  redemptionFace,
  redemptionRefusal,
  type Shown,
  undoRefusal,
} from './redemption.rule.ts'
import * as store from './redemption.store.ts'
import { asNamed, type VoucherParts, type VoucherRow, validUntilOf, voucherParts } from './voucher.rule.ts'
import { readShortCode, rowOfUnit, shortCodeOf } from './wallet.store.ts'

const PAGE = 20

const isClerkOf = ({ grants }: StaffCaller, outletId: string): boolean =>
  grants.some((held) => held.role === 'clerk' && held.outletId === outletId)

interface Asked {
  readonly pass?: string | undefined
  readonly shortCode?: string | undefined
  readonly ticket?: string | undefined
  readonly outletId: string
}

/** The voucher behind what was shown, as it stands; or why there is none. */
async function shownAt(asked: Asked, caller: StaffCaller, now: Instant) {
  if (!isClerkOf(caller, asked.outletId)) return refuse('outlet-not-yours')
  const unit = await unitShown(asked, caller, now)
  if (isRefusal(unit)) return unit
  const drop = await knownDrop(unit.parts.dropId)
  const row = drop && isLaid(drop) && (await rowOfUnit(unit.parts, drop.buckets, now))
  if (!row) return refuse('pass-invalid')
  return { row, drop, outletId: asked.outletId, goodUntil: unit.goodUntil }
}

type UnitShown = { readonly parts: VoucherParts; readonly goodUntil: Instant | undefined }

async function unitShown({ pass, shortCode, ticket, outletId }: Asked, caller: StaffCaller, now: Instant) {
  if (pass !== undefined) {
    const opened = openPass(pass)
    return opened ? { parts: opened.parts, goodUntil: opened.expiresAt } : refuse('pass-invalid')
  }
  if (ticket !== undefined) {
    const opened = openTicket(ticket)
    const mine = opened?.outletId === outletId && opened.clerkId === caller.personId
    return opened && mine ? { parts: opened.parts, goodUntil: opened.expiresAt } : refuse('pass-invalid')
  }
  return unitByCode(shortCode ?? '', caller.personId, now)
}

async function unitByCode(shortCode: string, clerkId: string, now: Instant) {
  const found = await guess({ subject: clerkId }, now, () => readShortCode(shortCode))
  if (found === 'too-many') return refuse('short-code-attempts')
  if (!found) return refuse('short-code-unknown')
  return { parts: voucherParts(found.voucherId), goodUntil: undefined } satisfies UnitShown
}

/** When and where it was spent: what the second clerk is told. */
const spentFacts = ({ spent }: VoucherRow) =>
  spent ? { at: spent.at, outletName: spent.outletName } : undefined

export const previewRedemption: Handler<typeof contracts.previewRedemption> = async ({
  body,
  caller,
  now,
}) => {
  const shown = await shownAt(body, caller, now)
  if (isRefusal(shown)) return shown
  const refusal = redemptionRefusal(shown, now)
  if (refusal) return refuse(refusal, spentFacts(shown.row))
  const { row, drop, outletId } = shown
  const [member, shortCode] = await Promise.all([readMemberFace(row.memberId), shortCodeOf(row.voucherId)])
  if (!member) throw new Error(`voucher ${row.voucherId} belongs to a member who is gone`)
  const preview = {
    ...ticketFor({ parts: row, outletId, clerkId: caller.personId }, now),
    title: drop.title,
    kind: drop.kind,
    cover: drop.cover,
    listPriceFen: drop.listPriceFen,
    collectFen: drop.memberPriceFen,
    memberMasked: member.nameMasked,
    phoneMasked: member.phoneMasked,
    orgName: member.orgName,
    shortCode,
    validUntil: validUntilOf(row, drop),
  }
  return reply(200, { preview, serverTime: now })
}

export const redeemVoucher: Handler<typeof contracts.redeemVoucher> = async ({ body, caller, key, now }) => {
  const shown = await shownAt(body, caller, now)
  if (isRefusal(shown)) return shown
  const { row, outletId } = shown
  const repeat = { personId: caller.personId, key, body: { voucherId: row.voucherId, outletId } }
  // A lost reply is asked again with the same key: it was spent by this very request, so it is told so again.
  const earlier = await earlierResult(repeat)
  if (earlier === 'reused') return refuse('idempotency-key-reused')
  if (earlier) return again(earlier, now)
  const refusal = redemptionRefusal(shown, now)
  if (refusal) return refuse(refusal, spentFacts(row))

  const slip = await slipFor(shown, caller.personId, now)
  const result = await store.redeem(row, slip, repeat)
  if (result.done) return reply(201, { redemption: redemptionFace(slip), serverTime: now })
  const raced = await earlierResult(repeat)
  if (raced && raced !== 'reused') return again(raced, now)
  const stands = { ...shown, row: asNamed(result.row ?? row, row) }
  const explained = redemptionRefusal(stands, now)
  if (!explained) throw new Error(`voucher ${row.voucherId} refused a redemption that the rules allow`)
  return refuse(explained, spentFacts(stands.row))
}

async function again(redemptionId: string, now: Instant) {
  const row = await store.readRedemption(redemptionId)
  if (!row) throw new Error(`redemption ${redemptionId} was made and is gone`)
  return reply(200, { redemption: redemptionFace(row), serverTime: now })
}

async function slipFor(
  { row, drop, outletId }: Shown,
  clerkId: string,
  now: Instant,
): Promise<RedemptionRow> {
  const [outlet, member, shortCode] = await Promise.all([
    readOutlet(outletId),
    readMemberFace(row.memberId),
    shortCodeOf(row.voucherId),
  ])
  if (!outlet || !member) throw new Error(`voucher ${row.voucherId} lacks its outlet or its member`)
  return {
    redemptionId: newId('redemption', now),
    voucherId: row.voucherId,
    memberId: row.memberId,
    j: row.j,
    dropId: row.dropId,
    title: drop.title,
    orgId: member.orgId,
    outletId,
    outletName: outlet.name,
    clerkId,
    collectedFen: drop.memberPriceFen,
    at: now,
    shortCodeTail: shortCode.slice(-4),
    expiresAt: recordsExpire(drop),
  }
}

export const undoRedemption: Handler<typeof contracts.undoRedemption> = async ({
  params,
  body,
  caller,
  now,
}) => {
  const row = await store.readRedemption(params.redemptionId)
  if (!row) return refuse('redemption-unknown')
  if (row.clerkId === caller.personId && row.undone) return again(row.redemptionId, now)
  const refusal = undoRefusal(row, caller.personId, now)
  if (refusal) return refuse(refusal)
  const undone = { at: now, reason: body.reason }
  await store.undo(row, undone)
  return again(row.redemptionId, now)
}

export const listRedemptions: Handler<typeof contracts.listRedemptions> = async ({ query, caller, now }) => {
  if (!isClerkOf(caller, query.outletId)) return refuse('outlet-not-yours')
  const range = store.slipsOf(query.outletId, dayOf(now))
  const page = await store.readSlips(range, PAGE, afterOf(range, query.cursor))
  const items = page.items.map((row) => ({ ...redemptionFace(row), mine: row.clerkId === caller.personId }))
  return reply(200, { items, ...cursorOf(range, page.after), serverTime: now })
}
