import { epochMsOf, type Instant, instantOf, later, MINUTE_MS, SECOND_MS } from '@gonghui/shared/lib/instant'
import { CODE_LIFE_SECONDS, DIGITS_MINUTES, TOLERANCE_SECONDS } from '@gonghui/shared/lib/member-code'
import { bytesOf, idFrom } from './ids.ts'
import { mac, sameBytes } from './secrets.ts'

/** A member's id, when the code ends, and a keyed hash: nothing of it is secret, and none of it can be made up. */
const PREFIX = 'GHM1.'
const ID_BYTES = 16
const TIME_BYTES = 4
const MAC_BYTES = 12

/** The text of the QR, good for a minute. */
export function memberCodeFor(memberId: string, now: Instant): { memberCode: string; expiresAt: Instant } {
  const seconds = Math.floor(epochMsOf(now) / SECOND_MS) + CODE_LIFE_SECONDS
  const content = Buffer.alloc(ID_BYTES + TIME_BYTES)
  bytesOf(memberId).copy(content)
  content.writeUInt32BE(seconds, ID_BYTES)
  const signed = Buffer.concat([content, mac('member-codes', content, MAC_BYTES)])
  return { memberCode: PREFIX + signed.toString('base64url'), expiresAt: instantOf(seconds * SECOND_MS) }
}

/** Whose code it is and when it ends; undefined where it was not made by us. */
export function openMemberCode(shown: string): { memberId: string; expiresAt: Instant } | undefined {
  const text = shown.trim()
  if (!text.startsWith(PREFIX)) return undefined
  const bytes = Buffer.from(text.slice(PREFIX.length), 'base64url')
  if (bytes.length !== ID_BYTES + TIME_BYTES + MAC_BYTES) return undefined
  const content = bytes.subarray(0, ID_BYTES + TIME_BYTES)
  if (!sameBytes(bytes.subarray(content.length), mac('member-codes', content, MAC_BYTES))) return undefined
  return {
    memberId: idFrom('member', content.subarray(0, ID_BYTES)),
    expiresAt: instantOf(content.readUInt32BE(ID_BYTES) * SECOND_MS),
  }
}

/** `late`: past its end, but within what a lost network is given. */
export function codeStands(expiresAt: Instant, now: Instant): 'good' | 'late' | 'over' {
  if (now <= expiresAt) return 'good'
  return now <= later(expiresAt, TOLERANCE_SECONDS * SECOND_MS) ? 'late' : 'over'
}

const DIGITS_MS = DIGITS_MINUTES * MINUTE_MS

/**
 * Eight digits of a member in the stretch of time that `now` lies in, the same whenever they are asked for in it.
 * They hold to the end of the next stretch, so five minutes at least; `salt` gives others where two members meet at one.
 */
export function digitsFor(memberId: string, now: Instant, salt: number): { digits: string; until: Instant } {
  const stretch = Math.floor(epochMsOf(now) / DIGITS_MS)
  const drawn = mac('member-digits', `${memberId} ${stretch} ${salt}`).readBigUInt64BE() % 100_000_000n
  return { digits: String(drawn).padStart(8, '0'), until: instantOf((stretch + 2) * DIGITS_MS) }
}
