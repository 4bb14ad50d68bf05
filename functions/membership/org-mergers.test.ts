import '../../infra/local/test-table.ts'
import { later } from '@gonghui/shared/lib/instant'
import { expect, test, vi } from 'vitest'
import { database } from '../table/database.ts'
import { readOrgsBelow } from './org-lookup.store.ts'
import { closeOrg, listOrgHistory, renameOrg } from './org-tree.ts'
import { carryThroughOrgs } from './org-work.ts'
import { listOrgs } from './orgs.ts'
import { cadre, futian, merge, newOrg, rightBefore, rightCounts, seen, union } from './test-org-tree.ts'
import { ask, NOW, newMemberOf } from './test-union.ts'

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
  await carryThroughOrgs(later(NOW, 60_000))
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
  await carryThroughOrgs(later(NOW, 60_000))
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
