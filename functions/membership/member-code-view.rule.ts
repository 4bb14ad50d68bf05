import { holds, isAtOrBelow, type OrgPath, type Role } from '@gonghui/shared/lib/roles'
import type { Verified } from '@gonghui/shared/membership/member-codes'
import type { StaffCaller } from '../lib/caller.ts'
import { type MemberRow, standingOf } from './member.rule.ts'

const VERIFIERS: readonly Role[] = ['clerk', 'staff', 'operator', 'matchmaker', 'cadre']
const EVENT_DESKS: readonly Role[] = ['staff', 'operator', 'cadre']

/** Whether somebody may verify codes for an org at all. A clerk's role names the org that the outlet is of. */
export const mayVerify = ({ grants }: StaffCaller, deskPath: OrgPath): boolean =>
  VERIFIERS.some((role) => holds(grants, role, deskPath))

/**
 * What the one at the desk learns. Everybody: that it is a member, and the family name. An event's desk also the union
 * and the phone's tail, to tell two of one name apart. A cadre above the member, the record that they keep.
 */
export function shownAtDesk(
  member: MemberRow,
  late: boolean,
  { caller, deskPath }: { readonly caller: StaffCaller; readonly deskPath: OrgPath },
): Verified {
  const { nameMasked, orgName, phoneMasked, memberId, memberNo, tags, orgPath } = member
  const standing = standingOf(member)
  const isDesk = EVENT_DESKS.some((role) => holds(caller.grants, role, deskPath))
  const isKeeper = isAtOrBelow(orgPath, deskPath) && holds(caller.grants, 'cadre', orgPath)
  return {
    nameMasked,
    late,
    ...(standing === 'active' ? {} : { standing }),
    ...(isDesk ? { orgName, phoneMasked } : {}),
    ...(isKeeper ? { memberId, memberNo, tags: [...tags] } : {}),
  }
}
