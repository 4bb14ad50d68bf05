import { expect, test } from 'vitest'
import { explore } from './explore.ts'
import { mistakes } from './mistakes.ts'
import { worlds } from './worlds.ts'

test.each(worlds)('no state of “$name” oversells, gives twice, loses a unit or lies', (world) => {
  expect(explore(world).wrong).toBeUndefined()
})

test.each(mistakes)('the mistake “$name” is found', (mistake) => {
  const world = worlds.find(({ name }) => name === mistake.shownIn)
  expect(world && explore(world, mistake).wrong).toBeDefined()
})
