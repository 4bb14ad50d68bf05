import { later } from '@gonghui/shared/lib/instant'
import type { PrivacyEntry } from '@gonghui/shared/membership/privacy'
import { CONSENT_VERSION } from '@gonghui/shared/membership/privacy-notice'
import { expect, test } from 'vitest'
import { ASK_AGAIN_MS, judgeAnswer, standingBy } from './privacy.rule.ts'

const at = '2026-06-12T02:00:00.000Z'
const said = (answer: PrivacyEntry['answer'], version = CONSENT_VERSION): PrivacyEntry => ({
  answer,
  version,
  at,
})

test.each([
  ['who never answered is asked', undefined, { standing: 'never', ask: true }],
  ['who agreed to this version is not', said('agreed'), { standing: 'agreed', ask: false }],
  ['a new version asks again', said('agreed', '2019-01'), { standing: 'outdated', ask: true }],
  ['who refused is left alone', said('refused'), { standing: 'refused', ask: false }],
  ['who refused an older one is asked', said('refused', '2019-01'), { standing: 'refused', ask: true }],
  ['who took it back is left alone', said('withdrawn'), { standing: 'withdrawn', ask: false }],
] as const)('%s', (_, latest, expected) => {
  expect(standingBy(latest, at)).toEqual(expected)
})

test('a week after a no one is asked again, and not a moment earlier', () => {
  expect(standingBy(said('refused'), later(at, ASK_AGAIN_MS - 1)).ask).toBe(false)
  expect(standingBy(said('refused'), later(at, ASK_AGAIN_MS)).ask).toBe(true)
})

test.each([
  ['a first yes is written', undefined, 'agreed', CONSENT_VERSION, 'write'],
  ['the same yes is the same line', said('agreed'), 'agreed', CONSENT_VERSION, 'again'],
  ['a yes to a notice that is not in force is refused', undefined, 'agreed', '2019-01', 'consent-outdated'],
  ['a no to one that is not in force too', undefined, 'refused', '2019-01', 'consent-outdated'],
  ['a yes after a no is written', said('refused'), 'agreed', CONSENT_VERSION, 'write'],
  ['a yes can be taken back', said('agreed'), 'withdrawn', CONSENT_VERSION, 'write'],
  ['so can a yes to an older one', said('agreed', '2019-01'), 'withdrawn', CONSENT_VERSION, 'write'],
  ['nothing cannot be taken back', undefined, 'withdrawn', CONSENT_VERSION, 'consent-missing'],
  ['nor can a no', said('refused'), 'withdrawn', CONSENT_VERSION, 'consent-missing'],
  ['taken back twice is once', said('withdrawn', '2019-01'), 'withdrawn', CONSENT_VERSION, 'again'],
] as const)('%s', (_, latest, answer, version, expected) => {
  expect(judgeAnswer(latest, { answer, version })).toBe(expected)
})
