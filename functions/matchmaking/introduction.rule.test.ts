import { DAY_MS, later } from '@gonghui/shared/lib/instant'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type Deed,
  deeds,
  hasExchanged,
  isStuck,
  type Pair,
  type Side,
  sideOf,
  step,
  strangers,
} from './introduction.rule.ts'

const NOW = '2026-06-12T02:00:00.000Z'
const begun = strangers('bb', 'aa', 'itr_1', NOW)

type Done = readonly (readonly [Deed, Side])[]
const after = (done: Done, from: Pair = begun): Pair =>
  done.reduce((pair, [deed, side]) => {
    const stepped = step(pair, deed, side, NOW)
    return stepped.is === 'stepped' ? stepped.pair : pair
  }, from)

const mutual: Done = [
  ['heart', 'low'],
  ['heart', 'high'],
]
const introduced: Done = [...mutual, ['confirm', 'low'], ['confirm', 'high']]
const exchanged: Done = [...introduced, ['consent', 'low'], ['consent', 'high']]

test('there is one pair for two people, whoever begins', () => {
  expect(strangers('aa', 'bb', 'itr_1', NOW)).toEqual(begun)
  expect([sideOf('aa', 'bb'), sideOf('bb', 'aa')]).toEqual(['low', 'high'])
})

test.each<readonly [string, Done, string]>([
  ['one heart is nobody else’s business', [['heart', 'low']], 'hearted'],
  [
    'a heart taken back leaves nothing',
    [
      ['heart', 'low'],
      ['take-back', 'low'],
    ],
    'strangers',
  ],
  ['two hearts are mutual', mutual, 'mutual'],
  ['one matchmaker’s word is not enough', [...mutual, ['confirm', 'low']], 'mutual'],
  ['both matchmakers introduce', introduced, 'introduced'],
  ['one consent exchanges nothing', [...introduced, ['consent', 'high']], 'introduced'],
  ['both consents exchange', exchanged, 'exchanged'],
  ['one word makes no couple', [...exchanged, ['together', 'low']], 'exchanged'],
  ['both words do', [...exchanged, ['together', 'low'], ['together', 'high']], 'together'],
  ['a matchmaker may decline', [...mutual, ['decline', 'high']], 'over'],
  ['either may withdraw after the hearts', [...mutual, ['withdraw', 'low']], 'over'],
  ['either may withdraw after the introduction', [...introduced, ['withdraw', 'high']], 'over'],
  ['either may withdraw after the exchange', [...exchanged, ['withdraw', 'low']], 'over'],
])('%s', (_, done, state) => {
  expect(after(done).state).toBe(state)
})

test('what is not the next step is refused, and a step of before is only repeated', () => {
  expect(step(begun, 'consent', 'low', NOW)).toEqual({ is: 'refused', code: 'introduction-not-yet' })
  expect(step(after(mutual), 'consent', 'low', NOW)).toEqual({ is: 'refused', code: 'introduction-not-yet' })
  expect(step(after(introduced), 'heart', 'low', NOW)).toEqual({ is: 'again' })
  const over = after([...mutual, ['withdraw', 'low']])
  expect(step(over, 'withdraw', 'low', NOW)).toEqual({ is: 'again' })
  expect(step(over, 'heart', 'low', NOW)).toEqual({ is: 'again' })
  expect(step(over, 'confirm', 'low', NOW)).toEqual({ is: 'refused', code: 'introduction-over' })
})

test('contacts are exchanged only after both hearts, both matchmakers and both consents, in any run of deeds', () => {
  const run = fc.array(fc.tuple(fc.constantFrom(...deeds), fc.constantFrom<Side>('low', 'high')), {
    maxLength: 30,
  })
  fc.assert(
    fc.property(run, (done) => {
      const pair = after(done)
      if (!hasExchanged(pair.state)) return
      for (const deed of ['heart', 'confirm', 'consent'] as const)
        expect(Object.keys(pair.marks[deed] ?? {}).sort()).toEqual(['high', 'low'])
    }),
    { seed: 6, numRuns: 3_000 },
  )
})

test('an introduction that nobody has moved for a week is stuck', () => {
  const pair = after(mutual)
  expect(isStuck(pair, later(NOW, 7 * DAY_MS - 1))).toBe(false)
  expect(isStuck(pair, later(NOW, 7 * DAY_MS))).toBe(true)
  expect(isStuck(after(exchanged), later(NOW, 70 * DAY_MS))).toBe(false)
})
