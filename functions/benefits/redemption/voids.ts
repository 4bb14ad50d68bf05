import type { voidVoucher as contract } from '@gonghui/shared/benefits/voids'
import type { Instant } from '@gonghui/shared/lib/instant'
import { type Handler, isRefusal, refuse, reply } from '../../lib/server.ts'
import { isPriced, settled } from '../claim/price.ts'
import { markBack } from '../claim/underway.store.ts'
import { deedOf } from '../day/deeds.store.ts'
import type { Drop } from '../drop/drop.rule.ts'
import { within } from '../drop/scope.ts'
import { voiding, voidRefusal } from './void.rule.ts'
import { writeVoiding } from './voids.store.ts'
import type { VoucherRow } from './voucher.rule.ts'
import { voucherNumbered } from './voucher-numbered.ts'

/** Clerks, members and the drop's stock move meanwhile; what is wanted is looked at anew on what they made of it. */
const TRIES = 6

/** 作废、补发. Asked again, it is done already: the same answer, and no second deed. */
export const voidVoucher: Handler<typeof contract> = async ({ params, body, caller, now }) => {
  for (let tries = 0; tries < TRIES; tries++) {
    const found = await voucherNumbered(params.voucherId)
    if (!found) return refuse('voucher-unknown')
    const { drop, row } = found
    if (!within(caller, ['operator'], drop.orgPath)) return refuse('org-out-of-scope')
    if (row.state === 'voided' && (row.voided?.replacedBy !== undefined) === body.reissue)
      return told(drop, row, now)
    const refusal = voidRefusal(row, drop, body, now)
    if (refusal) return refuse(refusal)
    const what = voiding(row, drop, body, now)
    const { replacedBy } = what.kept.voided ?? {}
    const to = replacedBy === undefined ? {} : { to: replacedBy }
    const said: Parameters<typeof deedOf>[2] = {
      deed: body.reissue ? 'reissue-voucher' : 'void-voucher',
      reason: body.reason,
      changes: [{ what: 'voucher', from: row.voucherId, ...to }],
    }
    if (isPriced(drop) && !body.reissue) await markBack(row, now)
    if (await writeVoiding(row, drop, what, await deedOf(drop, caller, said, now)))
      return told(drop, what.kept, now)
  }
  return refuse('busy')
}

async function told(drop: Drop, row: VoucherRow, now: Instant) {
  const { replacedBy } = row.voided ?? {}
  // What was paid for one that nobody has any more goes back; where the ledger is too busy the repair brings it.
  if (isPriced(drop) && replacedBy === undefined) {
    if (isRefusal(await settled(drop, row, { pays: false }, now))) return refuse('busy')
  }
  return reply(200, {
    ...(replacedBy === undefined ? {} : { reissued: { voucherId: replacedBy } }),
    serverTime: now,
  })
}
