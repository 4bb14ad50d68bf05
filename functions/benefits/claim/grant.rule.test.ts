import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Bucket } from './bucket.rule.ts'
import { after, type Me } from './grant.rule.ts'

const element = () => new Uint8Array(randomBytes(17))
const mine = element()
const me: Me = { home: 1, element: mine, pick: () => 0 }

const fullBucket = (bucket: number, first: number, places: readonly Uint8Array[]): Bucket => ({
  bucket,
  places,
  n: places.length,
  cap: places.length,
  ranges: [[first, places.length]],
  added: places.length,
  seq: 0,
  in: {},
})

test('a tap that finds another tap’s place at home while it looks for units has that place, whatever else is sold out', () => {
  const seen = [fullBucket(0, 0, [element()]), fullBucket(1, 1, [element(), mine])]
  expect(after({ ask: 'look' }, seen, me)).toEqual({
    taken: { kind: 'granted', fresh: false, unit: { bucket: 1, place: 1, ordinal: 2 } },
  })
})

test('a tap that finds nobody’s unit left and no place of its own counts before it says sold out', () => {
  const seen = [fullBucket(0, 0, [element()]), fullBucket(1, 1, [element(), element()])]
  const next = after({ ask: 'look' }, seen, me)
  expect(next).toEqual({ ask: 'count', ns: [1, 2] })
  if (!('ask' in next)) throw new Error('the claim ended without a count')
  expect(after(next, seen, me)).toEqual({ taken: { kind: 'sold-out' } })
  const restocked = seen.map((bucket) => ({ ...bucket, added: bucket.added + 1 }))
  expect(after(next, restocked, me), 'it counts again').toEqual({ ask: 'count', ns: [1, 2] })
})
