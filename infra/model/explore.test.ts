import { expect, test } from 'vitest'
import { explore } from './explore.ts'
import { mistakes } from './mistakes.ts'
import { worlds } from './worlds.ts'

test.each(worlds)('no state of “$name” oversells, gives twice, loses a unit or lies', (world) => {
  expect(explore(world).wrong).toBeUndefined()
})

test.each(mistakes)('the mistake “$name” is found', (mistake) => {
  expect(worlds.some((world) => explore(world, mistake).wrong)).toBe(true)
})
