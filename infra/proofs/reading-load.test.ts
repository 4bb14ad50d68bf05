/**
 * A minute in which a whole city checks in, over the real handlers and the embedded database: what it costs, counted
 * from the consumed capacity, and whether the standings are exact. `VERIFY=full` takes 100 000 check-ins of 1 000 orgs.
 */
import '../local/test-table.ts'
import type { MemberCaller } from '@gonghui/functions/lib/caller'
import { newId } from '@gonghui/functions/lib/ids'
import { putOrg } from '@gonghui/functions/membership/org.store'
import { readCampaign } from '@gonghui/functions/reading/campaign.store'
import { foldCampaign } from '@gonghui/functions/reading/fold'
import { readReader, seatOf } from '@gonghui/functions/reading/reader.store'
import { checkIn, enrol } from '@gonghui/functions/reading/readers'
import { readParts } from '@gonghui/functions/reading/tally.store'
import { ask, checkInOf, memberAt, NOW, publishedCampaign } from '@gonghui/functions/reading/test-campaign'
import { rangeOf } from '@gonghui/functions/table/access-patterns'
import { readRange } from '@gonghui/functions/table/reads'
import { writeAll } from '@gonghui/functions/table/writes'
import { DAY_MS, later, SECOND_MS } from '@gonghui/shared/lib/instant'
import { expect, test } from 'vitest'
import { full } from '../local/test-effort.ts'

import { inParallel } from './test-crowd.ts'
import { writeUnitsOf } from './test-write-units.ts'

const ORGS = Number(process.env.READING_ORGS ?? (full ? 1_000 : 6))
const PER_ORG = Number(process.env.READING_PER_ORG ?? (full ? 100 : 30))
/** Members who sit at one phone after another, as many as a gateway lets through at once. */
const AT_ONCE = 24

/** The rows that the handlers left of one member, once more for each of the others of the same team. */
async function enrolledAs(
  { member: { memberId } }: MemberCaller,
  others: readonly MemberCaller[],
  campaignId: string,
): Promise<void> {
  const seat = await seatOf(memberId, campaignId)
  const reader = seat && (await readReader(campaignId, memberId, seat))
  const own = await readRange<object>(
    { pk: rangeOf('a member', { memberId }).pk, begins: '' },
    { strong: true },
  )
  if (!reader || own.length === 0) throw new Error('the first of the team is not enrolled')
  const renamed = (value: unknown, name: string): unknown => {
    if (typeof value === 'string') return value.replaceAll(memberId, name)
    if (Array.isArray(value)) return value.map((one) => renamed(one, name))
    if (value?.constructor !== Object) return value
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [renamed(key, name), renamed(one, name)]),
    )
  }
  await writeAll(
    others.flatMap(({ member }) =>
      [reader, ...own].map((row) => ({
        PutRequest: { Item: renamed(row, member.memberId) as Record<string, unknown> },
      })),
    ),
  )
}

test(`${ORGS * PER_ORG} check-ins of ${ORGS} orgs in a minute: three write units each at most, standings exact`, async () => {
  const { union, campaignId, params } = await publishedCampaign()
  const orgs = await inParallel(
    Array.from({ length: ORGS }, (_, at) => at),
    AT_ONCE,
    (at) =>
      putOrg({
        orgId: newId('org', NOW),
        name: `第${at}工会`,
        level: 'workplace',
        parentId: union.street.orgId,
      }),
  )
  // Each has read on the first day and has the badge for it: a city's usual evening, not its opening.
  const teams = await inParallel(orgs, AT_ONCE, async (org) => {
    const first = memberAt(org)
    await ask(enrol, { caller: first, params })
    await ask(checkIn, { caller: first, params, body: checkInOf() })
    const others = Array.from({ length: PER_ORG - 1 }, () => memberAt(org))
    await enrolledAs(first, others, campaignId)
    return [first, ...others]
  })
  const members: MemberCaller[] = teams.flat()
  const campaign = await readCampaign(campaignId)
  if (!campaign) throw new Error('the campaign is gone')
  await foldCampaign(campaign, NOW)

  const told = await writeUnitsOf(async () => {
    await inParallel(members, AT_ONCE, async (caller, at) => {
      const now = later(NOW, DAY_MS + Math.floor((at * 60_000) / members.length))
      const answer = await ask(checkIn, { caller, params, body: checkInOf({ day: '2026-03-09' }), now })
      if ('refused' in answer) throw new Error(answer.refused)
    })
  })
  const folded = await writeUnitsOf(() => foldCampaign(campaign, later(NOW, DAY_MS + 60 * SECOND_MS)))
  const each = (told.units + folded.units) / members.length
  console.log(
    `${members.length} check-ins: ${(told.units / members.length).toFixed(3)} write units each, with the count ${each.toFixed(3)}; ${((told.calls + folded.calls) / members.length).toFixed(2)} calls`,
  )
  expect(each).toBeLessThanOrEqual(3)

  const { parts } = await readParts(campaignId, union.city.orgId, { strong: true })
  expect(parts).toHaveLength(1)
  expect(parts[0]?.tally).toMatchObject({
    readers: members.length,
    days: 2 * members.length,
    minutes: 40 * members.length,
    active: [members.length, members.length],
  })
})
