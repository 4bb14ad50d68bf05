import { PEN_NAMES, penNameOf } from '@gonghui/shared/reading/pen-names'
import { expect, test } from 'vitest'
import { bytesOf, newId } from '../lib/ids.ts'
import { checkedIn, newReader, type Reader } from './reader.rule.ts'
import { type Counted, countOf, ranked, together } from './tally.rule.ts'
import { campaignOf, checkInOf, NOW } from './test-campaign.ts'

const campaign = campaignOf()
function reader(minutes: number, pen?: number): Reader {
  const blank = newReader(
    { campaignId: campaign.campaignId, memberId: newId('member', NOW), orgId: 'o', shard: 0 },
    NOW,
  )
  const told = checkInOf({ minutes })
  const result = checkedIn(campaign, blank, told, { id: bytesOf(told.checkInId), now: NOW })
  if (result.kind !== 'done') throw new Error(result.kind)
  return { ...result.reader, ...(pen === undefined ? {} : { pen }) }
}

test('a shard is counted from its readers’ own rows; parts add up to the whole', () => {
  const readers = [reader(20), reader(14), reader(60)]
  const whole = countOf(campaign, readers, '海风')
  expect(whole.tally).toMatchObject({ readers: 3, days: 2, minutes: 94, checkIns: 3, active: [2] })
  const parts = readers.map((one) => countOf(campaign, [one], '海风'))
  expect(together(parts)).toEqual(whole)
  expect(together([])).toMatchObject({ tally: { readers: 0, active: [] }, top: [] })
})

test('only who chose a pen name is listed, the most days first, ten at most', () => {
  const top = countOf(campaign, [reader(90), reader(20, 1), reader(40, 2), reader(1, 3)], '海风').top
  expect(top.map(({ minutes }) => minutes)).toEqual([40, 20])
  expect(
    countOf(
      campaign,
      Array.from({ length: 15 }, () => reader(20, 1)),
      '海风',
    ).top,
  ).toHaveLength(10)
})

const team = (orgId: string, readers: number, days: number): Counted => ({
  orgId,
  orgName: orgId,
  top: [],
  tally: { readers, days, minutes: days * 20, pages: 0, checkIns: days, finished: 0, active: [] },
})

test('teams stand by days per head: twenty who keep at it before two thousand who do less', () => {
  const rows = ranked([team('big', 2_000, 16_000), team('small', 20, 240)])
  expect(rows.map(({ orgId, place, perHead }) => [orgId, place, perHead])).toEqual([
    ['small', 1, 12],
    ['big', 2, 8],
  ])
})

test('a handful on a lucky week do not stand above two thousand; too few have no place', () => {
  const rows = ranked([
    team('big', 2_000, 20_000),
    team('lucky', 3, 31),
    team('other', 500, 3_000),
    team('two', 2, 40),
  ])
  expect(rows.map(({ orgId, place }) => [orgId, place])).toEqual([
    ['big', 1],
    ['lucky', 2],
    ['other', 3],
    ['two', undefined],
  ])
})

test('pen names: another for each choice, and the same for the same', () => {
  const names = new Set(Array.from({ length: PEN_NAMES }, (_, choice) => penNameOf('rdg_1', 'mem_1', choice)))
  expect(names.size).toBe(PEN_NAMES)
  expect(penNameOf('rdg_1', 'mem_1', 5)).toBe(penNameOf('rdg_1', 'mem_1', 5))
})
