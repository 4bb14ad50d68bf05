import { later } from '@gonghui/shared/lib/instant'
import { expect, test } from 'vitest'
import { GRACE_MS, judgeRenewal, SESSION_LIFE_MS } from './session.rule.ts'

const renewedAt = '2026-06-12T02:00:00.000Z'
const session = {
  sessionId: 'ses_01J00000000000000000000000',
  personId: 'per_01J00000000000000000000000',
  generation: 3,
  renewedAt,
  until: later(renewedAt, SESSION_LIFE_MS),
}

test('a session is over at its last instant, thirty days after its last use', () => {
  expect(judgeRenewal(session, 3, later(session.until, -1))).toBe('renew')
  expect(judgeRenewal(session, 3, session.until)).toBe('over')
})

test('the code before the current one is answered again for a minute, and is theft from then on', () => {
  expect(judgeRenewal(session, 2, renewedAt)).toBe('again')
  expect(judgeRenewal(session, 2, later(renewedAt, GRACE_MS - 1))).toBe('again')
  expect(judgeRenewal(session, 2, later(renewedAt, GRACE_MS))).toBe('stolen')
})

test('an older code is theft at any time', () => {
  expect(judgeRenewal(session, 1, renewedAt)).toBe('stolen')
})

test('a code ahead of the table is no theft: the table was restored', () => {
  expect(judgeRenewal(session, 4, renewedAt)).toBe('over')
})
