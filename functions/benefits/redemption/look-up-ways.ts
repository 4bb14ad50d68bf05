import type { Asked } from '@gonghui/shared/benefits/look-ups'
import type { Instant } from '@gonghui/shared/lib/instant'
import { guess } from '../../lib/attempts.store.ts'
import type { StaffCaller } from '../../lib/caller.ts'
import { memberShown } from '../../lib/member-code.ts'
import { type MemberFace, phoneHashOf, readMemberFaces, readPhoneHolder } from '../../lib/members.store.ts'
import { isRefusal, refuse } from '../../lib/server.ts'
import { openReceipt, type Receipt } from '../claim/receipt.rule.ts'
import { exactStock } from '../claim/stock.store.ts'
import { type Drop, isLaid } from '../drop/drop.rule.ts'
import { readDrops } from '../drop/drop.store.ts'
import { dropWithin, within } from '../drop/scope.ts'
import type { VoucherRow } from './voucher.rule.ts'
import { voucherNumbered } from './voucher-numbered.ts'
import { walkWritten } from './voucher-walk.ts'
import { readShortCodes, readWallet, rowsOfDrop, walletOf } from './wallet.store.ts'

export const desks = ['operator', 'staff'] as const
/** What can be looked through while somebody waits on the telephone, and what is shown of it. */
const LONGEST = 10_000
const SHOWN = 20
/** Of one member: so many of the newest vouchers are looked at for those that are the desk's to see. */
const LOOKED_AT = 100

export interface Match {
  readonly vouchers: readonly { readonly row: VoucherRow; readonly drop: Drop }[]
  readonly faces: ReadonlyMap<string, MemberFace>
  /** Who it was, where one was asked for and not a voucher. */
  readonly memberId?: string
  readonly receipt?: { readonly receipt: Receipt; readonly drop: Drop }
}

/** What the desk asked for: by one of the things that somebody can show or say. */
export function matched(asked: Asked, caller: StaffCaller, now: Instant) {
  const { code, phone, phoneTail = '', dropId = '', receipt, memberCode, digits } = asked
  if (code !== undefined) return byCode(caller, code, now)
  if (receipt !== undefined) return byReceipt(caller, receipt)
  if (phone !== undefined) return byPhone(caller, phone, now)
  if (memberCode !== undefined || digits !== undefined)
    return byMemberCode(caller, { memberCode, digits }, now)
  return byTail(caller, dropId, phoneTail, now)
}

/** A code that is nobody's, or another union's, is found as little as none; and nobody tries a thousand of them. */
async function byCode(caller: StaffCaller, code: string, now: Instant) {
  const found = await guess({ subject: caller.personId }, now, async () => {
    const voucher = await voucherOfCode(code.replace(/[\s-]/g, ''))
    return voucher && within(caller, desks, voucher.drop.orgPath) ? voucher : undefined
  })
  if (found === 'too-many') return refuse('short-code-attempts')
  if (!found) return refuse('look-up-nothing')
  return { vouchers: [found], faces: await readMemberFaces([found.row.memberId]) } satisfies Match
}

async function voucherOfCode(code: string) {
  const shortCode = (await readShortCodes(/^\d{12}$/.test(code) ? [code] : [])).get(code)
  const voucherId = shortCode ?? code
  if (!/^vch_[0-9a-hjkmnp-tv-z]{32}$/.test(voucherId)) return undefined
  return voucherNumbered(voucherId)
}

/** Their newest vouchers, of the drops that are the desk's. */
async function ofMember(caller: StaffCaller, memberId: string) {
  const { items } = await readWallet(walletOf(memberId), LOOKED_AT, undefined)
  const drops = new Map(
    (await readDrops([...new Set(items.map(({ dropId }) => dropId))])).map((drop) => [drop.dropId, drop]),
  )
  return items
    .flatMap((row) => {
      const drop = drops.get(row.dropId)
      return drop && within(caller, desks, drop.orgPath) ? [{ row, drop }] : []
    })
    .slice(0, SHOWN)
}

/** Who stands at the desk and shows the code is shown, even where they have no voucher. */
async function byMemberCode(caller: StaffCaller, shown: Parameters<typeof memberShown>[0], now: Instant) {
  const seen = await memberShown(shown, caller.personId, now)
  if (isRefusal(seen)) return seen
  const { memberId } = seen.member
  const faces = new Map([[memberId, seen.member]])
  return { vouchers: await ofMember(caller, memberId), faces, memberId } satisfies Match
}

/** A whole number, as its owner says it; who has none of the desk's vouchers is found as little as nobody. */
async function byPhone(caller: StaffCaller, phone: string, now: Instant) {
  const found = await guess({ subject: caller.personId }, now, async () => {
    const holder = await readPhoneHolder(phoneHashOf(phone))
    const vouchers = holder ? await ofMember(caller, holder.memberId) : []
    return holder && vouchers.length > 0 ? { memberId: holder.memberId, vouchers } : undefined
  })
  if (found === 'too-many') return refuse('short-code-attempts')
  if (!found) return refuse('look-up-nothing')
  const { memberId, vouchers } = found
  return { vouchers, faces: await readMemberFaces([memberId]), memberId } satisfies Match
}

/** What a phone kept of a refusal; and what its member has of that drop all the same. */
async function byReceipt(caller: StaffCaller, shown: string) {
  const receipt = openReceipt(shown)
  if (!receipt) return refuse('receipt-not-ours')
  const { dropId, memberId } = receipt
  const found = await dropWithin(caller, desks, dropId)
  if (isRefusal(found)) return refuse('look-up-nothing')
  const { drop } = found
  const [rows, faces] = await Promise.all([rowsOfDrop(memberId, dropId), readMemberFaces([memberId])])
  const vouchers = rows.map((row) => ({ row, drop }))
  return { vouchers, faces, memberId, receipt: { receipt, drop } } satisfies Match
}

/** Nothing is found by four digits but by looking through everybody: so among one drop's members only. */
async function byTail(caller: StaffCaller, dropId: string, tail: string, now: Instant) {
  const found = await dropWithin(caller, desks, dropId)
  if (isRefusal(found)) return found
  const { drop } = found
  if (!isLaid(drop)) return refuse('look-up-nothing')
  const { total, left } = await exactStock(drop, now, { strong: false })
  if (total - left > LONGEST) return refuse('list-too-long')
  const vouchers: { row: VoucherRow; drop: Drop }[] = []
  const faces = new Map<string, MemberFace>()
  for await (const some of walkWritten(drop)) {
    const known = await readMemberFaces(some.map(({ memberId }) => memberId))
    for (const row of some) {
      const face = known.get(row.memberId)
      if (!face?.phoneMasked.endsWith(tail)) continue
      vouchers.push({ row, drop })
      faces.set(row.memberId, face)
    }
    if (vouchers.length >= SHOWN) break
  }
  return vouchers.length > 0
    ? ({ vouchers: vouchers.slice(0, SHOWN), faces } satisfies Match)
    : refuse('look-up-nothing')
}
