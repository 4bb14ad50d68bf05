import type { Facts } from '@gonghui/shared/matchmaking/profiles'
import { expect, test } from 'vitest'
import { fits, reasonsFor, scoreOf } from './fit.rule.ts'
import { single } from './test-singles.ts'

const YEAR = 2026
const she = single({ gender: 'female', birthYear: 1996 })
const he = single({ gender: 'male', birthYear: 1994 })

const both = (one: typeof she, other: typeof he) => [fits(one, other, YEAR), fits(other, one, YEAR)]

test('two whose musts hold both ways fit, whichever is asked', () => {
  expect(both(she, he)).toEqual([true, true])
  expect(fits(she, she, YEAR)).toBe(false)
  expect(fits(she, single({ gender: 'female' }), YEAR)).toBe(false)
})

test.each([
  ['age', { age: { min: 28, max: 31, must: true } }, { birthYear: 1994 }],
  ['height', { height: { min: 176, max: 190, must: true } }, { heightCm: 175 }],
  ['education', { education: { atLeast: 'master', must: true } }, { education: 'bachelor' }],
  [
    'district',
    { districts: { any: ['futian'], must: true } },
    { homeDistrict: 'nanshan', workDistrict: 'baoan' },
  ],
  ['marital history', { marital: { any: ['never'], must: true } }, { marital: 'divorced' }],
] as const)('a must about %s that one side misses keeps two apart, a nice one does not', (_, wish, facts) => {
  const other = single({ gender: 'male', ...facts })
  const strict = single({ gender: 'female' }, wish as never)
  expect(both(strict, other)).toEqual([false, false])
  const [[name, given] = ['', {}]] = Object.entries(wish)
  const mild = single({ gender: 'female' }, { [name]: { ...given, must: false } })
  expect(both(mild, other)).toEqual([true, true])
})

test('the edges of a range belong to it, and either district of the two will do', () => {
  const wish = { age: { min: 32, max: 32, must: true }, districts: { any: ['baoan'], must: true } } as const
  const strict = single({ gender: 'female' }, wish as never)
  expect(fits(strict, single({ gender: 'male', birthYear: 1994, workDistrict: 'baoan' }), YEAR)).toBe(true)
  expect(fits(strict, single({ gender: 'male', birthYear: 1993, workDistrict: 'baoan' }), YEAR)).toBe(false)
})

test('colleagues are shown to each other only where both allow it', () => {
  const at = (one: typeof she, allowSameEmployer: boolean) => ({
    ...one,
    employer: 'aaaaaaaa',
    wishes: { ...one.wishes, allowSameEmployer },
  })
  expect(both(at(she, true), at(he, false))).toEqual([false, false])
  expect(both(at(she, false), at(he, true))).toEqual([false, false])
  expect(both(at(she, true), at(he, true))).toEqual([true, true])
})

test('the score is the sum of the reasons that are told, never more than a hundred', () => {
  const facts: Partial<Facts> = { hobbies: ['hiking', 'cooking', 'films', 'tea'], homeDistrict: 'nanshan' }
  const me = single({ gender: 'female', birthYear: 1994, ...facts })
  const other = single({ gender: 'male', birthYear: 1994, ...facts })
  const reasons = reasonsFor(me, other, YEAR)
  expect(scoreOf(reasons)).toBe(100)
  expect(reasons.map(({ text }) => text)).toEqual([
    '对方符合你的全部要求',
    '你也符合对方的全部要求',
    '你们都喜欢爬山、做饭、看电影、喝茶',
    '你们都住在南山区',
    '你们都在南山区做制造业',
    '你们都是本科学历',
    '你们同岁',
  ])
})

test('a nice wish that fails costs points, and the reason does not claim it', () => {
  const picky = single({ gender: 'female' }, { height: { min: 200, max: 230, must: false } })
  const other = single({ gender: 'male' })
  const [first] = reasonsFor(picky, other, YEAR)
  expect(first).toEqual({ points: 20, text: '对方符合你的大部分要求' })
  expect(scoreOf(reasonsFor(single({ gender: 'female' }), other, YEAR))).toBeGreaterThan(
    scoreOf(reasonsFor(picky, other, YEAR)),
  )
})
