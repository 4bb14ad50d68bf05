import { expect, test } from 'vitest'
import { full } from '../local/test-effort.ts'
import { explore } from './explore.ts'
import { mistakes } from './mistakes.ts'
import { worlds } from './worlds.ts'

/** Two worlds have most of all states; `npm run verify` and `npm run model-check` walk them too, each mistake is sought in all. */
const LARGE = ['a restock in the middle', 'a voucher comes back in the middle']
const walked = full ? worlds : worlds.filter(({ name }) => !LARGE.includes(name))

test('the worlds that are left to the long proofs are worlds', () => {
  expect(worlds.length - walked.length).toBe(full ? 0 : LARGE.length)
})

test.each(walked)('no state of “$name” oversells, gives twice, loses a unit or lies', (world) => {
  expect(explore(world).wrong).toBeUndefined()
})

test.each(mistakes)('the mistake “$name” is found', (mistake) => {
  const world = worlds.find(({ name }) => name === mistake.shownIn)
  expect(world && explore(world, mistake).wrong).toBeDefined()
})
