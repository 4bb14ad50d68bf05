import { createHash } from 'node:crypto'
import { epochMsOf, type Instant, MINUTE_MS, SECOND_MS } from '@gonghui/shared/lib/instant'
import { sameBytes } from './secrets.ts'

/** `review`: neither found sound nor refused, so it stays unseen until a person has looked at it. */
export type Verdict = 'pass' | 'review' | 'risky'

/** Of several checks the strictest holds: risky before review before pass. */
export const strictest = (verdicts: readonly Verdict[]): Verdict =>
  verdicts.includes('risky') ? 'risky' : verdicts.includes('review') ? 'review' : 'pass'

/** WeChat's word as ours. A word that nobody knows yet is for a person to judge. */
export const verdictFrom = (suggest: unknown): Verdict =>
  suggest === 'pass' || suggest === 'risky' ? suggest : 'review'

/** WeChat promises a picture's verdict within half an hour. */
const PATIENCE_MS = 30 * MINUTE_MS

/** A picture's standing, from the verdict if it has come. What is not judged in time waits for a person, not for ever. */
export const pictureStanding = (
  told: Verdict | undefined,
  submittedAt: Instant,
  now: Instant,
): Verdict | 'under-check' =>
  told ?? (epochMsOf(now) - epochMsOf(submittedAt) >= PATIENCE_MS ? 'review' : 'under-check')

/** How old or how far ahead a signed push may be, so that one that was overheard is soon worth nothing. */
const PUSH_LIFE_MS = 10 * MINUTE_MS

export interface PushSignature {
  readonly signature?: string | undefined
  readonly timestamp?: string | undefined
  readonly nonce?: string | undefined
}

/**
 * Whether WeChat signed a push: the SHA-1 of token, timestamp and nonce, sorted and joined.
 * https://developers.weixin.qq.com/miniprogram/dev/framework/server-ability/message-push.html
 */
export function isSigned(
  { signature = '', timestamp = '', nonce = '' }: PushSignature,
  token: string,
  now: Instant,
): boolean {
  const ageMs = Math.abs(epochMsOf(now) - Number(timestamp) * SECOND_MS)
  if (!/^\d{1,12}$/.test(timestamp) || ageMs > PUSH_LIFE_MS) return false
  const expected = createHash('sha1').update([token, timestamp, nonce].sort().join('')).digest('hex')
  return sameBytes(Buffer.from(signature), Buffer.from(expected))
}

export interface PictureVerdict {
  readonly traceId: string
  readonly verdict: Verdict
}

/** What a push tells of a picture, if it is the end of a check of this app's; the pushes of other things tell nothing. */
export function pictureVerdictFrom(event: unknown, appid: string): PictureVerdict | undefined {
  if (typeof event !== 'object' || event === null) return undefined
  const pushed = event as Readonly<Record<string, unknown>>
  if (pushed.Event !== 'wxa_media_check' || pushed.appid !== appid) return undefined
  const traceId = String(pushed.trace_id)
  if (!/^[\w-]{8,64}$/.test(traceId)) return undefined
  // A picture that WeChat could not load (-1008) was not judged.
  const result = (pushed.errcode === 0 ? pushed.result : undefined) as { suggest?: unknown } | undefined
  return { traceId, verdict: verdictFrom(result?.suggest) }
}
