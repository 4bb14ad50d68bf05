import '../../infra/local/test-table.ts'
import { DAY_MS, type Instant, later, MINUTE_MS, SECOND_MS } from '@gonghui/shared/lib/instant'
import { beforeAll, expect, test } from 'vitest'
import { crashAt } from '../../infra/local/test-faults.ts'
import type { MemberCaller } from '../lib/caller.ts'
import { client } from '../table/database.ts'
import { readCampaign } from './campaign.store.ts'
import { foldCampaign, foldCampaigns } from './fold.ts'
import { closeCampaign } from './managed-campaigns.ts'
import { checkIn, enrol, setPenName } from './readers.ts'
import { getStandings } from './standings.ts'
import { readFolded, readParts, slotOf } from './tally.store.ts'
import { ask, checkInOf, memberAt, NOW, publishedCampaign } from './test-campaign.ts'

let made: Awaited<ReturnType<typeof publishedCampaign>>
beforeAll(async () => {
  made = await publishedCampaign()
})

async function reading(org: 'workplace' | 'neighbour', now: Instant): Promise<MemberCaller> {
  const caller = memberAt(made.union[org])
  await ask(enrol, { caller, params: made.params, now })
  await ask(checkIn, { caller, params: made.params, body: checkInOf(), now })
  return caller
}
async function fold(now: Instant): Promise<void> {
  const campaign = await readCampaign(made.campaignId)
  if (!campaign) throw new Error('the campaign is gone')
  await foldCampaign(campaign, now)
}
const totalOf = async (orgId: string) => {
  const { parts } = await readParts(made.campaignId, orgId, { strong: true })
  return parts.reduce(
    (sum, { tally }) => ({ readers: sum.readers + tally.readers, days: sum.days + tally.days }),
    {
      readers: 0,
      days: 0,
    },
  )
}

test('what was read is in the standings within a minute, from the team up to the city', async () => {
  const { city, street, workplace, neighbour } = made.union
  for (let i = 0; i < 4; i++) await reading('workplace', NOW)
  for (let i = 0; i < 3; i++) await reading('neighbour', later(NOW, 10 * SECOND_MS))
  await fold(later(NOW, 30 * SECOND_MS))
  expect(await totalOf(workplace.orgId)).toEqual({ readers: 4, days: 4 })
  expect(await totalOf(neighbour.orgId)).toEqual({ readers: 3, days: 3 })
  expect(await totalOf(city.orgId)).toEqual({ readers: 7, days: 7 })
  const query = { orgId: street.orgId }
  const answer = await ask(getStandings, { params: made.params, query, caller: memberAt(city) })
  expect(answer).toMatchObject({
    body: { total: { readers: 7, active: [7] }, teams: [{ place: 1 }, { place: 2 }], final: false },
  })
})

test('counting again, after a pause and after a crash at any call, changes nothing that is right', async () => {
  const { city } = made.union
  const before = await totalOf(city.orgId)
  await fold(later(NOW, MINUTE_MS))
  expect(await totalOf(city.orgId)).toEqual(before)
  await reading('workplace', later(NOW, 2 * MINUTE_MS))
  for (let nth = 2; nth < 40; nth += 5) {
    const crash = crashAt(client, nth, nth % 2 ? 'before' : 'after')
    await fold(later(NOW, 3 * MINUTE_MS)).catch(() => undefined)
    crash.stop()
  }
  await fold(later(NOW, 4 * MINUTE_MS))
  expect(await totalOf(city.orgId)).toEqual({ readers: before.readers + 1, days: before.days + 1 })
})

test('who chose a pen name is among the top readers, and is gone when they take it back', async () => {
  const caller = await reading('workplace', later(NOW, 5 * MINUTE_MS))
  const choose = (choice: number | null, now: Instant) =>
    ask(setPenName, { caller, params: made.params, body: { choice }, now })
  const named = await choose(3, later(NOW, 5 * MINUTE_MS))
  const { penName } = (named as { body: { reader: { penName?: string } } }).body.reader
  await fold(later(NOW, 6 * MINUTE_MS))
  const top = async () =>
    (await readParts(made.campaignId, made.union.city.orgId, { strong: true })).parts[0]?.top
  expect(await top()).toEqual([{ penName, orgName: '海风电子工会', days: 1, minutes: 20 }])
  await choose(null, later(NOW, 7 * MINUTE_MS))
  await fold(later(NOW, 8 * MINUTE_MS))
  expect(await top()).toEqual([])
})

test('at the close everything is counted once more, whatever marks were lost, and stands as final', async () => {
  const { city } = made.union
  const before = await totalOf(city.orgId)
  const much = later(NOW, DAY_MS)
  await fold(much)
  // Marked in minutes that no run will look at again.
  await reading('neighbour', later(NOW, 10 * MINUTE_MS))
  await fold(later(much, MINUTE_MS))
  expect(await totalOf(city.orgId)).toEqual(before)
  await ask(closeCampaign, { caller: made.staff, params: made.params, now: much })
  await fold(later(much, 2 * MINUTE_MS))
  expect(await totalOf(city.orgId)).toEqual({ readers: before.readers + 1, days: before.days + 1 })
  const answer = await ask(getStandings, {
    params: made.params,
    caller: memberAt(city),
    now: later(much, 2 * MINUTE_MS),
  })
  expect(answer).toMatchObject({ body: { final: true } })
})

test('where there is not time for all, those that waited longest come first in the next minute', async () => {
  const others = await Promise.all(Array.from({ length: 4 }, () => publishedCampaign()))
  const counted: number[] = []
  for (let minute = 1; minute <= 3; minute++) {
    let left = 2
    await foldCampaigns(later(NOW, DAY_MS + minute * MINUTE_MS), () => (left-- > 0 ? 60_000 : 0))
    const folded = await Promise.all(others.map(({ campaignId }) => readFolded(campaignId)))
    counted.push(folded.filter((one) => one?.slot !== undefined).length)
  }
  expect(counted[0]).toBeLessThan(3)
  expect(counted.at(-1)).toBe(4)
})

test('a campaign whose count is cut short has had its turn', async () => {
  const { campaignId } = await publishedCampaign()
  const campaign = await readCampaign(campaignId)
  if (!campaign) throw new Error('the campaign is gone')
  const crash = crashAt(client, 3, 'before')
  await expect(foldCampaign(campaign, NOW)).rejects.toThrow('crash')
  crash.stop()
  const folded = await readFolded(campaignId)
  expect(folded).toMatchObject({ turn: slotOf(NOW) })
  expect(folded).not.toHaveProperty('slot')
})
