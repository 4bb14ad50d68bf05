import { type Grant, isAtOrBelow, leafOf, type OrgPath, type Role } from '@gonghui/shared/lib/roles'

/** Whose it is to give and to take each role. An operator looks after the outlets and the people at the counters. */
const GIVEN_BY: Readonly<Record<Role, readonly Role[]>> = {
  operator: ['cadre'],
  staff: ['cadre', 'operator'],
  clerk: ['cadre', 'operator'],
  cadre: ['cadre'],
  matchmaker: ['cadre'],
  auditor: ['cadre'],
}

/** By the org itself: a grant keeps the path that its org had when it was given. */
const isAt = (at: OrgPath, own: Grant) => leafOf(at) === leafOf(own.orgPath)
const isCity = (path: OrgPath) => !path.includes('/')

/**
 * Whether somebody with these roles may give, or take, a role at a place: in the own scope only, and who audits an org
 * is chosen above it, for its cadres are whom one audits. The city union has nobody above.
 */
export const mayGive = (grants: readonly Grant[], role: Role, at: OrgPath): boolean =>
  grants.some(
    (own) =>
      GIVEN_BY[role].includes(own.role) &&
      isAtOrBelow(at, own.orgPath) &&
      (role !== 'auditor' || !isAt(at, own) || isCity(at)),
  )

/** Whether a cadre of `at` may be left without another: only by a cadre of an org above it. */
export const mayTakeLastCadre = (grants: readonly Grant[], at: OrgPath): boolean =>
  grants.some((own) => own.role === 'cadre' && !isAt(at, own) && isAtOrBelow(at, own.orgPath))

/** Whether somebody may look into the roles of a place. */
export const mayLook = (grants: readonly Grant[], at: OrgPath): boolean =>
  grants.some((own) => ['cadre', 'operator', 'auditor'].includes(own.role) && isAtOrBelow(at, own.orgPath))

/** Whether a member is one whom these roles look after, and so may be found by them. */
export const looksAfter = (grants: readonly Grant[], memberAt: OrgPath): boolean =>
  grants.some((own) => ['cadre', 'operator'].includes(own.role) && isAtOrBelow(memberAt, own.orgPath))
