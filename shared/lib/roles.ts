import * as z from 'zod/mini'

export const roles = ['operator', 'staff', 'clerk', 'cadre', 'matchmaker', 'auditor'] as const
export type Role = (typeof roles)[number]

export const roleNames: Readonly<Record<Role, string>> = {
  operator: '运营',
  staff: '工作人员',
  clerk: '核销员',
  cadre: '工会干部',
  matchmaker: '红娘',
  auditor: '审计',
}

/**
 * Where an org stands in the tree: its ancestors' ids and its own, from the city down, joined by `/`.
 * `org_A/org_B` is below `org_A`.
 */
export type OrgPath = string

/** A role held at an org and all orgs below it; a clerk's is bound to one outlet as well. */
export const grant = z.object({
  role: z.enum(roles),
  orgId: z.string(),
  orgPath: z.string(),
  orgName: z.string(),
  outletId: z.optional(z.string()),
})
export type Grant = z.infer<typeof grant>

/**
 * By the org's own id, not by the whole path above it: a path that was written down before its org moved (in a grant, in
 * an audience) still means that org.
 */
export const isAtOrBelow = (path: OrgPath, above: OrgPath): boolean =>
  `/${path}/`.includes(`/${leafOf(above)}/`)

/** A grant holds for its org and the orgs below it, never beside or above it. */
export const holds = (grants: readonly Grant[], role: Role, at: OrgPath): boolean =>
  grants.some((held) => held.role === role && isAtOrBelow(at, held.orgPath))

export const leafOf = (path: OrgPath): string => path.slice(path.lastIndexOf('/') + 1)

/** `org_A/org_B/org_C` → the three paths from the top down. */
export const pathsAbove = (path: OrgPath): OrgPath[] =>
  path.split('/').map((_, depth, parts) => parts.slice(0, depth + 1).join('/'))
