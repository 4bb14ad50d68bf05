import type { lookUp as contract } from '@gonghui/shared/benefits/look-ups'
import { readOrg } from '../../lib/orgs.store.ts'
import { type Handler, isRefusal, refuse, reply } from '../../lib/server.ts'
import { within } from '../drop/scope.ts'
import { foundOf, personOf, receiptFace } from './look-up.rule.ts'
import { desks, type Match, matched } from './look-up-ways.ts'
import { noteLooks } from './look-ups.store.ts'
import { readRedemptions } from './redemption.store.ts'

/** 客服查询: what became of a voucher, as masked as on a counter; and each look is written down before it is answered. */
export const lookUp: Handler<typeof contract> = async ({ body, caller, now }) => {
  const org = await readOrg(body.orgId)
  if (!org) return refuse('org-unknown')
  if (!within(caller, desks, org.path)) return refuse('org-out-of-scope')
  const match = await matched(body, caller, now)
  if (isRefusal(match)) return match
  const { vouchers, faces, memberId, receipt }: Match = match
  await noteLooks(
    [...vouchers.map(({ row }) => row.memberId), ...(memberId === undefined ? [] : [memberId])],
    { personId: caller.personId, reason: body.reason, at: now },
  )
  const slips = await readRedemptions(vouchers.flatMap(({ row }) => row.spent?.redemptionId ?? []))
  const slipOf = new Map(slips.map((slip) => [slip.redemptionId, slip]))
  const items = vouchers.map(({ row, drop }) =>
    foundOf(
      { row, drop, face: faces.get(row.memberId), slip: slipOf.get(row.spent?.redemptionId ?? '') },
      now,
    ),
  )
  return reply(200, {
    items,
    ...(memberId === undefined ? {} : { person: personOf(faces.get(memberId)) }),
    ...(receipt ? { receipt: receiptFace(receipt) } : {}),
    serverTime: now,
  })
}
