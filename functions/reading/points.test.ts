import '../../infra/local/test-table.ts'
import { DAY_MS, later } from '@gonghui/shared/lib/instant'
import { dayAfter } from '@gonghui/shared/reading/days'
import { expect, test } from 'vitest'
import { crashAt } from '../../infra/local/test-faults.ts'
import { client } from '../table/database.ts'
import { listPoints } from './points.ts'
import { checkIn, enrol, finishBook } from './readers.ts'
import { ask, checkInOf, memberAt, NOW, publishedCampaign } from './test-campaign.ts'

test('badges and finished books give their points once, with the reason in words', async () => {
  const { union, params } = await publishedCampaign()
  const caller = memberAt(union.workplace)
  await ask(enrol, { caller, params })
  for (let day = 0; day < 3; day++)
    for (let again = 0; again < 2; again++)
      await ask(checkIn, {
        caller,
        params,
        body: checkInOf({ day: dayAfter('2026-03-08', day) }),
        now: later(NOW, day * DAY_MS),
      })
  const finish = {
    caller,
    params: { ...params, bookId: 'b1' },
    body: { review: '' },
    now: later(NOW, 2 * DAY_MS),
  }
  for (let again = 0; again < 2; again++) await ask(finishBook, finish)
  const points = await ask(listPoints, { caller })
  expect(points).toMatchObject({ status: 200, body: { balance: 5 + 20 + 30 + 50 } })
  if (!('body' in points)) throw new Error('no points')
  expect(points.body.items.map(({ amount }) => amount)).toEqual([50, 30, 20, 5])
  expect(points.body.items.map(({ reason }) => reason)).toContain('玫瑰书香：徽章「三日不辍」')
  expect(points.body.items.map(({ reason }) => reason)).toContain('玫瑰书香：读完《人世间》')
})

test('points that a crash kept back are given when one next looks', async () => {
  const { union, params } = await publishedCampaign()
  const caller = memberAt(union.workplace)
  await ask(enrol, { caller, params })
  // The ninth call is past the check-in itself.
  for (const nth of [7, 8, 9, 10]) {
    const crash = crashAt(client, nth, 'before')
    await ask(checkIn, { caller, params, body: checkInOf() }).catch(() => undefined)
    crash.stop()
  }
  expect(await ask(listPoints, { caller })).toMatchObject({ body: { balance: 5, items: [{ amount: 5 }] } })
})
