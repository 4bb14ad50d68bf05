import type { lookUp as contract } from '@gonghui/shared/benefits/look-ups'
import type { Instant } from '@gonghui/shared/lib/instant'
import { noteWrongCode, WRONG_CODES, wrongCodes } from '../../lib/attempts.store.ts'
import type { StaffCaller } from '../../lib/caller.ts'
import { type MemberFace, readMemberFaces } from '../../lib/members.store.ts'
import { readOrg } from '../../lib/orgs.store.ts'
import { type Handler, isRefusal, refuse, reply } from '../../lib/server.ts'
import { stockOf } from '../claim/stock.store.ts'
import { type Drop, isLaid } from '../drop/drop.rule.ts'
import { dropWithin, within } from '../drop/scope.ts'
import { foundOf } from './look-up.rule.ts'
import { noteLooks } from './look-ups.store.ts'
import { readRedemptions } from './redemption.store.ts'
import type { VoucherRow } from './voucher.rule.ts'
import { voucherNumbered } from './voucher-numbered.ts'
import { walkWritten } from './voucher-walk.ts'
import { readShortCodes } from './wallet.store.ts'

const roles = ['operator', 'staff'] as const
/** What can be looked through while somebody waits on the telephone, and what is shown of it. */
const LONGEST = 10_000
const SHOWN = 20

interface Match {
  readonly drop: Drop
  readonly rows: readonly VoucherRow[]
  readonly faces: ReadonlyMap<string, MemberFace>
}

/** 客服查询: what became of a voucher, as masked as on a counter; and each look is written down before it is answered. */
export const lookUp: Handler<typeof contract> = async ({ body, caller, now }) => {
  const { code, phoneTail = '', dropId = '', reason } = body
  const org = await readOrg(body.orgId)
  if (!org) return refuse('org-unknown')
  if (!within(caller, roles, org.path)) return refuse('org-out-of-scope')
  const match = await (code === undefined
    ? byTail(caller, dropId, phoneTail, now)
    : byCode(caller, code, now))
  if (isRefusal(match)) return match
  const { drop, rows, faces } = match
  await noteLooks(
    rows.map(({ memberId }) => memberId),
    { personId: caller.personId, reason, at: now },
  )
  const slips = await readRedemptions(rows.flatMap(({ spent }) => spent?.redemptionId ?? []))
  const slipOf = new Map(slips.map((slip) => [slip.redemptionId, slip]))
  const items = rows.map((row) =>
    foundOf(
      { row, drop, face: faces.get(row.memberId), slip: slipOf.get(row.spent?.redemptionId ?? '') },
      now,
    ),
  )
  return reply(200, { items, serverTime: now })
}

/** A code that is nobody's, or another union's, is found as little as none; and nobody tries a thousand of them. */
async function byCode(caller: StaffCaller, code: string, now: Instant) {
  if ((await wrongCodes(caller.personId, now)) >= WRONG_CODES) return refuse('short-code-attempts')
  const found = await voucherOfCode(code.replace(/[\s-]/g, ''))
  if (!found || !within(caller, roles, found.drop.orgPath)) {
    await noteWrongCode(caller.personId, now)
    return refuse('look-up-nothing')
  }
  const { drop, row } = found
  return { drop, rows: [row], faces: await readMemberFaces([row.memberId]) } satisfies Match
}

async function voucherOfCode(code: string) {
  const shortCode = (await readShortCodes(/^\d{12}$/.test(code) ? [code] : [])).get(code)
  const voucherId = shortCode ?? code
  if (!/^vch_[0-9a-hjkmnp-tv-z]{32}$/.test(voucherId)) return undefined
  return voucherNumbered(voucherId)
}

async function byTail(caller: StaffCaller, dropId: string, tail: string, now: Instant) {
  const found = await dropWithin(caller, roles, dropId)
  if (isRefusal(found)) return found
  const { drop } = found
  if (!isLaid(drop)) return refuse('look-up-nothing')
  const { total, left } = await stockOf(drop, now)
  if (total - left > LONGEST) return refuse('list-too-long')
  const rows: VoucherRow[] = []
  const faces = new Map<string, MemberFace>()
  for await (const some of walkWritten(drop)) {
    const known = await readMemberFaces(some.map(({ memberId }) => memberId))
    for (const row of some) {
      const face = known.get(row.memberId)
      if (!face?.phoneMasked.endsWith(tail)) continue
      rows.push(row)
      faces.set(row.memberId, face)
    }
    if (rows.length >= SHOWN) break
  }
  return rows.length > 0
    ? ({ drop, rows: rows.slice(0, SHOWN), faces } satisfies Match)
    : refuse('look-up-nothing')
}
