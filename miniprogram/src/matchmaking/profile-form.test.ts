import type { Draft } from '@gonghui/shared/matchmaking/profiles'
import { expect, test } from 'vitest'
import { begun, missingOn, numberIn, savable } from './profile-form'

const whole: Draft = {
  facts: { gender: 'female', birthYear: 1996, heightCm: 165, marital: 'never', hukou: 'local' },
  wishes: { age: { min: 25, max: 35, must: true } },
}

test('a half-typed number stays on the phone, everything else is kept', () => {
  const typing: Draft = { ...whole, facts: { ...whole.facts, birthYear: 19 } }
  const { birthYear: _, ...rest } = whole.facts
  expect(savable(typing)).toEqual({ ...whole, facts: rest })
})

test('each step asks for what it shows, and no further', () => {
  expect(missingOn(0, begun({ facts: {}, wishes: {} }))).toEqual({
    gender: '请选一项',
    birthYear: '请填四位数的出生年份',
    heightCm: '请填 120–230 之间的身高',
    marital: '请选一项',
    hukou: '请选一项',
  })
  expect(missingOn(0, whole)).toEqual({})
  expect(Object.keys(missingOn(1, begun(whole)))).toEqual([
    'education',
    'trade',
    'workDistrict',
    'homeDistrict',
  ])
  expect(missingOn(2, whole)).toEqual({})
  expect(missingOn(2, { ...whole, wishes: { age: { min: 40, max: 35, must: true } } })).toHaveProperty('age')
})

test('digits are read out of what is typed', () => {
  expect([numberIn('1996 年'), numberIn(''), numberIn('abc')]).toEqual([1996, undefined, undefined])
})
