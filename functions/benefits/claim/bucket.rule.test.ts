import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newId } from '../../lib/ids.ts'
import {
  type Bucket,
  claimantAt,
  dealt,
  donation,
  elementOf,
  homeOf,
  nextPull,
  ordinalAt,
  placeOf,
  provesSoldOut,
  type Run,
  standing,
  unitsIn,
} from './bucket.rule.ts'

const NOW = '2026-06-12T02:00:00.000Z'
const member = () => newId('member', NOW)

const bucket = (given: Partial<Bucket>): Bucket => ({
  bucket: 0,
  places: [],
  n: 0,
  cap: 0,
  ranges: [],
  added: 0,
  seq: 0,
  in: {},
  ...given,
})

test('dealing gives every unit to exactly one bucket, shares differing by one at most', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5_000 }), fc.integer({ min: 0, max: 5_000 }), (stock, more) => {
      const shares = dealt(stock, stock + more)
      const ordinals = shares.flatMap(([first, count]) => Array.from({ length: count }, (_, i) => first + i))
      expect(ordinals).toEqual(Array.from({ length: stock }, (_, i) => i))
      const counts = shares.map(([, count]) => count)
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
      expect(Math.max(...counts)).toBeLessThanOrEqual(32)
    }),
  )
})

test('a place carries the i-th ordinal of the ranges', () => {
  const ranges: Run[] = [
    [10, 2],
    [40, 3],
  ]
  expect([0, 1, 2, 3, 4].map((place) => ordinalAt(ranges, place))).toEqual([10, 11, 40, 41, 42])
  expect(() => ordinalAt(ranges, 5)).toThrow()
})

test('a claimant is read back from its element', () => {
  const memberId = member()
  expect(claimantAt(elementOf(memberId, 3))).toEqual({ memberId, j: 3 })
})

test('a member has the same home every time, and members spread over all buckets', () => {
  const homes = Array.from({ length: 2_000 }, () => homeOf(member(), 'drp_X', { first: 0, count: 20 }))
  expect(new Set(homes).size).toBe(20)
  const mine = member()
  expect(homeOf(mine, 'drp_X', { first: 0, count: 20 })).toBe(homeOf(mine, 'drp_X', { first: 0, count: 20 }))
})

test('a refused grant is explained: mine before closing, closing before full', () => {
  const me = elementOf(member(), 1)
  expect(standing(bucket({ places: [me], n: 1, cap: 1, shut: true }), me)).toBe('mine')
  expect(standing(bucket({ shut: true }), me)).toBe('shut')
  expect(standing(bucket({ n: 2, cap: 2 }), me)).toBe('full')
  expect(standing(bucket({ n: 1, cap: 2 }), me)).toBe('open')
})

test('a donation never touches the ordinals of granted places, and loses no unit', () => {
  const donor = fc
    .tuple(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }), fc.nat())
    .map(([counts, spent]) => {
      const ranges = counts.map((count, i): Run => [i * 100, count])
      const cap = unitsIn(ranges)
      return bucket({ ranges, cap, n: spent % (cap + 1), seq: 4 })
    })
  fc.assert(
    fc.property(donor, (from) => {
      const write = donation(from, 9)
      expect(write === undefined).toBe(from.n === from.cap)
      if (!write) return
      expect(write.cap + unitsIn(write.out.runs)).toBe(from.cap)
      expect(unitsIn(write.ranges)).toBe(write.cap)
      expect(write.cap).toBeGreaterThanOrEqual(from.n)
      for (let place = 0; place < from.n; place++) {
        expect(ordinalAt(write.ranges, place)).toBe(ordinalAt(from.ranges, place))
      }
      expect(write.out).toMatchObject({ to: 9, seq: 5 })
    }),
  )
})

test('a bucket that is giving, or closing, gives nothing more', () => {
  const rich = { cap: 8, ranges: [[0, 8]] as Run[] }
  expect(donation(bucket({ ...rich, out: { to: 1, runs: [[8, 1]], seq: 1 } }), 2)).toBeUndefined()
  expect(donation(bucket({ ...rich, shut: true }), 2)).toBeUndefined()
})

test('a full home is helped in this order: own room, a donor, a donation left half-way, a count', () => {
  const first = () => 0
  const home = bucket({ bucket: 0, n: 1, cap: 1 })
  const rich = bucket({ bucket: 1, cap: 8, ranges: [[0, 8]] })
  const giving = bucket({ bucket: 2, out: { to: 0, runs: [[8, 1]], seq: 1 } })
  expect(nextPull([bucket({ bucket: 0, cap: 1 }), rich], 0, first).step).toBe('grant')
  expect(nextPull([home, rich, giving], 0, first).step).toBe('donate')
  expect(nextPull([home, giving], 0, first).step).toBe('finish')
  expect(nextPull([home, bucket({ bucket: 1, n: 4, cap: 4 })], 0, first).step).toBe('count')
})

test('sold out needs every unit granted; buckets that merely look full prove nothing', () => {
  expect(provesSoldOut([3, 4], [3, 4])).toBe(true)
  expect(provesSoldOut([3, 3], [3, 4])).toBe(false)
})

/** DynamoDB's sizing rules: names and values in bytes, 3 for a list or map, 1 for each thing in it. */
function sizeOf(value: unknown): number {
  if (value instanceof Uint8Array) return value.length
  if (typeof value === 'string') return Buffer.byteLength(value)
  if (typeof value === 'number') return Math.ceil(String(Math.abs(value)).length / 2) + 1
  if (Array.isArray(value)) return 3 + value.reduce((sum: number, one) => sum + 1 + sizeOf(one), 0)
  if (typeof value === 'object' && value !== null) {
    return (
      3 +
      Object.entries(value).reduce((sum, [name, one]) => sum + 1 + Buffer.byteLength(name) + sizeOf(one), 0)
    )
  }
  return 1
}

test.each([32, 48])('a bucket with %i places stays within one write unit', (places) => {
  const dropId = newId('drop', NOW)
  const full = bucket({
    bucket: 15_624,
    places: Array.from({ length: places }, () => elementOf(member(), 1)),
    n: places,
    cap: places,
    ranges: [[499_968, 28], ...(places > 32 ? [[1_200, 20] as Run] : [])],
    added: 32,
    seq: 3,
    ...(places > 32
      ? {}
      : { out: { to: 15_001, runs: [[1_200, 2]], seq: 3 } as const, in: { 1: 1, 812: 2 } }),
  })
  const item = { pk: `BUCKET#${dropId}#${full.bucket}`, sk: 'BUCKET', ...full }
  expect(sizeOf(item) - 3 - Object.keys(item).length).toBeLessThanOrEqual(1024)
  expect(placeOf(full, full.places[places - 1] as Uint8Array)).toBe(places - 1)
})
