import { expect, test } from 'vitest'
import { bandWith, pack, SUMMARY_BYTES, summariesIn, unpack } from './summary.rule.ts'
import { single, townOfSingles } from './test-singles.ts'

test('thirty bytes tell of a single all that the fit is judged by', () => {
  for (const one of townOfSingles(2_000, 1)) {
    const bytes = pack(one)
    expect(bytes).toHaveLength(SUMMARY_BYTES)
    expect(unpack(bytes, one.facts.gender)).toEqual(one)
  }
})

test('the ends of every range survive the packing', () => {
  const edge = single(
    { birthYear: 1930, heightCm: 120, education: 'doctor', homeDistrict: 'elsewhere', trade: 'other' },
    { age: { min: 18, max: 90, must: false }, height: { min: 120, max: 230, must: true } },
  )
  expect(unpack(pack(edge), 'female')).toEqual(edge)
})

test('a band holds each single once, whatever is put into it', () => {
  const [one, two] = [single(), single()]
  const grown = bandWith(bandWith(Buffer.alloc(0), one.profileId, pack(one)), two.profileId, pack(two))
  const changed = single({ heightCm: 181 })
  const again = bandWith(grown, one.profileId, pack({ ...changed, profileId: one.profileId }))
  expect(summariesIn(again)).toHaveLength(2)
  expect(
    summariesIn(bandWith(again, one.profileId, undefined)).map((bytes) => unpack(bytes, 'female')),
  ).toEqual([two])
  expect(bandWith(again, 'f'.repeat(20), undefined)).toEqual(again)
})
