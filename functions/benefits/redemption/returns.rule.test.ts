import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as model from '../../../infra/model/buckets.ts'
import { newId } from '../../lib/ids.ts'
import { type Bucket, elementOf, leftIn, placesOf } from '../claim/bucket.rule.ts'
import { nextOffer } from './returns.rule.ts'

const memberId = newId('member', '2026-06-12T02:00:00.000Z')
const home: Bucket = {
  ...{ bucket: 0, places: [], n: 0, cap: 40, ranges: [[0, 40]], added: 40, seq: 0, in: {} },
}
const deeds = ['claim 1', 'claim 2', 'claim 3', 'claim 4', 'claim 5', 'return', 'offer', 'lapse'] as const

/** As the claim has it: a number is granted up to the limit and as many more as were given back. */
function claimed(bucket: Bucket, j: number, perMember: number): Bucket {
  const returned = placesOf(bucket, memberId).filter(({ place }) => leftIn(bucket).includes(place)).length
  return j - returned > perMember ? bucket : model.grant(bucket, elementOf(memberId, j)).bucket
}

const liveIn = (bucket: Bucket) =>
  placesOf(bucket, memberId).filter(({ place }) => !leftIn(bucket).includes(place))

function after(bucket: Bucket, deed: (typeof deeds)[number], perMember: number): Bucket {
  if (deed.startsWith('claim')) return claimed(bucket, Number(deed.at(-1)), perMember)
  if (deed === 'offer') {
    const j = nextOffer({ perMember }, bucket, memberId)
    return j === undefined ? bucket : model.grant(bucket, elementOf(memberId, j)).bucket
  }
  const [last] = liveIn(bucket)
  if (!last) return bucket
  const given = { place: last.place, ordinal: last.place, kept: false, lapsed: deed === 'lapse' }
  return model.giveBack(bucket, given).bucket
}

test('in no order of claims under any number, returns and offers has anybody more than they may', () => {
  const order = fc.array(fc.constantFrom(...deeds), { maxLength: 12 })
  fc.assert(
    fc.property(order, fc.integer({ min: 1, max: 3 }), (done, perMember) => {
      let bucket = home
      for (const deed of done) {
        bucket = after(bucket, deed, perMember)
        expect(liveIn(bucket).length).toBeLessThanOrEqual(perMember)
      }
    }),
    { numRuns: 2_000, seed: 7 },
  )
})
