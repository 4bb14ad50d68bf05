import { later, MINUTE_MS } from '@gonghui/shared/lib/instant'
import { expect, test } from 'vitest'
import { type Deed, nextDeed, type PriceFacts, type Standing } from './price.rule.ts'

const NOW = '2026-06-12T02:00:00.000Z'
const UNTIL = later(NOW, 10 * MINUTE_MS)
const drop = { validUntil: later(NOW, 60 * MINUTE_MS) }
const held = { state: 'held', heldUntil: UNTIL } as const

type Row = PriceFacts['row']
test.each<[string, Row, Standing, boolean, string, Deed]>([
  ['who wants to pay has the points held', held, 'none', true, NOW, 'hold'],
  ['nobody pays by being looked at', held, 'none', false, NOW, 'rest'],
  ['an offer is paid for as a hold is', { ...held, state: 'offered' }, 'none', true, NOW, 'hold'],
  ['held points make the voucher the member’s', held, 'held', false, NOW, 'confirm'],
  ['so does money that came before the deadline', held, 'spent', false, NOW, 'confirm'],
  ['in the last millisecond too', held, 'held', true, later(UNTIL, -1), 'confirm'],
  ['at the deadline it is let go, paid or not', held, 'held', true, UNTIL, 'let-go'],
  ['nothing is held past the deadline', held, 'none', true, UNTIL, 'let-go'],
  ['what can never be paid is let go', held, 'back', true, NOW, 'let-go'],
  ['a voucher that is the member’s is paid for', { state: 'issued' }, 'held', false, NOW, 'spend'],
  ['a used one too', { state: 'redeemed' }, 'held', false, NOW, 'spend'],
  ['once', { state: 'issued' }, 'spent', true, NOW, 'rest'],
  ['two readings that cannot be both true', { state: 'issued' }, 'back', true, NOW, 'look-again'],
  [
    'who gives it back has held points back',
    { state: 'returning', returnedBy: 'member' },
    'held',
    false,
    NOW,
    'give-back',
  ],
  ['and spent ones', { state: 'returning', returnedBy: 'member' }, 'spent', false, NOW, 'give-back'],
  ['once', { state: 'returned', returnedBy: 'member' }, 'back', false, NOW, 'rest'],
  [
    'a hold that is over can take nothing any more',
    { state: 'returning', returnedBy: 'lapse' },
    'none',
    false,
    NOW,
    'give-back',
  ],
  ['who let it expire has paid', { state: 'returning', returnedBy: 'expiry' }, 'spent', false, NOW, 'rest'],
  ['in the end too', { state: 'expired', returnedBy: 'expiry' }, 'held', false, NOW, 'spend'],
])('%s', (_, row, standing, pays, now, deed) => {
  expect(nextDeed({ row, drop, standing, pays }, now)).toBe(deed)
})

test('no hold outlasts its drop', () => {
  const over = { validUntil: later(NOW, MINUTE_MS) }
  expect(nextDeed({ row: held, drop: over, standing: 'held', pays: true }, over.validUntil)).toBe('let-go')
})

/** All that is stored: the voucher, and the entries of the ledger with this cause. */
interface World {
  readonly state: 'held' | 'issued' | 'returning' | 'returned'
  readonly by: 'lapse' | 'member' | undefined
  readonly hold: 'none' | 'held' | 'barred'
  readonly end: 'none' | 'spent' | 'released'
  readonly refunded: boolean
  readonly isLate: boolean
}
/** Somebody at work, who remembers what was read; without `read` they begin. A crash is never moving again. */
interface Actor {
  readonly pays: boolean
  readonly read?: { readonly row: Row; readonly standing: Standing }
  readonly isDone?: true
}

const standingIn = ({ hold, end, refunded }: World): Standing =>
  refunded || end === 'released' || hold === 'barred'
    ? 'back'
    : end === 'spent'
      ? 'spent'
      : hold === 'held'
        ? 'held'
        : 'none'
const rowIn = ({ state, by }: World): Row => ({
  state,
  ...(state === 'held' ? { heldUntil: UNTIL } : {}),
  ...(by ? { returnedBy: by } : {}),
})

/** One deed on the stored things, each with the condition that its write has; and what the actor then believes. */
function done(world: World, { pays, read }: Actor): [World, Actor] {
  if (!read) return [world, { pays, read: { row: rowIn(world), standing: standingIn(world) } }]
  const now = world.isLate ? UNTIL : NOW
  const believes = (next: World, standing: Standing): [World, Actor] => [
    next,
    { pays, read: { row: read.row, standing } },
  ]
  const sees = (next: World): [World, Actor] => [
    next,
    { pays, read: { row: rowIn(next), standing: read.standing } },
  ]
  switch (nextDeed({ row: read.row, drop, standing: read.standing, pays }, now)) {
    case 'rest':
      return [world, { pays, isDone: true }]
    case 'hold':
      if (world.hold === 'barred') return believes(world, 'back')
      return believes({ ...world, hold: 'held' }, 'held')
    case 'confirm':
      return sees(world.state === 'held' && !world.isLate ? { ...world, state: 'issued' } : world)
    case 'let-go':
      return sees(world.state === 'held' ? { ...world, state: 'returning', by: 'lapse' } : world)
    case 'spend':
      if (world.end !== 'none') return believes(world, world.end === 'spent' ? 'spent' : 'back')
      return believes({ ...world, end: 'spent' }, 'spent')
    case 'give-back':
      if (world.hold !== 'held') return believes({ ...world, hold: 'barred' }, 'back')
      if (world.end === 'none') return believes({ ...world, end: 'released' }, 'back')
      return believes(world.end === 'spent' ? { ...world, refunded: true } : world, 'back')
    case 'look-again':
      expect([rowIn(world), standingIn(world)], 'a reading was old').not.toEqual([read.row, read.standing])
      return [world, { pays }]
  }
}

const netOf = ({ hold, end, refunded }: World): number =>
  hold === 'held' && end !== 'released' && !refunded ? -1 : 0

test('in every order of two phones, a repair, a return, the deadline and any crash, a voucher is paid for or nothing is', () => {
  const first: World = {
    state: 'held',
    by: undefined,
    hold: 'none',
    end: 'none',
    refunded: false,
    isLate: false,
  }
  const seen = new Set<string>()
  let quiet = 0
  const walk = (world: World, actors: readonly Actor[]): void => {
    const key = JSON.stringify([world, actors])
    if (seen.has(key)) return
    seen.add(key)
    // Everybody died here: the repair alone brings it to its end.
    let [rest, repair]: [World, Actor] = [{ ...world, isLate: true }, { pays: false }]
    for (let deeds = 0; !repair.isDone; deeds++) {
      expect(deeds).toBeLessThan(12)
      ;[rest, repair] = done(rest, repair)
    }
    quiet++
    expect(netOf(rest), key).toBe(rest.state === 'issued' ? -1 : 0)
    expect(rest.state, 'nothing is left half-way').not.toBe('held')

    for (const [at, actor] of actors.entries()) {
      if (actor.isDone) continue
      const [next, moved] = done(world, actor)
      walk(next, actors.with(at, moved))
    }
    if (!world.isLate) walk({ ...world, isLate: true }, actors)
    if (world.state === 'issued') walk({ ...world, state: 'returning', by: 'member' }, actors)
    // The unit goes into its bucket once the points are back.
    if (world.state === 'returning' && standingIn(world) === 'back')
      walk({ ...world, state: 'returned' }, actors)
  }
  walk(first, [{ pays: true }, { pays: true }, { pays: false }])
  expect(quiet).toBeGreaterThan(500)
})
