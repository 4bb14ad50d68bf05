import type { Outcome } from '@gonghui/shared/lib/client'
import type { CheckInPlan, checkIn } from '@gonghui/shared/reading/readers'
import { expect, test } from 'vitest'
import { ulid } from '../lib/ulid'
import { type Box, empty, put } from './outbox'

type Answer = Outcome<typeof checkIn>
const told = (day: string): CheckInPlan => ({
  checkInId: `chk_${ulid(Date.parse(day))}`,
  day,
  bookId: 'b1',
  minutes: 20,
  pages: 0,
})
const taken = { kind: 'answer', status: 201, body: { reader: { today: '2026-03-09' } } } as unknown as Answer
const refused = (status: number) =>
  ({ kind: 'refused', problem: { code: 'check-in-too-late', status } }) as unknown as Answer

function boxWith(answers: readonly Answer[]) {
  let kept: readonly CheckInPlan[] = []
  const sent: string[] = []
  const left = [...answers]
  const box: Box<CheckInPlan, typeof checkIn> = {
    idOf: ({ checkInId }) => checkInId,
    read: () => kept,
    write: (next) => {
      kept = next
    },
    send: async ({ checkInId }) => {
      sent.push(checkInId)
      return left.shift() ?? { kind: 'unreachable' }
    },
  }
  return { box, sent }
}

test('made offline, kept, and sent later with the same id and the day it was made', async () => {
  const { box, sent } = boxWith([{ kind: 'unreachable' }, taken])
  const one = told('2026-03-08')
  put(box, one)
  expect(await empty(box)).toEqual({ taken: [], refused: [], left: 1 })
  expect(await empty(box)).toMatchObject({ taken: [one], left: 0, last: { reader: { today: '2026-03-09' } } })
  expect(sent).toEqual([one.checkInId, one.checkInId])
})

test('the oldest goes first; one that nobody answers for keeps the rest waiting', async () => {
  const { box, sent } = boxWith([taken, { kind: 'unknown', retryAfterMs: 1 }])
  const days = ['2026-03-08', '2026-03-09', '2026-03-10'].map(told)
  for (const one of days) put(box, one)
  expect(await empty(box)).toMatchObject({ taken: [days[0]], left: 2 })
  expect(sent).toEqual([days[0]?.checkInId, days[1]?.checkInId])
})

test('what is refused for a reason leaves the box and is told; a sign-in that ran out and a fault keep it', async () => {
  const { box } = boxWith([refused(409), taken, refused(401)])
  for (const day of ['2026-03-01', '2026-03-08', '2026-03-09']) put(box, told(day))
  const emptied = await empty(box)
  expect(emptied.refused).toMatchObject([
    { one: { day: '2026-03-01' }, problem: { code: 'check-in-too-late' } },
  ])
  expect(emptied.left).toBe(1)
})

test('an id made on the phone is one that the server takes', () => {
  // The server's clock as the phone keeps it has fractions of a millisecond.
  expect(`chk_${ulid(Date.now() + 0.25)}`).toMatch(/^chk_[0-7][0-9A-HJKMNP-TV-Z]{25}$/)
  expect(ulid(1_000) < ulid(2_000)).toBe(true)
})
