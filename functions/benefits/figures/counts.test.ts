import '../../../infra/local/test-table.ts'
import { DAY_MS, later } from '@gonghui/shared/lib/instant'
import { expect, test, vi } from 'vitest'
import { client } from '../../table/database.ts'
import { ask, NOW, operatorOf, publishedDrop } from '../drop/test-drop.ts'
import { getCounts } from './counts.ts'

test('counts are asked for the days since the drop was made, however early its plan says it is valid', async () => {
  const drop = await publishedDrop({ validFrom: '0000-01-01T00:00:00.000Z' })
  const calls = vi.spyOn(client.config.requestHandler, 'handle')
  const answer = await ask(getCounts, {
    params: { dropId: drop.dropId },
    caller: operatorOf(),
    now: later(NOW, 2 * DAY_MS),
  })
  expect(answer).toMatchObject({ status: 200, body: { redeemed: 0, byOutletAndDay: [] } })
  // The drop, its buckets, its claims and those by org, its outlets, three days, and the eight shards of its refusals.
  expect(calls.mock.calls.length).toBeLessThanOrEqual(16)
  calls.mockRestore()
})
