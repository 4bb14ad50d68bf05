import '../../infra/local/test-table.ts'
import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { type Instant, later, MINUTE_MS } from '@gonghui/shared/lib/instant'
import type { Org } from '@gonghui/shared/lib/org'
import { leafOf } from '@gonghui/shared/lib/roles'
import { expect, test } from 'vitest'
import { crashAt } from '../../infra/local/test-faults.ts'
import { keyOf } from '../table/access-patterns.ts'
import { client, database, TABLE } from '../table/database.ts'
import { readCampaign } from './campaign.store.ts'
import { foldCampaign } from './fold.ts'
import { readingHoldings } from './holdings.ts'
import { closeCampaign } from './managed-campaigns.ts'
import { checkIn, enrol, setPenName } from './readers.ts'
import { recount } from './recount.ts'
import { readFolded, readParts } from './tally.store.ts'
import { ask, checkInOf, memberAt, NOW, publishedCampaign } from './test-campaign.ts'

type Made = Awaited<ReturnType<typeof publishedCampaign>>
const inMinutes = (minutes: number): Instant => later(NOW, minutes * MINUTE_MS)

async function reading({ params }: Made, org: Org, now: Instant) {
  const caller = memberAt(org)
  await ask(enrol, { caller, params, now })
  await ask(checkIn, { caller, params, body: checkInOf(), now })
  return caller
}
async function known({ campaignId }: Made) {
  const campaign = await readCampaign(campaignId)
  if (!campaign) throw new Error('the campaign is gone')
  return campaign
}
const fold = async (made: Made, now: Instant) => foldCampaign(await known(made), now)
const above = (path: string) => path.slice(0, path.lastIndexOf('/'))
const partsOf = ({ campaignId }: Made, { orgId }: Org) => readParts(campaignId, orgId, { strong: true })
const readersOf = async (made: Made, org: Org) =>
  (await partsOf(made, org)).parts.reduce((sum, { tally }) => sum + tally.readers, 0)

const put = ({ orgId }: Org, path: string) =>
  database.send(
    new UpdateCommand({
      TableName: TABLE,
      Key: { ...keyOf('an org', { orgId }) },
      UpdateExpression: 'SET #path = :path',
      ExpressionAttributeNames: { '#path': 'path' },
      ExpressionAttributeValues: { ':path': path },
    }),
  )

test('a team that is put elsewhere in the tree is counted there alone, wherever a run broke off', async () => {
  const made = await publishedCampaign()
  const { city, street, workplace } = made.union
  await reading(made, workplace, NOW)
  await fold(made, inMinutes(1))
  expect([await readersOf(made, street), await readersOf(made, city)]).toEqual([1, 1])
  await put(workplace, `${city.path}/${workplace.orgId}`)
  await reading(made, workplace, inMinutes(2))
  const campaign = await known(made)
  let isDone = false
  for (let nth = 1; !isDone; nth += 1) {
    const crash = crashAt(client, nth, nth % 2 ? 'before' : 'after')
    isDone = await recount(campaign, [{ orgId: workplace.orgId, shard: 0 }], inMinutes(2)).then(
      () => true,
      () => false,
    )
    crash.stop()
  }
  await fold(made, inMinutes(3))
  expect(await readersOf(made, city)).toBe(2)
  expect((await partsOf(made, street)).below).toEqual([])
  const below = (await partsOf(made, city)).below.map(({ orgId, tally }) => [orgId, tally.readers])
  expect(Object.fromEntries(below)).toEqual({ [leafOf(above(street.path))]: 0, [workplace.orgId]: 2 })
})

async function listed(state: 'open' | 'closed') {
  const made = await publishedCampaign()
  const { city, workplace } = made.union
  const caller = await reading(made, workplace, NOW)
  const name = (choice: number | null, now: Instant) =>
    ask(setPenName, { caller, params: made.params, body: { choice }, now })
  const tops = async () =>
    (await Promise.all([city, workplace].map((org) => partsOf(made, org)))).flatMap(({ parts }) =>
      parts.flatMap(({ top }) => top),
    )
  await name(3, NOW)
  await fold(made, inMinutes(1))
  if (state === 'closed') {
    await ask(closeCampaign, { caller: made.staff, params: made.params, now: inMinutes(2) })
    await fold(made, inMinutes(5))
    expect(await readFolded(made.campaignId)).toMatchObject({ final: true })
  }
  expect(await tops()).toHaveLength(2)
  return { made, caller, name, tops }
}

test.each(['open', 'closed'] as const)(
  'who is erased while a campaign is %s is on no list of names',
  async (state) => {
    const { made, caller, tops } = await listed(state)
    const readers = readingHoldings.find(({ file }) => file === 'reading/campaigns')
    await readers?.letGo?.({ personId: caller.personId, memberId: caller.member.memberId }, inMinutes(10))
    await fold(made, inMinutes(11))
    expect(await tops()).toEqual([])
    expect(await readersOf(made, made.union.city)).toBe(1)
  },
)

test.each(['open', 'closed'] as const)(
  'who takes their name back while a campaign is %s is on no list of names, and may give one again',
  async (state) => {
    const { made, name, tops } = await listed(state)
    await name(null, inMinutes(10))
    await fold(made, inMinutes(11))
    expect(await tops()).toEqual([])
    await name(1, inMinutes(12))
    await fold(made, inMinutes(13))
    expect(await tops()).toHaveLength(2)
  },
)
