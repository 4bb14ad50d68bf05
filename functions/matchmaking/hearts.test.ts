import '../../infra/local/test-table.ts'
import { PutCommand } from '@aws-sdk/lib-dynamodb'
import { DAY_MS, later, MINUTE_MS } from '@gonghui/shared/lib/instant'
import { beforeAll, expect, test } from 'vitest'
import type { StaffCaller } from '../lib/caller.ts'
import { ask, makeUnion, NOW, type Union } from '../membership/test-union.ts'
import { keyOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { expiryAfter } from '../table/expiry.ts'
import { profileIdOf } from './alias.ts'
import { listHearts } from './hearts.ts'
import { readHeartsOf, readPair } from './pair.store.ts'
import { heart, newDesk, newTwo, told, type Worker, withWechat } from './test-desk.ts'

withWechat()
let union: Union
let desk: StaffCaller
beforeAll(async () => {
  union = await makeUnion()
  desk = await newDesk(union.street)
})

const idOf = ({ caller }: Worker) => profileIdOf(caller.member.memberId)

test('a heart that nobody answers lapses after half a year; once it is answered, nothing of it does', async () => {
  const { she, he, hisId, herId } = await newTwo(union, desk)
  told(await heart(she, hisId))
  const expiresAt = expiryAfter(NOW, 180)
  expect(await readHeartsOf(idOf(she))).toMatchObject([{ expiresAt }])
  expect(await readPair(idOf(she), idOf(he))).toMatchObject({ state: 'hearted', expiresAt })
  expect(told(await heart(he, herId, later(NOW, DAY_MS))).mutual).toBe(true)
  expect(await readPair(idOf(she), idOf(he))).not.toHaveProperty('expiresAt')
})

test('however many hearts somebody gave, they are told page by page, the newest first', async () => {
  const { she, hisId } = await newTwo(union, desk)
  told(await heart(she, hisId))
  const profileId = idOf(she)
  for (let i = 1; i <= 60; i++) {
    const otherId = i.toString(16).padStart(20, '0')
    const given = {
      lowId: otherId,
      highId: profileId,
      otherId,
      givenAt: later(NOW, Math.ceil(i / 2) * MINUTE_MS),
    }
    const key = keyOf('a heart a single gave', { profileId, otherId })
    await database.send(new PutCommand({ TableName: TABLE, Item: { ...key, ...given } }))
  }
  const cursors: (string | undefined)[] = []
  let cursor: string | undefined
  do {
    const page = told(await ask(listHearts, { caller: she.caller, query: { ...(cursor ? { cursor } : {}) } }))
    // Nobody is behind the others; he was given the first, so he is the last.
    expect(page.items.map(({ card }) => card.singleId)).toEqual(page.cursor ? [] : [hisId])
    cursor = page.cursor
    cursors.push(cursor)
  } while (cursor)
  expect(cursors).toHaveLength(3)
})
