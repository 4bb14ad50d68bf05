import '../../infra/local/test-table.ts'
import { later } from '@gonghui/shared/lib/instant'
import { expect, test, vi } from 'vitest'
import { database } from '../table/database.ts'
import { apply } from './applications.ts'
import { createCheckInList, listCheckInLists } from './check-ins.ts'
import { listJoinCodes, revokeJoinCode } from './join-codes.ts'
import { readOrgsBelow } from './org-lookup.store.ts'
import { closeOrg, listOrgHistory, renameOrg } from './org-tree.ts'
import { carryThroughOrgs } from './org-work.ts'
import { listOrgs } from './orgs.ts'
import { cadre, futian, merge, newOrg, rightBefore, rightCounts, seen, union } from './test-org-tree.ts'
import { ask, NOW, newJoinCode, newMemberOf, newPerson, newStaff, proven, runAt } from './test-union.ts'

/** Open orgs below one that has ended. */
const leftBelow = async (orgId: string) =>
  (await readOrgsBelow(orgId, { strong: true })).filter(({ closedAt }) => closedAt === undefined)

const rename = async (orgId: string, name: string) =>
  ask(renameOrg, {
    caller: cadre,
    params: { orgId },
    body: { revision: (await seen(orgId)).revision, name },
  })

test('an empty org below a merged one follows, though the other was changed in that moment', async () => {
  const one = await newOrg('并一街道总工会', union.district, 'street')
  const other = await newOrg('并二街道总工会', futian, 'street')
  const empty = await newOrg('并一空工会', { ...union.street, ...one }, 'workplace')
  const isMove = (part: string) => part.includes('"deed":"moved"') && part.includes(empty.orgId)
  rightBefore(isMove, () => rename(other.orgId, '并二联合会'))
  expect(await merge(one.orgId, other.orgId)).toMatchObject({ status: 200 })
  expect(vi.isMockFunction(database.send)).toBe(false)
  await carryThroughOrgs(runAt(later(NOW, 60_000)))
  expect(await leftBelow(one.orgId)).toEqual([])
  await newMemberOf(await seen(empty.orgId))
  await rightCounts()
})

test('an org whose name was taken where it follows comes there under a name with a mark', async () => {
  const one = await newOrg('并三街道总工会', union.district, 'street')
  const other = await newOrg('并四街道总工会', futian, 'street')
  const below = await newOrg('并三机电工会', { ...union.street, ...one }, 'workplace')
  const isMove = (part: string) => part.includes('"deed":"moved"') && part.includes(below.orgId)
  rightBefore(isMove, () => newOrg('并三机电工会', { ...union.street, ...other }, 'workplace'))
  await merge(one.orgId, other.orgId)
  await carryThroughOrgs(runAt(later(NOW, 60_000)))
  expect(await leftBelow(one.orgId)).toEqual([])
  expect(await seen(below.orgId)).toMatchObject({ name: '并三机电工会（并入）' })
  const history = await ask(listOrgHistory, { caller: cadre, params: { orgId: below.orgId } })
  expect(JSON.stringify(history)).toContain('并三机电工会 改名为 并三机电工会（并入）')
})

test('an org below which one is made in that moment is not closed', async () => {
  const street = await newOrg('并五街道总工会', union.district, 'street')
  const isClosing = (part: string) => part.includes('"deed":"closed"')
  rightBefore(isClosing, () => newOrg('并五机电工会', { ...union.street, ...street }, 'workplace'))
  const { revision } = await seen(street.orgId)
  const closed = await ask(closeOrg, { caller: cadre, params: { orgId: street.orgId }, body: { revision } })
  expect(closed).toEqual({ refused: 'org-not-empty' })
})

test('posters and check-in lists of a merged org are listed by the other’s cadre, page after page, and revoked', async () => {
  const one = await seen((await newOrg('并九街道总工会', futian, 'street')).orgId)
  const other = await seen((await newOrg('并十街道总工会', futian, 'street')).orgId)
  const scenes: string[] = []
  for (const org of [one, one, other]) scenes.push((await newJoinCode(org)).scene)
  const desk = await newStaff('staff', one)
  const list = { orgId: one.orgId, title: '端午包粽子', ownOnly: true }
  const made = await ask(createCheckInList, { caller: desk, key: 'key-of-merged-list', body: list })
  await merge(one.orgId, other.orgId)
  const caller = await newStaff('cadre', await seen(other.orgId))
  const listed: string[] = []
  let cursor: string | undefined
  do {
    const page = await ask(listJoinCodes, { caller, query: { orgId: other.orgId, cursor } })
    if ('refused' in page) throw new Error(page.refused)
    listed.push(...page.body.items.map(({ scene }) => scene))
    cursor = page.body.cursor
  } while (cursor !== undefined)
  expect(listed.toSorted()).toEqual(scenes.toSorted())
  const params = { scene: scenes[0] ?? '' }
  expect(await ask(revokeJoinCode, { caller, params })).toMatchObject({ status: 200 })
  const lists = await ask(listCheckInLists, { caller, query: { orgId: other.orgId } })
  const { listId } = 'body' in made ? made.body : { listId: '' }
  expect(lists).toMatchObject({ body: { items: [{ listId }] } })
})

test('an application that is filed while its union is merged waits with the other', async () => {
  const one = await seen((await newOrg('并甲街道总工会', futian, 'street')).orgId)
  const other = await seen((await newOrg('并乙街道总工会', futian, 'street')).orgId)
  const { scene } = await newJoinCode(one)
  const caller = await newPerson()
  const body = await proven(caller, { scene })
  const isFiling = (part: string) => part.includes('"state":"waiting"') && part.includes(caller.personId)
  rightBefore(isFiling, () => merge(one.orgId, other.orgId))
  const filed = await ask(apply, { caller, body })
  expect(vi.isMockFunction(database.send)).toBe(false)
  expect(filed).toMatchObject({ status: 201, body: { application: { orgId: other.orgId } } })
})

test('who chooses an org is shown none that has ended', async () => {
  const [one, other, gone] = [
    await newOrg('并六街道总工会', futian, 'street'),
    await newOrg('并七街道总工会', futian, 'street'),
    await newOrg('并八街道总工会', futian, 'street'),
  ]
  await merge(one.orgId, other.orgId)
  const { revision } = await seen(gone.orgId)
  await ask(closeOrg, { caller: cadre, params: { orgId: gone.orgId }, body: { revision } })
  const listed = await ask(listOrgs, { query: { orgId: futian.orgId } })
  const names = 'body' in listed ? listed.body.below.map(({ name }) => name) : []
  expect(names).toContain('并七街道总工会')
  expect(names).not.toContain('并六街道总工会')
  expect(names).not.toContain('并八街道总工会')
})
