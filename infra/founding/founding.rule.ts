import type { JoinCodeRow } from '@gonghui/functions/membership/join-code.rule'
import { stateOf } from '@gonghui/functions/membership/join-code.rule'
import type { OrgRow } from '@gonghui/functions/membership/org.rule'
import { DAY_MS, type Instant, later } from '@gonghui/shared/lib/instant'

/** Who does what nobody in office can do yet: stands as the author of the invitation and of the first role. */
export const FOUNDER = 'union'

export const VALID_DAYS = 7

/** How far the founding of a union is. The table alone says so: a run that was cut short goes on where that one ended. */
export type Stage =
  | { readonly is: 'empty' }
  /** Nobody can get in: the invitation was never written, or has run out. */
  | { readonly is: 'uninvited'; readonly city: OrgRow }
  | { readonly is: 'invited'; readonly city: OrgRow; readonly invitation: JoinCodeRow }
  /** Somebody has applied by the invitation; whether they are the first cadre, whoever invited them says. */
  | { readonly is: 'used'; readonly city: OrgRow; readonly invitation: JoinCodeRow }
  | { readonly is: 'led'; readonly city: OrgRow }

export interface Found {
  readonly city: OrgRow | undefined
  readonly hasCadre: boolean
  /** The invitations of the city union, the newest first. */
  readonly invitations: readonly JoinCodeRow[]
}

export function stageOf({ city, hasCadre, invitations }: Found, now: Instant): Stage {
  if (!city) return { is: 'empty' }
  if (hasCadre) return { is: 'led', city }
  const [invitation] = invitations
  const state = invitation && stateOf(invitation, city, now)
  if (invitation && state === 'valid') return { is: 'invited', city, invitation }
  if (invitation && invitation.applied > 0) return { is: 'used', city, invitation }
  return { is: 'uninvited', city }
}

/** A join code for one person, once, within days. It makes a member and no more: the role is given by name. */
export const invitationTo = (city: OrgRow, scene: string, now: Instant): JoinCodeRow => ({
  ...{ scene, label: '首任干部', createdAt: now, createdBy: FOUNDER, applied: 0 },
  ...{ orgId: city.orgId, orgName: city.name, orgPath: city.path, orgPathNames: city.pathNames },
  ...{ cap: 1, admitsAtOnce: true, validUntil: later(now, VALID_DAYS * DAY_MS) },
})
