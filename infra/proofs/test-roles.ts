/** Somebody for every role at every place in the tree, seen from one district: there, from above it, beside it and below it. */

import { instantOf } from '@gonghui/shared/lib/instant'
import { type Role, roles } from '@gonghui/shared/lib/roles'
import { giveGrant } from '../../functions/lib/grants.store.ts'
import { newId } from '../../functions/lib/ids.ts'
import { putOrg } from '../../functions/membership/org.store.ts'
import { logIn, type Person, type Place } from './test-people.ts'
import { staffOf, type World } from './test-world.ts'

/** Where somebody holds a role. What they work on is the district's, or its first workplace's. */
export const seats = ['own', 'above', 'beside', 'below'] as const
export type Seat = (typeof seats)[number]

/** A role reaches down, never up nor aside. */
export const reaches: Readonly<Record<Seat, boolean>> = {
  own: true,
  above: true,
  beside: false,
  below: false,
}

export interface Holders {
  readonly at: (role: Role, seat: Seat) => Person
  /** Holds these roles in the other district, and every other role here. */
  readonly elsewhere: (audience: readonly Role[]) => Person
}

/** @param audiences those that `elsewhere` will be asked for. */
export async function makeHolders(
  place: Place,
  { city, here, there }: World,
  audiences: readonly (readonly Role[])[],
): Promise<Holders> {
  const orgId = newId('org', instantOf(Date.now()))
  // Below the district, and beside the workplace where members and join codes are.
  const below = await putOrg({ orgId, name: '南山物业工会', level: 'workplace', parentId: here.org.orgId })
  const orgs = { own: here.org, above: city, beside: there.org, below }
  const people = new Map<string, Person>()
  for (const role of roles)
    for (const seat of seats) {
      const outletId = reaches[seat] ? here.outletId : there.outletId
      people.set(
        `${role} ${seat}`,
        await staffOf(place, role, orgs[seat], role === 'clerk' ? outletId : undefined),
      )
    }
  for (const audience of audiences) {
    const name = audience.join(' ')
    if (people.has(name)) continue
    const person = await logIn(place, `o-elsewhere-${people.size}`)
    for (const role of roles) {
      const { org, outletId } = audience.includes(role) ? there : here
      const grant = { role, orgId: org.orgId, orgPath: org.path, orgName: org.name }
      await giveGrant(person.personId, role === 'clerk' ? { ...grant, outletId } : grant)
    }
    people.set(name, person)
  }
  const found = (name: string): Person => {
    const person = people.get(name)
    if (!person) throw new Error(`nobody is ${name}`)
    return person
  }
  return {
    at: (role, seat) => found(`${role} ${seat}`),
    elsewhere: (audience) => found(audience.join(' ')),
  }
}
