/** The command dies at each of its calls to the database, before it or after it, and is run again. */
import '../local/test-table.ts'
import { BatchWriteCommand, ScanCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import { newId } from '@gonghui/functions/lib/ids'
import { stateOf } from '@gonghui/functions/membership/join-code.rule'
import { readJoinCodesOf } from '@gonghui/functions/membership/join-code.store'
import { admit, newMember } from '@gonghui/functions/membership/member.store'
import { readCityUnion } from '@gonghui/functions/membership/org-lookup.store'
import { personBehind } from '@gonghui/functions/membership/person.store'
import { readHolders } from '@gonghui/functions/membership/role.store'
import { client, database, TABLE } from '@gonghui/functions/table/database'
import { later } from '@gonghui/shared/lib/instant'
import { expect, test } from 'vitest'
import { Crash, crashAt } from '../local/test-faults.ts'
import { found } from './found.ts'
import { putCityUnion } from './founding.store.ts'

const NOW = '2026-06-12T02:00:00.000Z'
const CITY = '滨海市总工会'
const place = { words: '表', options: '' }
const run = (wanted: { city?: string; cadre?: string; now?: string }) =>
  found({ again: false, write: true, place, now: NOW, print: () => {}, ...wanted })

/** What a founding writes is one batch. */
async function emptyTable() {
  const { Items = [] } = await database.send(new ScanCommand({ TableName: TABLE }))
  if (Items.length === 0) return
  const gone = Items.map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } } }))
  await database.send(new BatchWriteCommand({ RequestItems: { [TABLE]: gone } }))
}

const cityNow = async () => {
  const city = await readCityUnion()
  if (!city) throw new Error('there is no city union')
  return city
}
async function standing() {
  const { orgId } = await cityNow()
  const codes = (await readJoinCodesOf(orgId, undefined)).items.map(({ code }) => code)
  return {
    good: codes.filter((code) => stateOf(code, {}, NOW) === 'valid').length,
    cadres: (await readHolders(orgId, 'cadre', undefined)).items.length,
  }
}

/** Every crash there is, each from the beginning, each followed by the same command once more. */
async function everyCrash(prepare: () => Promise<object>, ends: { good: number; cadres: number }) {
  for (const when of ['before', 'after'] as const)
    for (let nth = 1; ; nth++) {
      await emptyTable()
      const wanted = await prepare()
      const crash = crashAt(client, nth, when)
      const died = await run(wanted).then(
        () => false,
        (fault) => {
          if (!(fault instanceof Crash)) throw fault
          return true
        },
      )
      crash.stop()
      if (died) await run(wanted)
      expect([when, nth, await standing()]).toEqual([when, nth, ends])
      if (!died) {
        expect(nth).toBeGreaterThan(4)
        break
      }
    }
}

test('cut short anywhere and run again, there is one city union with one good invitation', async () => {
  await everyCrash(async () => ({ city: CITY }), { good: 1, cadres: 0 })
})

test('cut short anywhere and run again, the member is the one cadre and no invitation is left', async () => {
  await everyCrash(
    async () => {
      await run({ city: CITY })
      const personId = await personBehind(`o-${newId('person', NOW)}`, NOW)
      const about = { personId, applicationId: newId('application', NOW), name: '钟书记', tags: [] }
      const org = await cityNow()
      const member = newMember({ ...about, phone: '13900000001', org, verifiedBy: 'cadre' }, NOW)
      await database.send(new TransactWriteCommand({ TransactItems: admit(member) }))
      return { cadre: member.memberNo }
    },
    { good: 0, cadres: 1 },
  )
})

test('of two city unions at once there is one', async () => {
  await emptyTable()
  const outcomes = await Promise.all([putCityUnion(CITY, NOW), putCityUnion('另一个市总工会', NOW)])
  expect(outcomes.sort()).toEqual([false, true])
})

test('an invitation that ran out unused is followed by another', async () => {
  await emptyTable()
  await run({ city: CITY })
  const afterwards = later(NOW, 8 * 86_400_000)
  await run({ now: afterwards })
  const { items } = await readJoinCodesOf((await cityNow()).orgId, undefined)
  expect(items.map(({ code }) => stateOf(code, {}, afterwards)).sort()).toEqual(['revoked', 'valid'])
})
