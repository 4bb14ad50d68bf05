import '../../infra/local/test-table.ts'
import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { later } from '@gonghui/shared/lib/instant'
import { afterEach, expect, test } from 'vitest'
import { keyOf } from '../table/access-patterns.ts'
import { client, database, TABLE } from '../table/database.ts'
import { readMarks } from './org-mark.store.ts'
import { writeMerger, writeName } from './org-tree.store.ts'
import { carryThroughOrgs } from './org-work.ts'
import { cadre, futian, newOrg, rightCounts, seen, union } from './test-org-tree.ts'
import { NOW, runAt } from './test-union.ts'

const NAME = 'ended'
/** From then on nothing is done any more, as when a function's time is up. */
function endAfter(calls: number) {
  let left = calls
  client.middlewareStack.add(
    (next) => async (args) => {
      if (left-- <= 0) throw new Error('ended')
      return next(args)
    },
    { step: 'finalizeRequest', priority: 'low', name: NAME },
  )
}
const goOn = () => client.middlewareStack.remove(NAME)
afterEach(goOn)

const renamed = async (orgId: string, name: string, at = NOW) =>
  writeName(await seen(orgId), { name, oldWords: [], words: [] }, { by: cadre.personId, at })

test('a change high in the tree is carried through by runs that each end after some calls', async () => {
  const district = await newOrg('长龙区总工会', union.city, 'district')
  const all: string[] = []
  for (let n = 0; n < 3; n++) {
    const street = await newOrg(`长龙${n}街道总工会`, { ...union.city, ...district }, 'street')
    for (let m = 0; m < 5; m++)
      all.push((await newOrg(`长龙${n}-${m}工会`, { ...union.street, ...street }, 'workplace')).orgId)
  }
  await renamed(district.orgId, '长龙新区总工会')
  let runs = 0
  for (; runs < 30 && (await readMarks()).length > 0; runs++) {
    endAfter(25)
    await carryThroughOrgs(runAt(later(NOW, runs * 60_000)))
    goOn()
  }
  expect(runs).toBeGreaterThan(1)
  expect(runs).toBeLessThan(15)
  for (const orgId of all) expect((await seen(orgId)).pathNames).toContain('长龙新区总工会')
  await rightCounts()
})

test('one that fails keeps none of the others waiting, and comes last the next time', async () => {
  const [bad, good] = [
    await newOrg('坏了街道总工会', futian, 'street'),
    await newOrg('好的街道总工会', futian, 'street'),
  ]
  const work = await newOrg('好的机电工会', { ...union.street, ...good }, 'workplace')
  const deed = { by: cadre.personId, at: NOW }
  // The row of the one that it went into is lost.
  await writeMerger(await seen(bad.orgId), { into: await seen(union.street.orgId), words: [] }, deed)
  await database.send(
    new UpdateCommand({
      TableName: TABLE,
      Key: { ...keyOf('an org', { orgId: bad.orgId }) },
      UpdateExpression: 'SET mergedInto = :nowhere',
      ExpressionAttributeValues: { ':nowhere': 'org_00000000000000000000000000' },
    }),
  )
  await renamed(good.orgId, '更好街道总工会')
  await carryThroughOrgs(runAt(NOW))
  expect((await seen(work.orgId)).pathNames).toContain('更好街道总工会')
  const [first, ...others] = (await readMarks()).map(({ orgId }) => orgId)
  expect([first, others]).toEqual([bad.orgId, []])
  await renamed(good.orgId, '最好街道总工会')
  expect((await readMarks()).map(({ orgId }) => orgId)).toEqual([good.orgId, bad.orgId])
})

test('a run that is nearly over takes nothing up', async () => {
  const street = await newOrg('晚到街道总工会', futian, 'street')
  await renamed(street.orgId, '晚到新街道总工会')
  await carryThroughOrgs({ clock: () => NOW, msLeft: () => 1_000 })
  expect((await readMarks()).map(({ orgId }) => orgId)).toContain(street.orgId)
})
