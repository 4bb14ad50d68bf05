import { afterEach, expect, test, vi } from 'vitest'
import { act, runHook } from '../../test/test-hook'
import { ok, signedInPhone } from '../../test/test-product'
import { answerWith, hidePage, showPage } from '../../test/test-taro'
import { phaseOf } from '../lib/drop-words'
import { type DropAnswer, lookEveryMs, useDrop, wayOf } from './use-drop'

const [OPENS, CLOSES, DRAWS] = [
  '2026-06-12T02:00:00.000Z',
  '2026-06-12T12:00:00.000Z',
  '2026-06-12T13:15:00.000Z',
]
const drop = {
  state: 'open',
  opensAt: OPENS,
  closesAt: CLOSES,
  perMember: 1,
  stock: { total: 2, left: 2, asOf: OPENS },
  lottery: {
    step: 'entering',
    issue: '2026153',
    drawsAt: DRAWS,
    units: 2,
    entrants: 9,
    entrantsAsOf: OPENS,
    commitment: '',
  },
} as unknown as DropAnswer['drop']
const looked = [{ rule: 'audience', holds: true, words: '符合' }] as const
const body = { drop, mine: [], mayI: { may: true, words: '', looked } } as unknown as DropAnswer
const entry = { pseudonym: '0'.repeat(32), enteredAt: OPENS }
const phaseAt = (at: string, step: 'entering' | 'waiting' | 'drawn' = 'entering') =>
  phaseOf({ ...drop, ...(drop.lottery && { lottery: { ...drop.lottery, step } }) }, Date.parse(at))

test('a lottery is coming, takes entries, waits for its number and is drawn; by the clock until it is drawn', () => {
  expect(phaseAt('2026-06-12T01:59:59.999Z')).toBe('coming')
  expect(phaseAt(OPENS)).toBe('entering')
  expect(phaseAt(CLOSES)).toBe('waiting')
  expect(phaseAt(DRAWS, 'drawn')).toBe('drawn')
})

test('a member enters, may take it back, waits, and then has a voucher or reads how it went', () => {
  const way = (given: Partial<DropAnswer>, phase: Parameters<typeof wayOf>[1]) =>
    wayOf({ ...body, ...given }, phase, 'known', true).kind
  expect(way({}, 'coming')).toBe('soon')
  expect(way({}, 'entering')).toBe('enter')
  expect(way({ entry }, 'entering')).toBe('entered')
  expect(way({ entry }, 'paused')).toBe('entered')
  expect(way({}, 'paused')).toBe('none')
  expect(way({ entry }, 'waiting')).toBe('none')
  expect(way({ entry: { ...entry, position: 7, won: false } }, 'drawn')).toBe('not-drawn')
  expect(wayOf({ ...body, entry: { ...entry, won: true } }, 'drawn', 'known', true)).toEqual({
    kind: 'none',
    text: '中签了，正在把券放进券包',
  })
  const mine = [{ voucherId: 'vch_1' }] as unknown as DropAnswer['mine']
  expect(way({ entry: { ...entry, won: true }, mine }, 'drawn')).toBe('mine')
})

test('a visitor signs in to enter, and also to see how it went', () => {
  expect(wayOf(body, 'entering', 'visitor', false).kind).toBe('login')
  expect(wayOf(body, 'drawn', 'visitor', false).kind).toBe('login')
  expect(wayOf(body, 'entering', 'known', false).kind).toBe('join')
})

test('of a drop that is sold out one stands in line where there is one; what was given back leaves room for another', () => {
  const { lottery: _, ...plain } = drop
  const lined = { ...plain, waitingList: true } as DropAnswer['drop']
  const voucher = { voucherId: 'vch_1', j: 1, state: 'issued' } as DropAnswer['mine'][number]
  const way = (given: Partial<DropAnswer>, phase: Parameters<typeof wayOf>[1]) =>
    wayOf({ ...body, drop: lined, ...given }, phase, 'known', true)
  expect(way({}, 'sold-out')).toEqual({ kind: 'wait' })
  expect(way({ drop: { ...lined, waitingList: false } }, 'sold-out')).toMatchObject({ kind: 'none' })
  expect(way({ waiting: { since: OPENS } }, 'sold-out')).toEqual({ kind: 'waits' })
  expect(way({ waiting: { since: OPENS } }, 'open')).toEqual({ kind: 'claim', j: 1 })
  expect(way({ waiting: { since: OPENS } }, 'closed')).toEqual({ kind: 'waits' })
  expect(way({ mine: [voucher] }, 'open')).toEqual({ kind: 'mine', voucherId: 'vch_1' })
  expect(way({ mine: [{ ...voucher, state: 'returned' }] }, 'open')).toEqual({ kind: 'claim', j: 2 })
  expect(way({ mine: [{ ...voucher, state: 'offered' }] }, 'sold-out')).toMatchObject({ kind: 'mine' })
})

test('who is short of points reads how many; what is held is taken on its own page', () => {
  const { lottery: _, ...plain } = drop
  const priced = { ...plain, pointsPrice: 200 } as DropAnswer['drop']
  const points = (holds: boolean) => ({ rule: 'points', holds, words: '' }) as const
  const way = (given: Partial<DropAnswer>) =>
    wayOf({ ...body, drop: priced, points: { balance: 150 }, ...given }, 'open', 'known', true)
  const mayI = (looked: DropAnswer['mayI']['looked']) => ({ ...body.mayI, looked })
  expect(way({ mayI: mayI([points(true)]) })).toEqual({ kind: 'claim', j: 1 })
  expect(way({ mayI: mayI([points(false)]) })).toEqual({ kind: 'none', text: '积分不够，还差 50' })
  const elsewhere = { rule: 'audience', holds: false, words: '' } as const
  expect(way({ mayI: mayI([elsewhere, points(false)]) })).toEqual({ kind: 'none', text: '这场你不能抢' })
  const held = { voucherId: 'vch_1', j: 1, state: 'held' } as DropAnswer['mine'][number]
  expect(way({ mine: [held] })).toEqual({ kind: 'mine', voucherId: 'vch_1', held: true })
})

test('of a simultaneous opening: a tap is drawn until all winners have theirs, then who comes first; an entry asks how it went', () => {
  const { lottery: _, ...plain } = drop
  const opened = (step: 'before' | 'drawn' | 'over', given: Partial<DropAnswer> = {}) =>
    wayOf(
      {
        ...body,
        ...given,
        drop: { ...plain, perMember: 1, opening: { step } } as unknown as DropAnswer['drop'],
      },
      'open',
      'known',
      true,
    )
  expect(opened('before')).toEqual({ kind: 'claim', j: 1, opening: 'join' })
  expect(opened('over')).toEqual({ kind: 'claim', j: 1 })
  expect(opened('before', { entry })).toEqual({ kind: 'claim', j: 1, opening: 'ask' })
  expect(opened('over', { entry: { ...entry, won: true } })).toEqual({ kind: 'claim', j: 1, opening: 'ask' })
  expect(opened('over', { entry: { ...entry, won: false } })).toEqual({ kind: 'claim', j: 1 })
})

const asksAgain = (given: Partial<DropAnswer>, phase: Parameters<typeof wayOf>[1]) => {
  const answered = { ...body, ...given }
  return lookEveryMs(answered, phase, wayOf(answered, phase, 'known', true)) !== undefined
}

test('a page asks anew only where no clock and no tap can change what its button says', () => {
  const { lottery: _, ...plain } = drop
  const first = { drop: plain as DropAnswer['drop'] }
  const mayI = { ...body.mayI, code: 'org-stopped' as const }
  expect(asksAgain(first, 'paused')).toBe(true)
  expect(asksAgain(first, 'sold-out')).toBe(true)
  expect(asksAgain({ ...first, mayI }, 'open')).toBe(true)
  expect(asksAgain({ ...first, waiting: { since: OPENS } }, 'sold-out')).toBe(true)
  expect(asksAgain({ entry }, 'waiting')).toBe(true)
  expect(asksAgain({ entry: { ...entry, won: true } }, 'drawn')).toBe(true)
  expect(asksAgain(first, 'open')).toBe(false)
  expect(asksAgain(first, 'closed')).toBe(false)
  expect(asksAgain({}, 'waiting')).toBe(false)
  const looked = [{ rule: 'audience', holds: false, words: '' }] as const
  expect(asksAgain({ ...first, mayI: { ...body.mayI, looked: [...looked] } }, 'paused')).toBe(false)
})

afterEach(() => vi.useRealTimers())

/** A phone that looks at a drop's page at a moment; the drop is of one state until the test says another. */
async function lookAt(at: string, state: 'paused' | 'scheduled') {
  vi.useFakeTimers({ now: Date.parse(at) })
  signedInPhone()
  const { lottery: _, ...plain } = drop
  const now = { asked: 0, state: state as string }
  answerWith(() => {
    now.asked++
    const serverTime = new Date().toISOString()
    return ok({ ...body, drop: { ...plain, state: now.state }, serverTime })
  })
  const hook = await runHook(() => useDrop('drp_1'))
  const pass = (seconds: number) => act(() => vi.advanceTimersByTimeAsync(seconds * 1_000))
  await pass(0)
  return { now, hook, pass }
}

test('who stands before the button of a paused drop is told that it goes on, and a page that nobody sees asks nothing', async () => {
  const { now, hook, pass } = await lookAt('2026-06-12T02:00:03.000Z', 'paused')
  expect(hook.now().way).toMatchObject({ kind: 'none' })
  await act(async () => hidePage())
  await pass(600)
  expect(now.asked).toBe(1)
  await act(async () => showPage())
  await pass(0)
  now.state = 'open'
  await pass(46)
  expect(hook.now().way).toEqual({ kind: 'claim', j: 1 })
  const { asked } = now
  await pass(600)
  expect(now.asked).toBe(asked)
  await hook.leave()
})

test('who waits for an opening is told of a change, but nothing is asked in the last minute', async () => {
  const { now, hook, pass } = await lookAt('2026-06-12T01:57:00.000Z', 'scheduled')
  await pass(91)
  expect(now.asked).toBe(2)
  await pass(29)
  const { asked } = now
  await pass(59)
  expect(now.asked).toBe(asked)
  await hook.leave()
})
