import type { joinOpening } from '@gonghui/shared/benefits/opening'
import type { Voucher } from '@gonghui/shared/benefits/vouchers'
import type { Outcome } from '@gonghui/shared/lib/client'
import { expect, test } from 'vitest'
import type { ClaimState, Pending } from './claim-flow'
import { runOpening } from './opening-flow'

type Ended = Outcome<typeof joinOpening>
const [OPENS, DRAWS] = ['2026-06-12T02:00:00.000Z', '2026-06-12T02:00:08.000Z']
const pseudonym = '0'.repeat(32)
const voucher = { voucherId: 'vch_1' } as unknown as Voucher
const entered: Ended = {
  kind: 'answer',
  status: 201,
  body: { step: 'entered', pseudonym, enteredAt: OPENS, drawsAt: DRAWS, serverTime: OPENS },
}
const won: Ended = { kind: 'answer', status: 200, body: { step: 'won', voucher, serverTime: DRAWS } }
const outcome = { pseudonym, entrants: 9, units: 1, drawnAt: DRAWS, lot: 'ff', lastLot: '00' }
const lost: Ended = { kind: 'answer', status: 200, body: { step: 'not-drawn', outcome, serverTime: DRAWS } }
const refused = (code: string, status = 409, facts = {}): Ended => ({
  kind: 'refused',
  problem: { type: '', code, status, title: code, next: '', requestId: 'r', serverTime: OPENS, facts },
})
const busy: Ended = { kind: 'unknown', retryAfterMs: 100 }

/** A phone whose requests end one after another as listed; what it did is kept in order. */
async function phone(ends: Ended[], start?: Pending) {
  const did: string[] = []
  const told: ClaimState[] = []
  let stored = start
  let left = false
  const ended = await runOpening({
    pending: {
      read: () => stored,
      write: (pending) => {
        did.push('store')
        stored = pending
      },
      clear: () => {
        did.push('clear')
        stored = undefined
      },
    },
    join: async () => {
      did.push('ask')
      const end = ends.shift()
      if (!end) throw new Error('one request too many')
      return end
    },
    waitMsTo: () => 8_000,
    wait: async (ms) => {
      did.push(ms === 8_000 ? 'wait for the draw' : ms < 1_000 ? `wait ${ms}` : 'wait')
      if (ends.length === 0) left = true
    },
    tell: (state) => void told.push(state),
    left: () => left,
  })
  return { ended, did, told: told.map(({ kind }) => kind), stored }
}

test('the tap is stored before it is sent, and is forgotten when it has an answer', async () => {
  const { did, told } = await phone([entered, busy, won])
  expect(did).toEqual(['store', 'ask', 'wait for the draw', 'ask', 'wait', 'ask', 'clear'])
  // Once in, “nobody knows yet” does not make it less so.
  expect(told).toEqual(['asking', 'entered', 'granted'])
})

test('who was not drawn is told how it went', async () => {
  expect((await phone([entered, lost])).told).toEqual(['asking', 'entered', 'not-drawn'])
})

test('a tap without an answer is asked again, and waits; an app that is closed keeps it', async () => {
  const first = await phone([busy])
  expect(first.told).toEqual(['asking', 'waiting'])
  expect(first.stored).toEqual({ j: 1, opening: true })
  const again = await phone([won], first.stored)
  expect(again.did).toEqual(['ask', 'clear'])
})

test('who is not in the draw goes on to what it leaves', async () => {
  const { ended, stored } = await phone([refused('opening-over')])
  expect([ended, stored]).toEqual(['over', undefined])
})

test('a pause keeps who is in waiting, and refuses who is not', async () => {
  expect((await phone([entered, refused('drop-paused'), won])).told).toEqual(['asking', 'entered', 'granted'])
  expect((await phone([refused('drop-paused')])).told).toEqual(['asking', 'refused'])
})

test('a sign-in that ran out leaves the tap pending', async () => {
  const { stored, told } = await phone([refused('token-expired', 401)])
  expect(stored).toEqual({ j: 1, opening: true })
  expect(told).toEqual(['asking', 'refused'])
})

test('a tap that came milliseconds early waits for the opening', async () => {
  const early = refused('drop-not-open', 409, { opensAt: '2026-06-12T02:00:00.200Z' })
  const { did, told } = await phone([early, entered, won])
  expect(did).toEqual(['store', 'ask', 'wait 200', 'ask', 'wait for the draw', 'ask', 'clear'])
  expect(told).toEqual(['asking', 'entered', 'granted'])
})
