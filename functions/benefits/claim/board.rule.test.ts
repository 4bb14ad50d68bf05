import { describe, expect, test } from 'vitest'
import {
  afterReading,
  isDue,
  known,
  type Moment,
  NOTHING_NOTICED,
  type Notice,
  type Noticed,
  noticeFrom,
  quieted,
  toLook,
} from './board.rule.ts'
import type { Bucket } from './bucket.rule.ts'

const NOW = 1_000_000
const DRAWS = { first: 100, count: 200 }

/** @param choice what chance chooses, as a share of what there is to choose from. */
const moment = (given: Partial<Moment> = {}, choice = 0): Moment => ({
  nowMs: NOW,
  opensMs: NOW - 60_000,
  version: 3,
  pick: (of) => Math.floor(choice * of),
  ...given,
})
const soldOut = (given: Partial<Notice> = {}): Notice => ({
  version: 3,
  countedMs: NOW,
  withRoom: [],
  granted: 10,
  gapMs: 100,
  soldOutMs: NOW,
  ...given,
})
const noticed = (given: Partial<Noticed>): Noticed => ({ ...NOTHING_NOTICED, readMs: NOW, ...given })
const bucket = (at: number, n: number, cap: number, given: Partial<Bucket> = {}): Bucket => ({
  bucket: at,
  places: [],
  n,
  cap,
  ranges: [],
  added: cap,
  seq: 0,
  in: {},
  ...given,
})

describe('what a warm function knows without a call', () => {
  test.each([
    ['nothing was read', NOTHING_NOTICED, {}, undefined],
    ['sold out, just counted', noticed({ notice: soldOut() }), {}, 'sold-out'],
    [
      'sold out, almost two seconds ago',
      noticed({ notice: soldOut({ countedMs: NOW - 1_999 }) }),
      {},
      'sold-out',
    ],
    ['sold out, two seconds ago', noticed({ notice: soldOut({ countedMs: NOW - 2_000 }) }), {}, undefined],
    ['sold out, before a restock', noticed({ notice: soldOut() }), { version: 4 }, undefined],
    ['sold out, by a function that knew more', noticed({ notice: soldOut({ version: 4 }) }), {}, 'sold-out'],
    [
      'room somewhere',
      noticed({ notice: { version: 3, countedMs: NOW, withRoom: [1], granted: 9, gapMs: 100 } }),
      {},
      undefined,
    ],
    ['turned away a moment ago', quieted(NOTHING_NOTICED, NOW - 99), {}, 'again'],
    ['turned away a tenth of a second ago', quieted(NOTHING_NOTICED, NOW - 100), {}, undefined],
  ] as const)('%s', (_, memory, given, answer) => {
    expect(known(memory, moment(given, 0.99))).toBe(answer)
  })

  test('an ageing flag lets one tap in sixty-four look, so that it is renewed before it dies everywhere', () => {
    const ageing = noticed({ notice: soldOut({ countedMs: NOW - 1_500 }) })
    expect(known(ageing, moment({}, 0))).toBeUndefined()
    expect(known(ageing, moment({}, 2 / 64))).toBe('sold-out')
    expect(known(noticed({ notice: soldOut({ countedMs: NOW - 900 }) }), moment({}, 0))).toBe('sold-out')
  })
})

describe('where a full home turns to', () => {
  test('to the board, if that was read a tenth of a second ago or never', () => {
    expect(toLook(NOTHING_NOTICED, 100, DRAWS, moment())).toBe('refresh')
    expect(toLook(noticed({ readMs: NOW - 101 }), 100, DRAWS, moment())).toBe('refresh')
  })
  test('to home and any buckets of the pool, where nobody has counted yet', () => {
    const look = toLook(noticed({}), 100, DRAWS, moment({}, 0.5))
    expect(look).toEqual({ read: [100, 200] })
  })
  test('to those that had room, where somebody has', () => {
    const notice = { version: 3, countedMs: NOW, withRoom: [150, 160], granted: 9, gapMs: 100 }
    expect(toLook(noticed({ notice }), 100, DRAWS, moment({}, 0))).toEqual({ read: [100, 150] })
  })
  test('with few hints left a function tries in proportion, or a crowd would choke the last buckets', () => {
    const notice = { version: 3, countedMs: NOW, withRoom: [150, 160], granted: 9, gapMs: 999 }
    const look = (gapMs: number) =>
      toLook(noticed({ notice: { ...notice, gapMs } }), 100, DRAWS, moment({}, 0.5))
    expect(look(999)).toBe('again')
    expect(look(1_000), 'where there is no crowd').toEqual({ read: [100, 160] })
  })
  test('a bucket that was found full is not hinted at again, and after two fruitless looks it keeps quiet', () => {
    const notice = { version: 3, countedMs: NOW, withRoom: [150, 160, 170], granted: 9, gapMs: 100 }
    const once = afterReading(noticed({ notice }), [bucket(100, 2, 2), bucket(150, 2, 2)], NOW)
    expect(once).toMatchObject({ again: false, noticed: { fruitless: 1, notice: { withRoom: [160, 170] } } })
    const room = afterReading(once.noticed, [bucket(160, 1, 2)], NOW)
    expect(room).toMatchObject({ again: false, noticed: { fruitless: 0 } })
    const twice = afterReading(once.noticed, [bucket(160, 2, 2)], NOW)
    expect(twice).toMatchObject({ again: true, noticed: { quietUntilMs: NOW + 100 } })
  })
})

describe('whether a reader counts anew', () => {
  const ofAge = (ageMs: number): Notice => ({
    version: 3,
    countedMs: NOW - ageMs,
    withRoom: [1],
    granted: 1,
    gapMs: 100,
  })
  test.each([
    [100, 0, false],
    [101, 0, true],
    [101, 2 / 16, false],
    [1_101, 0.4, true],
    [1_101, 0.5, false],
    [5_001, 0.99, true],
  ])('a count %i ms old, chance at %d: %s', (ageMs, choice, due) => {
    expect(isDue(ofAge(ageMs), moment({}, choice))).toBe(due)
  })
  test('where nobody has counted, the opening is what it is old from', () => {
    expect(isDue(undefined, moment({ opensMs: NOW - 50 }))).toBe(false)
    expect(isDue(undefined, moment({ opensMs: NOW - 6_000 }, 0.99))).toBe(true)
  })
  test('where there was no crowd, whoever finds the count old counts', () => {
    expect(isDue({ ...ofAge(101), gapMs: 1_000 }, moment({}, 0.99))).toBe(true)
  })
  test('a flag is renewed when half its life is over', () => {
    expect(isDue(soldOut({ countedMs: NOW - 900 }), moment())).toBe(false)
    expect(isDue(soldOut({ countedMs: NOW - 1_100 }), moment())).toBe(true)
  })
})

describe('what goes onto the board', () => {
  const counting = (before: readonly Bucket[], last?: Notice) => ({
    version: 3,
    countedMs: NOW,
    opensMs: NOW - 400,
    before,
    last,
  })
  test('which buckets had room, as long as any had', () => {
    const before = [bucket(1, 2, 2), bucket(2, 1, 2)]
    expect(noticeFrom(counting(before), undefined)).toEqual({
      version: 3,
      countedMs: NOW,
      granted: 3,
      gapMs: 400,
      withRoom: [2],
    })
  })
  test('sold out only where the second reading proves the first, and since when that is known', () => {
    const full = [bucket(1, 2, 2), bucket(2, 2, 2)]
    expect(noticeFrom(counting(full), full)).toMatchObject({ soldOutMs: NOW, withRoom: [], granted: 4 })
    const last = soldOut({ granted: 4, soldOutMs: NOW - 700 })
    expect(noticeFrom(counting(full, last), full).soldOutMs).toBe(NOW - 700)
    expect(noticeFrom(counting(full, soldOut({ granted: 3, soldOutMs: 1 })), full).soldOutMs).toBe(NOW)
  })
  test('units on the way are hinted at, and are not sold out', () => {
    const before = [bucket(1, 1, 1, { added: 2, out: { to: 2, runs: [[0, 1]], seq: 1 } }), bucket(2, 2, 2)]
    const notice = noticeFrom(counting(before), before)
    expect(notice.soldOutMs).toBeUndefined()
    expect(notice.withRoom).toEqual([1])
  })
  test('units kept for somebody by name do not keep a drop from being sold out for the others', () => {
    const before = [bucket(1, 1, 1, { added: 2, kept: [7] })]
    expect(noticeFrom(counting(before), before).soldOutMs).toBe(NOW)
  })
})
