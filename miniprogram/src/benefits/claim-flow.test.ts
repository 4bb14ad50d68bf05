import type { claimDrop } from '@gonghui/shared/benefits/claim'
import type { Voucher } from '@gonghui/shared/benefits/vouchers'
import type { Outcome } from '@gonghui/shared/lib/client'
import { expect, test } from 'vitest'
import { type ClaimState, type Pending, runClaim } from './claim-flow'

type Ended = Outcome<typeof claimDrop>
const SERVER_TIME = '2026-06-12T02:00:00.000Z'
const voucher: Voucher = {
  voucherId: 'vch_00000000000000000000000000000000',
  dropId: 'drp_01JXM1X0000000000000000000',
  j: 1,
  state: 'issued',
  title: '时令水果礼盒',
  cover: 'fruit',
  kind: 'goods',
  orgName: '南山区总工会',
  listPriceFen: 4_800,
  memberPriceFen: 1_920,
  validFrom: SERVER_TIME,
  validUntil: '2026-06-19T13:00:00.000Z',
  redeemedAt: 'here',
  issuedAt: SERVER_TIME,
}
const granted: Ended = { kind: 'answer', status: 201, body: { voucher, serverTime: SERVER_TIME } }
const refused = (code: string, status: number, facts = {}): Ended => ({
  kind: 'refused',
  problem: { type: '', code, status, title: code, next: '', requestId: 'r', serverTime: SERVER_TIME, facts },
})
const early = (opensAt: string) => refused('drop-not-open', 409, { opensAt })
const unknown: Ended = { kind: 'unknown', retryAfterMs: 100 }

/** A phone whose requests end one after another as listed; what it did is kept in order. */
function phone(ends: Ended[], start?: Pending) {
  const did: string[] = []
  const told: ClaimState[] = []
  let stored = start
  let left = false
  const means = {
    pending: {
      read: () => stored,
      write: (pending: Pending) => {
        did.push('store')
        stored = pending
      },
      clear: () => {
        did.push('clear')
        stored = undefined
      },
    },
    send: async (body: { j: number; retry?: true }) => {
      did.push(`send ${JSON.stringify(body)}`)
      const end = ends.shift()
      if (!end) throw new Error('one request too many')
      return end
    },
    wait: async (ms: number) => {
      did.push(ms < 1_000 ? `wait ${ms}` : 'wait')
      if (ends.length === 0) left = true
    },
    tell: (state: ClaimState) => void told.push(state),
    left: () => left,
  }
  return { means, did, told, stored: () => stored }
}

const kinds = (told: ClaimState[]) => told.map(({ kind }) => kind)

test('the pending claim is stored before the request leaves, and cleared by the answer', async () => {
  const { means, did, told } = phone([granted])
  await runClaim(means, 1)
  expect(did).toEqual(['store', 'send {"j":1}', 'clear'])
  expect(kinds(told)).toEqual(['asking', 'granted'])
})

test('while nobody knows it waits and asks again with retry, and never says lost', async () => {
  const { means, did, told } = phone([unknown, { kind: 'unreachable' }, granted])
  await runClaim(means, 1)
  const again = 'send {"j":1,"retry":true}'
  expect(did).toEqual(['store', 'send {"j":1}', 'wait', again, 'wait', again, 'clear'])
  expect(kinds(told)).toEqual(['asking', 'waiting', 'waiting', 'granted'])
})

test('a page that is left while nobody knows keeps the claim pending', async () => {
  const { means, told, stored } = phone([unknown, unknown])
  await runClaim(means, 1)
  expect(stored()).toEqual({ j: 1 })
  expect(kinds(told)).toEqual(['asking', 'waiting', 'waiting'])
})

test('a claim that was pending when the app went away says retry from its first request, for the same voucher', async () => {
  const { means, did } = phone([granted], { j: 2 })
  await runClaim(means, 3)
  expect(did).toEqual(['send {"j":2,"retry":true}', 'clear'])
})

test('a refusal ends it, and nothing stays pending', async () => {
  const { means, told, stored } = phone([refused('drop-sold-out', 409)])
  await runClaim(means, 1)
  expect(kinds(told)).toEqual(['asking', 'refused'])
  expect(stored()).toBeUndefined()
})

test('a refusal at the door decides nothing: the claim stays pending for after the sign-in', async () => {
  const { means, stored } = phone([unknown, refused('token-expired', 401)])
  await runClaim(means, 1)
  expect(stored()).toEqual({ j: 1 })
})

test('a tap that came milliseconds early is no refusal: it waits for the opening, and asks as for the first time', async () => {
  const { means, did, told } = phone([early('2026-06-12T02:00:00.200Z'), granted])
  await runClaim(means, 1)
  expect(did).toEqual(['store', 'send {"j":1}', 'wait 200', 'send {"j":1}', 'clear'])
  expect(kinds(told)).toEqual(['asking', 'granted'])
})

test('a tap that came early after one without an answer still says retry', async () => {
  const { means, did } = phone([unknown, early('2026-06-12T02:00:00.200Z'), granted])
  await runClaim(means, 1)
  const again = 'send {"j":1,"retry":true}'
  expect(did).toEqual(['store', 'send {"j":1}', 'wait', again, 'wait 200', again, 'clear'])
})

test.each(['2026-06-12T02:00:03.001Z', SERVER_TIME, 'no time'])(
  'a drop that opens at %s, seconds later or at no known time, is refused',
  async (opensAt) => {
    const { means, told } = phone([early(opensAt)])
    await runClaim(means, 1)
    expect(kinds(told)).toEqual(['asking', 'refused'])
  },
)
