import '../../../infra/local/test-table.ts'
import type { Audience } from '@gonghui/shared/lib/audience'
import { leafOf, pathsAbove } from '@gonghui/shared/lib/roles'
import { beforeAll, expect, test } from 'vitest'
import { keyOf } from '../../table/access-patterns.ts'
import { client } from '../../table/database.ts'
import { writeAll } from '../../table/writes.ts'
import { countAudience, MOST_READ } from './audience-count.ts'
import { ask, operatorOf } from './test-drop.ts'

const CITY = 'org_CITY'
const DISTRICT = `${CITY}/org_DISTRICT`
const STREET = `${DISTRICT}/org_STREET`
const OTHER = `${CITY}/org_OTHER`
const shop = (n: number) => `${STREET}/org_SHOP${n}`
const OLD = '2020-01-01T00:00:00.000Z'
const YOUNG = '2026-05-01T00:00:00.000Z'

const put = (Item: Record<string, unknown>) => ({ PutRequest: { Item } })
const org = (path: string) =>
  put({ ...keyOf('an org', { orgId: leafOf(path) }), orgId: leafOf(path), path, name: leafOf(path) })

/** Members of one org as the membership capability stores them: a row, a place on the roll, one more in each count above. */
const counts = new Map<string, { aboveId: string; orgId: string; members: number }>()
let members = 0
function join(
  path: string,
  how: { tags?: string[]; joinedAt?: string; verifiedBy?: 'cadre' | 'roster' } = {},
) {
  const ids = pathsAbove(path).map(leafOf)
  const own = ids.at(-1) ?? ''
  for (const [aboveId, orgId] of [
    ...ids.slice(1).map((id, at) => [ids[at] ?? '', id] as const),
    [own, own],
  ]) {
    const row = counts.get(`${aboveId}/${orgId}`) ?? {
      aboveId: aboveId ?? '',
      orgId: orgId ?? '',
      members: 0,
    }
    counts.set(`${aboveId}/${orgId}`, { ...row, members: row.members + 1 })
  }
  const memberId = `mem_${++members}`
  const { tags = [], joinedAt = OLD, verifiedBy = 'cadre' } = how
  return [
    put({ ...keyOf('a member', { memberId }), memberId, tags, joinedAt, verifiedBy, nameSealed: 'sealed' }),
    put({ ...keyOf('a member on an org’s roll', { orgId: own, memberId }), memberId }),
  ]
}

let calls = 0
beforeAll(async () => {
  const rows = [CITY, DISTRICT, STREET, OTHER, shop(1), shop(2)].map(org)
  for (let n = 0; n < 150; n++) rows.push(...join(shop(1), n % 3 === 0 ? { tags: ['女职工'] } : {}))
  for (let n = 0; n < 20; n++)
    rows.push(...join(shop(2), n < 5 ? { verifiedBy: 'roster' } : { joinedAt: YOUNG }))
  for (let n = 0; n < 4; n++) rows.push(...join(STREET, { tags: ['劳模', '女职工'], joinedAt: YOUNG }))
  for (let n = 0; n < 3; n++) rows.push(...join(DISTRICT))
  for (const count of counts.values())
    rows.push(put({ ...keyOf('members counted below an org', { ...count, part: 0 }), ...count, part: 0 }))
  // A district of more members than anybody reads for a number on a page.
  const large = { aboveId: 'org_CITY', orgId: 'org_OTHER', part: 0 }
  rows.push(put({ ...keyOf('members counted below an org', large), ...large, members: MOST_READ + 1 }))
  await writeAll(rows)
  client.middlewareStack.add(
    (next) => (args) => {
      calls += 1
      return next(args)
    },
    { step: 'build', name: 'count' },
  )
})

const count = async (audience: Partial<Audience>, quotaOrgIds: string[] = [], caller = operatorOf(CITY)) => {
  const answer = await ask(countAudience, {
    caller,
    body: { audience: { orgIds: ['org_DISTRICT'], ...audience }, quotaOrgIds },
  })
  if ('refused' in answer) return answer.refused
  const said = ({ count, isExact }: { count: number; isExact: boolean }) => (isExact ? count : `≤${count}`)
  return [said(answer.body.people), ...answer.body.pools.map(({ people }) => said(people))]
}

test('everybody of a subtree is counted, each pool with those of its own', async () => {
  expect(await count({})).toEqual([177, 177])
  expect(await count({}, ['org_STREET', 'org_SHOP2'])).toEqual([177, 3, 154, 20])
  expect(await count({ orgIds: ['org_SHOP1', 'org_DISTRICT'] })).toEqual([177, 177])
})

test('tags and membership age leave whom a claim would let through', async () => {
  expect(await count({ tags: ['女职工'] }, ['org_SHOP1'])).toEqual([54, 4, 50])
  expect(await count({ tags: ['女职工', '劳模'] })).toEqual([54, 54])
  expect(await count({ joinedBefore: '2026-01-01T00:00:00.000Z' }, ['org_SHOP2'])).toEqual([158, 153, 5])
  expect(await count({ tags: ['女职工'], joinedBefore: '2026-01-01T00:00:00.000Z' })).toEqual([50, 50])
})

test('whom a roster vouches for is counted as a claim would let them through', async () => {
  expect(await count({ onRoster: true }, ['org_SHOP1', 'org_SHOP2'])).toEqual([5, 0, 0, 5])
})

test('of a pool that is too large to be read only the upper bound is said; the small ones are exact', async () => {
  const orgIds = ['org_DISTRICT', 'org_OTHER']
  expect(await count({ orgIds, tags: ['女职工'] }, ['org_SHOP1'])).toEqual([
    `≤${MOST_READ + 28 + 50}`,
    `≤${MOST_READ + 28}`,
    50,
  ])
  expect(await count({ orgIds })).toEqual([MOST_READ + 178, MOST_READ + 178])
})

test('the cost: a call for each org named, and where people must be read one more for each roll, level and hundred members', async () => {
  const costOf = async (deed: () => Promise<unknown>) => {
    const before = calls
    await deed()
    return calls - before
  }
  // The orgs, and one count for each.
  expect(await costOf(() => count({ orgIds: ['org_CITY'] }))).toBe(2)
  expect(await costOf(() => count({}, ['org_STREET', 'org_SHOP2']))).toBe(4)
  // Four rolls, two levels, and the members: 1 + 1 + 2 + 1 batches.
  expect(await costOf(() => count({ tags: ['女职工'] }))).toBe(2 + 4 + 2 + 5)
  // Too many: nobody is read.
  expect(await costOf(() => count({ orgIds: ['org_OTHER'], tags: ['女职工'] }))).toBe(2)
})

test('whom one may not give to one may not count either', async () => {
  expect(await count({ orgIds: ['org_NOWHERE'] })).toBe('org-unknown')
  expect(await count({ orgIds: ['org_OTHER'] }, [], operatorOf())).toBe('org-out-of-scope')
  expect(await count({}, ['org_OTHER'])).toBe('quota-outside-audience')
})
