import { DAY_MS, type Instant, later } from '@gonghui/shared/lib/instant'
import {
  PRIVACY_ASKED_AGAIN_DAYS,
  type PrivacyAnswer,
  type PrivacyEntry,
  type privacyStandings,
} from '@gonghui/shared/membership/privacy'
import { CONSENT_VERSION } from '@gonghui/shared/membership/privacy-notice'

export const ASK_AGAIN_MS = PRIVACY_ASKED_AGAIN_DAYS * DAY_MS

type Standing = (typeof privacyStandings)[number]

/** How somebody stands to the notice in force by their last word on it, and whether it is time to ask. */
export function standingBy(
  latest: PrivacyEntry | undefined,
  now: Instant,
): { readonly standing: Standing; readonly ask: boolean } {
  if (!latest) return { standing: 'never', ask: true }
  const isOld = latest.version !== CONSENT_VERSION
  if (latest.answer === 'agreed') return { standing: isOld ? 'outdated' : 'agreed', ask: isOld }
  return { standing: latest.answer, ask: isOld || now >= later(latest.at, ASK_AGAIN_MS) }
}

/** What an answer comes to: a new line; the last line once more; or a refusal. */
export function judgeAnswer(
  latest: PrivacyEntry | undefined,
  { answer, version }: { readonly answer: PrivacyAnswer; readonly version: string },
): 'write' | 'again' | 'consent-missing' | 'consent-outdated' {
  const isSame = latest?.answer === answer && latest.version === version
  if (isSame) return 'again'
  // Whoever takes it back takes back whatever they agreed to, of this version or an older one.
  if (answer === 'withdrawn') {
    if (latest?.answer === 'withdrawn') return 'again'
    return latest?.answer === 'agreed' ? 'write' : 'consent-missing'
  }
  return version === CONSENT_VERSION ? 'write' : 'consent-outdated'
}
