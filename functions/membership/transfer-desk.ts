import type { Instant } from '@gonghui/shared/lib/instant'
import { holds } from '@gonghui/shared/lib/roles'
import { plainName } from '@gonghui/shared/membership/phone'
import type * as contracts from '@gonghui/shared/membership/transfers'
import type { StaffCaller } from '../lib/caller.ts'
import { readOrg } from '../lib/orgs.store.ts'
import { unseal } from '../lib/secrets.ts'
import { type Handler, isRefusal, refuse, reply } from '../lib/server.ts'
import { standingOf } from './member.rule.ts'
import { memberWithNo } from './roll.store.ts'
import { openTo, shownTransfer, sidesOfCadre, type TransferRow } from './transfer.rule.ts'
import { readTransfers } from './transfer-asking.store.ts'
import { answer, askFor } from './transfers.ts'

const shownAtDesk = (row: TransferRow, caller: StaffCaller, now: Instant) => ({
  ...shownTransfer(row, now),
  memberId: row.memberId,
  nameMasked: row.nameMasked,
  phoneMasked: row.phoneMasked,
  mayDo: openTo(row, sidesOfCadre(row, caller.grants), now),
})

export const listTransfers: Handler<typeof contracts.listTransfers> = async ({ query, caller, now }) => {
  const org = await readOrg(query.orgId)
  if (!org) return refuse('org-unknown')
  if (!holds(caller.grants, 'cadre', org.path)) return refuse('org-out-of-scope')
  const { items, cursor } = await readTransfers(org.orgId, query.cursor, now)
  return reply(200, {
    items: items.map((row) => shownAtDesk(row, caller, now)),
    cursor,
    serverTime: now,
  })
}

export const sendMember: Handler<typeof contracts.sendMember> = async ({ params, body, caller, now }) => {
  const wish = { askedBy: 'from', asker: caller.personId, ...body } as const
  const asked = await askFor(params.memberId, wish, now, (member) =>
    holds(caller.grants, 'cadre', member.orgPath),
  )
  if (isRefusal(asked)) return refuse(asked.refused)
  const transfer = shownAtDesk(asked.row, caller, now)
  return reply(asked.isNew ? 201 : 200, { transfer, serverTime: now })
}

/** Number and name come from the member's own mouth; whoever does not know both learns nothing of anybody. */
export const fetchMember: Handler<typeof contracts.fetchMember> = async ({ body, caller, now }) => {
  const { memberNo, name, toOrgId, reason } = body
  const to = await readOrg(toOrgId)
  if (!to) return refuse('org-unknown')
  if (!holds(caller.grants, 'cadre', to.path)) return refuse('org-out-of-scope')
  const member = await memberWithNo(memberNo)
  const isMeant =
    member && plainName(unseal(member.nameSealed, `${member.memberId}/name`)) === plainName(name)
  if (!isMeant || standingOf(member) === 'left' || standingOf(member) === 'deceased')
    return refuse('member-unknown')
  const asked = await askFor(member.memberId, { askedBy: 'to', asker: caller.personId, toOrgId, reason }, now)
  if (isRefusal(asked)) return refuse(asked.refused)
  const transfer = shownAtDesk(asked.row, caller, now)
  return reply(asked.isNew ? 201 : 200, { transfer, serverTime: now })
}

export const answerTransfer: Handler<typeof contracts.answerTransfer> = async (request) => {
  const { params, body, caller, now } = request
  const sidesIn = (row: TransferRow) => sidesOfCadre(row, caller.grants)
  const answered = await answer(params.transferId, { ...body, by: caller.personId, sidesIn }, now)
  if (isRefusal(answered)) return refuse(answered.refused)
  return reply(200, { transfer: shownAtDesk(answered.row, caller, now), serverTime: now })
}
