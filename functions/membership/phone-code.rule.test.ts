import { expect, test } from 'vitest'
import { CODES_A_DAY, maySend } from './phone-code.rule.ts'

const lastAt = '2026-06-12T02:00:00.000Z'

test('the first code of a day may be sent', () => {
  expect(maySend([undefined, undefined], lastAt)).toEqual({ is: 'yes' })
})

test('a code may follow another after a minute, whether the person or the phone had it', () => {
  const sent = { sent: 1, lastAt }
  for (const days of [
    [sent, undefined],
    [undefined, sent],
  ]) {
    const resendAt = '2026-06-12T02:01:00.000Z'
    expect(maySend(days, '2026-06-12T02:00:59.999Z')).toEqual({ is: 'phone-code-too-soon', resendAt })
    expect(maySend(days, resendAt)).toEqual({ is: 'yes' })
  }
})

test('ten codes are a day’s, and that is told before the minute is', () => {
  expect(maySend([{ sent: CODES_A_DAY - 1, lastAt }], '2026-06-12T03:00:00.000Z')).toEqual({ is: 'yes' })
  expect(maySend([{ sent: CODES_A_DAY, lastAt }], lastAt)).toEqual({ is: 'phone-code-limit' })
})
