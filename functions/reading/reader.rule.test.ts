import { marshall } from '@aws-sdk/util-dynamodb'
import { DAY_MS, later } from '@gonghui/shared/lib/instant'
import { beginsAt, dayAfter, daysFrom, streakOf } from '@gonghui/shared/reading/days'
import type { CheckInPlan } from '@gonghui/shared/reading/readers'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { full } from '../../infra/local/test-effort.ts'
import { bytesOf, newId } from '../lib/ids.ts'
import { keyOf } from '../table/access-patterns.ts'
import type { Campaign } from './campaign.rule.ts'
import {
  checkedIn,
  choosing,
  countedDays,
  finishing,
  newReader,
  type Reader,
  standingOf,
} from './reader.rule.ts'
import { campaignOf, checkInOf, NOW } from './test-campaign.ts'

const campaign = campaignOf()
const blank = newReader(
  { campaignId: campaign.campaignId, memberId: newId('member', NOW), orgId: 'org_A', shard: 0 },
  NOW,
)

const tell = (reader: Reader, told: CheckInPlan, now = NOW, of: Campaign = campaign) =>
  checkedIn(of, reader, told, { id: bytesOf(told.checkInId), now })

function taken(reader: Reader, told: CheckInPlan, now = NOW): Reader {
  const result = tell(reader, told, now)
  if (result.kind === 'refused') throw new Error(result.code)
  return result.kind === 'done' ? result.reader : reader
}

const refusal = (told: Partial<CheckInPlan>, now = NOW, reader = blank) => {
  const result = tell(reader, checkInOf(told), now)
  return result.kind === 'refused' ? result.code : result.kind
}

test.each<[string, Partial<CheckInPlan>, string?]>([
  ['campaign-coming', { day: '2026-03-07' }, '2026-03-07T15:00:00.000Z'],
  ['campaign-closed', { day: '2026-04-30' }, '2026-05-02T16:00:00.000Z'],
  ['book-unknown', { bookId: 'b4' }],
  ['check-in-future', { day: '2026-03-09' }],
  ['check-in-too-late', { day: '2026-03-08' }, '2026-03-10T16:00:00.000Z'],
  ['check-in-outside', { day: '2026-03-07' }],
  ['check-in-outside', { day: '2026-05-01' }, '2026-05-01T02:00:00.000Z'],
  ['check-in-too-much', { minutes: 30 * 60 }],
  ['check-in-too-much', { pages: 1_501 }],
  ['check-in-too-late', { day: '2026-03-08' }, '2026-04-08T02:00:00.000Z'],
])('%s: %j', (code, told, now) => {
  expect(refusal(told, now)).toBe(code)
})

test('sixteen hours of one day are the most, whatever they are split into; other days are not concerned', () => {
  let reader = blank
  for (let i = 0; i < 8; i++) reader = taken(reader, checkInOf({ minutes: 120 }))
  expect(refusal({ minutes: 1 }, NOW, reader)).toBe('check-in-too-much')
  expect(refusal({ minutes: 960, day: '2026-03-09' }, later(NOW, DAY_MS), reader)).toBe('done')
})

test('ten check-ins of one day are the most', () => {
  let reader = blank
  for (let i = 0; i < 10; i++) reader = taken(reader, checkInOf({ minutes: 1 }))
  expect(refusal({ minutes: 1 }, NOW, reader)).toBe('check-in-too-many')
})

test('the same check-in told again changes nothing, also after midnight; another one counts', () => {
  const told = checkInOf()
  const once = taken(blank, told)
  expect(tell(once, told)).toEqual({ kind: 'again', late: false })
  expect(tell(once, told, later(NOW, DAY_MS))).toEqual({ kind: 'again', late: true })
  expect(standingOf(campaign, taken(once, checkInOf()), new Map(), NOW)).toMatchObject({ minutes: 40 })
})

test('a check-in made offline counts for the day it was made, and is marked', () => {
  const reader = taken(blank, checkInOf({ day: '2026-03-08' }), '2026-03-09T16:00:00.000Z')
  expect(standingOf(campaign, reader, new Map(), '2026-03-09T16:00:00.000Z').days).toEqual([
    expect.objectContaining({ day: '2026-03-08', minutes: 20, late: true, counts: true }),
  ])
})

test('a day counts by its minutes or by its pages, summed over its check-ins', () => {
  const days = (reader: Reader) => countedDays(campaign, reader).length
  const some = taken(blank, checkInOf({ minutes: 14, pages: 19 }))
  expect(days(some)).toBe(0)
  expect(days(taken(some, checkInOf({ minutes: 1 })))).toBe(1)
  expect(days(taken(some, checkInOf({ minutes: 0, pages: 1 })))).toBe(1)
})

test('badges come by rule: days, a streak, a book; and a book is finished once it was begun', () => {
  expect(finishing(blank, 'b1', '2026-03-08')).toBeUndefined()
  let reader = blank
  for (let i = 0; i < 3; i++)
    reader = taken(reader, checkInOf({ day: dayAfter('2026-03-08', i) }), later(NOW, i * DAY_MS))
  const finished = finishing(reader, 'b1', '2026-03-10')
  expect(finished && finishing(finished, 'b1', '2026-03-11')?.books.b1?.done).toBe('2026-03-10')
  const badges = (of: Reader) =>
    standingOf(campaign, of, new Map(), later(NOW, 2 * DAY_MS)).badges.map(({ done, earned }) => [
      done,
      earned,
    ])
  expect(badges(reader)).toEqual([
    [1, true],
    [3, true],
    [0, false],
  ])
  expect(badges(finished ?? reader)).toEqual([
    [1, true],
    [3, true],
    [1, true],
  ])
})

test('choosing leaves what was read on the shelf', () => {
  const reader = choosing(taken(blank, checkInOf({ bookId: 'b2' })), ['b1', 'b3'])
  expect(Object.keys(reader.books).sort()).toEqual(['b1', 'b2', 'b3'])
  expect(Object.keys(choosing(reader, []).books)).toEqual(['b2'])
})

interface Sync {
  readonly day: number
  readonly minutes: number
  /** Days until some phone gets through; again on these days. */
  readonly lag: readonly number[]
}

/** Counts minutes per day over the distinct check-ins, and walks the days one by one. */
function slowly(syncs: readonly Sync[], lastDay: number) {
  const isCounted = (day: number) =>
    syncs.filter((sync) => sync.day === day).reduce((sum, { minutes }) => sum + minutes, 0) >=
    campaign.rules.minutes
  let [run, longest] = [0, 0]
  for (let day = 0; day <= lastDay; day++) {
    run = isCounted(day) ? run + 1 : 0
    longest = Math.max(longest, run)
  }
  let current = 0
  for (let day = isCounted(lastDay) ? lastDay : lastDay - 1; day >= 0 && isCounted(day); day--) current++
  return { current, longest }
}

test('any order of syncs, from any phone, any number of times: the same streak, the slow oracle’s', () => {
  const sync = fc.record({
    day: fc.integer({ min: 0, max: 12 }),
    minutes: fc.integer({ min: 1, max: 40 }),
    lag: fc.array(fc.integer({ min: 0, max: campaign.rules.backDays }), { minLength: 1, maxLength: 3 }),
  })
  fc.assert(
    fc.property(fc.array(sync, { maxLength: 25 }), fc.infiniteStream(fc.nat()), (drawn, order) => {
      // No day beyond its ten check-ins: refusals are another rule.
      const syncs = drawn.filter(
        (one, at) => drawn.slice(0, at).filter(({ day }) => day === one.day).length < 10,
      )
      const arrivals = syncs
        .flatMap(({ day, minutes, lag }) => {
          const told = checkInOf({ day: dayAfter(campaign.firstDay, day), minutes })
          return lag.map((days) => ({ told, on: day + days, by: order.next().value }))
        })
        .sort((a, b) => a.on - b.on || a.by - b.by)
      let reader = blank
      for (const { told, on } of arrivals)
        reader = taken(reader, told, later(beginsAt('Asia/Shanghai', dayAfter(campaign.firstDay, on)), 1))
      const today = dayAfter(campaign.firstDay, 14)
      const days = countedDays(campaign, reader).map(({ day }) => day)
      expect(streakOf(days, today)).toEqual(slowly(syncs, daysFrom(campaign.firstDay, today)))
      expect(reader.checkIns).toBe(syncs.length)
    }),
    { seed: 11, numRuns: full ? 5_000 : 150 },
  )
})

/** As DynamoDB counts an item: names and contents, three bytes and one for each element of a map. */
function bytesOfItem(value: unknown): number {
  const [[type, content] = ['NULL', null]] = Object.entries(value as object)
  if (type === 'S') return Buffer.byteLength(String(content))
  if (type === 'N') return Math.ceil(String(content).length / 2) + 1
  if (type === 'B') return (content as Uint8Array).byteLength
  if (type === 'M')
    return Object.entries(content as object).reduce(
      (sum, [k, v]) => sum + 1 + Buffer.byteLength(k) + bytesOfItem(v),
      3,
    )
  return 1
}

test('after ninety days of reading a reader is still within one kilobyte: a check-in costs one write unit', () => {
  let reader = choosing(blank, ['b1', 'b2', 'b3'])
  const long = campaignOf({ lastDay: dayAfter('2026-03-08', 183) })
  for (let day = 0; day < 90; day++)
    for (const bookId of ['b1', 'b2']) {
      const told = checkInOf({ day: dayAfter('2026-03-08', day), minutes: 35, pages: 22, bookId })
      const result = tell(reader, told, later(NOW, day * DAY_MS), long)
      if (result.kind !== 'done') throw new Error(result.kind)
      reader = result.reader
    }
  const key = keyOf('a reader of a campaign', { ...reader, orgId: newId('org', NOW) })
  const item = marshall({ ...reader, orgId: newId('org', NOW), ...key })
  const bytes = Object.entries(item).reduce((sum, [name, value]) => sum + name.length + bytesOfItem(value), 0)
  expect(bytes).toBeLessThanOrEqual(1_024)
})
