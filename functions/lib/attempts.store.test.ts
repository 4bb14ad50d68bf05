import '../../infra/local/test-table.ts'
import { expect, test } from 'vitest'
import { guess, WRONG_CODES } from './attempts.store.ts'

const NOW = '2026-06-12T02:00:00.000Z'
const found = async () => 'found' as const
const nothing = async () => undefined

test('of many guesses at once no more are looked up than may be wrong', async () => {
  let lookedUp = 0
  const lookUp = async () => {
    lookedUp += 1
    return undefined
  }
  const answers = await Promise.all(
    Array.from({ length: 5 * WRONG_CODES }, () => guess({ subject: 'guesser' }, NOW, lookUp)),
  )
  expect(lookedUp).toBe(WRONG_CODES)
  expect(answers.filter((answer) => answer === 'too-many')).toHaveLength(4 * WRONG_CODES)
})

test('right ones, one after the other, are never too many; and use up nothing of what may be wrong', async () => {
  const of = { subject: 'clerk', most: 2 }
  for (let i = 0; i < 5; i++) expect(await guess(of, NOW, found)).toBe('found')
  for (let i = 0; i < 2; i++) expect(await guess(of, NOW, nothing)).toBeUndefined()
  expect(await guess(of, NOW, found)).toBe('too-many')
  expect(await guess(of, '2026-06-12T02:01:00.000Z', found)).toBe('found')
})
