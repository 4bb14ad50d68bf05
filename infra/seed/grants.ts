import { giveGrant } from '@gonghui/functions/lib/grants.store'
import { type Role, roles } from '@gonghui/shared/lib/roles'
import type { Cast } from './people.ts'
import { named, type Union } from './union.ts'

const isRole = (role: string): role is Role => (roles as readonly string[]).includes(role)

/** The very first grants: nobody is there yet who could give them. A clerk's needs the outlet, so those come later. */
export async function grantRoles(
  cast: Cast,
  union: Union,
  outlets?: ReadonlyMap<string, string>,
): Promise<void> {
  const wanted = [...cast.values()].filter((person) => (person.role === 'clerk') === (outlets !== undefined))
  await Promise.all(
    wanted.map(async ({ role, org: name, outlet, session }) => {
      if (!isRole(role)) return
      const org = named(union, name)
      await giveGrant(session.personId, {
        role,
        orgId: org.orgId,
        orgPath: org.path,
        orgName: org.name,
        ...(outlets && outlet ? { outletId: named(outlets, outlet) } : {}),
      })
    }),
  )
}
