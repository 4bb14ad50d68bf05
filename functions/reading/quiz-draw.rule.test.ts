import { later, MINUTE_MS } from '@gonghui/shared/lib/instant'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hasWon, lotOf } from '../lib/draw.rule.ts'
import { closesAtOf } from './campaign.rule.ts'
import { changesLottery, drawnFrom, drawsAt, isIn } from './quiz-draw.rule.ts'
import type { Reader } from './reader.rule.ts'
import { campaignOf, NOW } from './test-campaign.ts'

const lottery = { winners: 3, points: 100 }
const quiz = { minutes: 10, lottery }
const seed = Buffer.alloc(32, 7)
const entrant = (at: number) => ({
  pseudonym: lotOf({ seed, publicNumber: 'names' }, String(at)).toString('hex').slice(0, 32),
  memberId: `mem_${at}`,
})

test('lots are drawn a minute after the last attempt has run out: by the days, or by the hand that closed it before', () => {
  const campaign = campaignOf()
  // The last day is 30 April in Shanghai, and two more to make up for days.
  expect(closesAtOf(campaign)).toBe('2026-05-02T16:00:00.000Z')
  expect(drawsAt(campaign, quiz)).toBe('2026-05-02T16:11:00.000Z')
  expect(drawsAt(campaignOf({ closedAt: NOW }), quiz)).toBe(later(NOW, 11 * MINUTE_MS))
  expect(closesAtOf(campaignOf({ closedAt: '2026-06-01T00:00:00.000Z' }))).toBe('2026-05-02T16:00:00.000Z')
})

test('what a quiz is passed for is its winners, their points, and the time that the draw waits for', () => {
  expect(changesLottery(quiz, quiz)).toBe(false)
  expect(changesLottery(quiz, { minutes: 10, lottery: { points: 100, winners: 3 } })).toBe(false)
  expect(changesLottery(quiz, { minutes: 11, lottery })).toBe(true)
  expect(changesLottery(quiz, { minutes: 10, lottery: { winners: 2, points: 100 } })).toBe(true)
  expect(changesLottery(quiz, { minutes: 10 })).toBe(true)
  const without = { minutes: 10 }
  expect(changesLottery(without, { minutes: 90 })).toBe(false)
  expect(changesLottery(without, quiz)).toBe(true)
})

test('who passed is in, for no points too; who did not, or had themselves erased, is not', () => {
  const reader = (given: Partial<Reader>) => given as Reader
  expect(isIn(reader({ passed: { q1: 0 } }), 'q1')).toBe(true)
  expect(isIn(reader({ passed: { q2: 30 } }), 'q1')).toBe(false)
  expect(isIn(reader({}), 'q1')).toBe(false)
  expect(isIn(reader({ passed: { q1: 30 }, gone: true }), 'q1')).toBe(false)
})

test('whoever reads the entrants in whatever order draws the same winners, and the last lot tells them all', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 40 }),
      fc.integer({ min: 1, max: 45 }),
      fc.infiniteStream(fc.nat()),
      (count, units, order) => {
        const entrants = Array.from({ length: count }, (_, at) => entrant(at))
        const shuffled = entrants
          .map((one) => ({ one, key: order.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ one }) => one)
        const drawn = drawnFrom(shuffled, seed, units)
        expect(drawn).toEqual(drawnFrom(entrants, seed, units))
        expect(drawn.winners).toHaveLength(Math.min(units, count))
        const lots = { seed, publicNumber: drawn.listHash }
        const told = entrants.filter(({ pseudonym }) => hasWon(lots, pseudonym, drawn.lastLot))
        expect(told.map(({ memberId }) => memberId).sort()).toEqual(drawn.winners.toSorted())
      },
    ),
    { seed: 20_260_308, numRuns: 100 },
  )
})
