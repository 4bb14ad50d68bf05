import { DAY_MS, later } from '@gonghui/shared/lib/instant'
import { dayAfter } from '@gonghui/shared/reading/days'
import { PEN_NAMES, penNameOf } from '@gonghui/shared/reading/pen-names'
import { expect, test } from 'vitest'
import { bytesOf, newId } from '../lib/ids.ts'
import { weekRows } from './figures.rule.ts'
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
  tally: { ...together([]).tally, readers, days, minutes: days * 20, checkIns: days },
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

test('who begins in a week is counted once, and in each later week in which they read on', () => {
  const onDays = (...days: number[]): Reader =>
    days.reduce((before, at) => {
      const told = checkInOf({ day: dayAfter(campaign.firstDay, at) })
      const now = later(NOW, at * DAY_MS)
      const result = checkedIn(campaign, before, told, { id: bytesOf(told.checkInId), now })
      if (result.kind !== 'done') throw new Error(result.kind)
      return result.reader
    }, reader(1))
  const { tally } = countOf(campaign, [onDays(0, 6), onDays(1, 7, 8), onDays(6, 15), onDays(9)], '海风')
  expect(tally).toMatchObject({ started: [3, 1, 0], returned: [0, 1, 1] })
  expect(weekRows(campaign.firstDay, tally)).toEqual([
    ['第 1 周', '2026-03-08', 3, 0, ''],
    ['第 2 周', '2026-03-15', 1, 1, '33.3%'],
    ['第 3 周', '2026-03-22', 0, 1, '25%'],
  ])
})
