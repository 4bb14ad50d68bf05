import { expect, test } from 'vitest'
import { seenStanding } from './standing-words'

test.each([
  [undefined, 'ok', '在会会员'],
  ['active', 'ok', '在会会员'],
  ['suspended', 'wait', '会籍暂停'],
  ['retired', 'wait', '退休，保留会籍'],
] as const)('a member who stands at %s is shown in the tone %s as %s', (standing, tone, text) => {
  expect(seenStanding(standing)).toMatchObject({ tone, text })
})
