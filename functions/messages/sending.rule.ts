import { type Instant, later, MINUTE_MS, SECOND_MS } from '@gonghui/shared/lib/instant'

/** What one send comes to. */
export type Outcome =
  | 'sent'
  /** WeChat has no consent of theirs left: ours is void. */
  | 'refused'
  /** Nothing is wrong with the message: it is sent later. */
  | 'busy'
  /** It will never go out, and the consent is theirs again: WeChat did not use it. */
  | 'never'

/**
 * WeChat's answers by name.
 * https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/mp-message-management/subscribe-message/sendMessage.html
 */
const NAMES: Readonly<Record<number, readonly [name: string, outcome: Outcome]>> = {
  0: ['ok', 'sent'],
  // The person took the consent back in WeChat, or used it up in a way that we did not see.
  43101: ['user-refused', 'refused'],
  40003: ['openid-invalid', 'never'],
  40037: ['template-invalid', 'never'],
  41030: ['page-invalid', 'never'],
  47003: ['fields-invalid', 'never'],
  43107: ['messages-banned', 'never'],
  43108: ['two-at-once', 'busy'],
  // The token was renewed once already; whatever is wrong with it, the message is sound.
  40001: ['token-invalid', 'busy'],
  40014: ['token-invalid', 'busy'],
  42001: ['token-expired', 'busy'],
}

export function outcomeOf(errcode: number | undefined): { readonly name: string; readonly outcome: Outcome } {
  const [name, outcome] = NAMES[errcode ?? 0] ?? [`errcode-${errcode}`, 'never' as const]
  return { name, outcome }
}

const FIRST_WAIT_MS = 30 * SECOND_MS
const LONGEST_WAIT_MS = 30 * MINUTE_MS

/** When it is tried again: twice as long each time, half an hour at most. */
export const nextTry = (tries: number, now: Instant): Instant =>
  later(now, Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.max(0, tries - 1)))

/** So long a message is one worker's; WeChat answers within seconds, or does not. */
export const LEASE_MS = 30 * SECOND_MS
