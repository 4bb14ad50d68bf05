import '../../infra/local/test-table.ts'
import { beforeAll, expect, test } from 'vitest'
import { newId } from '../lib/ids.ts'
import { removeMember } from './farewell.store.ts'
import { readMember } from './member.store.ts'
import { putOrg } from './org.store.ts'
import { readOrgNow } from './org-lookup.store.ts'
import { mergeOrg } from './org-tree.ts'
import { setStanding } from './standings.ts'
import { census } from './test-census.ts'
import { ask, makeUnion, NOW, newMemberOf, newStaff, type Union } from './test-union.ts'

let union: Union
beforeAll(async () => {
  union = await makeUnion()
})

test.each(['report-death', 'retire', 'suspend'] as const)(
  'after %s and a merger of the union the member is removed, and the counts are right',
  async (deed) => {
    const { city, street, neighbour } = union
    const caller = await newStaff('cadre', city)
    const org = await putOrg({
      orgId: newId('org', NOW),
      name: `云帆${deed}工会`,
      level: 'workplace',
      parentId: street.orgId,
    })
    const { row } = await newMemberOf(org)
    const { memberId } = row
    const stood = await ask(setStanding, {
      caller,
      params: { memberId },
      body: { deed, seen: 'active', reason: '来函' },
    })
    expect(stood).toHaveProperty('body')
    const { revision = 0 } = (await readOrgNow(org.orgId)) ?? {}
    const params = { orgId: org.orgId }
    expect(
      await ask(mergeOrg, { caller, params, body: { revision, intoId: neighbour.orgId } }),
    ).toHaveProperty('body')
    expect((await readMember(memberId))?.orgId).toBe(neighbour.orgId)
    await removeMember(memberId)
    expect(await readMember(memberId)).toBeUndefined()
    for (const { orgId, counted, found } of await census(city.orgId))
      expect([orgId, counted]).toEqual([orgId, found])
  },
)
