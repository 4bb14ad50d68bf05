import { expect, test } from 'vitest'
import { newId } from '../../lib/ids.ts'
import { balanceOf } from './balance.rule.ts'
import { type Bucket, elementOf } from './bucket.rule.ts'

const memberId = newId('member', '2026-06-12T02:00:00.000Z')
const pools = [
  { first: 0, count: 1 },
  { first: 1, count: 1 },
]
const whole = [{ first: 0, count: 2 }]

const bucketOf = (bucket: number, given: Partial<Bucket>): Bucket => ({
  ...{ bucket, places: [], n: 0, cap: 1, ranges: [[bucket, 1]], added: 1, seq: 0, in: {} },
  ...given,
})

test('a unit of one pool that lies in another is found, and is in order after the reflow', () => {
  const moved = [
    bucketOf(0, { cap: 0, ranges: [], seq: 1 }),
    bucketOf(1, {
      cap: 2,
      ranges: [
        [1, 1],
        [0, 1],
      ],
      in: { 0: 1 },
    }),
  ]
  expect(balanceOf({ pools, apart: pools, perMember: 1 }, moved, []).wrong).toEqual([
    'pool at bucket 0: added 1, but 0 there',
    'pool at bucket 1: added 1, but 2 there',
  ])
  expect(balanceOf({ pools, apart: whole, perMember: 1 }, moved, []).wrong).toEqual([])
})

test('who has more units than a member may have is found; what was given back does not count', () => {
  const places = [elementOf(memberId, 1), elementOf(memberId, 2)]
  const held = (given: Partial<Bucket> = {}) => [
    bucketOf(0, { places, n: 2, cap: 2, ranges: [[0, 2]], added: 2, ...given }),
  ]
  const laid = { pools: [{ first: 0, count: 1 }], apart: [], perMember: 1 }
  expect(balanceOf(laid, held(), []).wrong).toEqual([`${memberId} has 2 units and may have 1`])
  expect(balanceOf(laid, held({ back: [0], added: 3, kept: [0] }), []).wrong).toEqual([])
  expect(balanceOf(laid, held({ back: [0], lapsed: [0], added: 3, kept: [0] }), []).wrong).toHaveLength(1)
})
