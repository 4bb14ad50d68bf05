import { type Kind, prefixes } from '@gonghui/shared/lib/ids'
import { epochMsOf, type Instant } from '@gonghui/shared/lib/instant'
import { ulid } from 'ulid'

export const newId = (kind: Kind, now: Instant): string => `${prefixes[kind]}_${ulid(epochMsOf(now))}`

/** Crockford's base 32, in which a ULID writes its 128 bits; the first of its 26 characters carries only three. */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 26
const BYTES = 16
const WORTH = new Map([...DIGITS].map((digit, worth) => [digit.charCodeAt(0), worth]))

/** The 16 bytes behind an id: what a bucket or a pass has room for. */
export function bytesOf(id: string): Buffer {
  const start = id.indexOf('_') + 1
  if (id.length - start !== LENGTH) throw new Error('an id that is no ULID has no bytes')
  const bytes = Buffer.alloc(BYTES)
  let held = 0
  let bits = -2
  let at = 0
  // Every refusal of a sold-out drop comes by here: each character is read once, and no text is made on the way.
  for (let i = start; i < id.length; i++) {
    const worth = WORTH.get(id.charCodeAt(i))
    if (worth === undefined || (i === start && worth > 7))
      throw new Error('an id that is no ULID has no bytes')
    held = (held << 5) | worth
    bits += 5
    if (bits >= 8) {
      bits -= 8
      bytes[at++] = held >> bits
      held &= (1 << bits) - 1
    }
  }
  return bytes
}

export function idFrom(kind: Kind, bytes: Uint8Array): string {
  if (bytes.length !== BYTES) throw new Error('an id is made of 16 bytes')
  let left = BigInt(`0x${Buffer.from(bytes).toString('hex')}`)
  let digits = ''
  for (let i = 0; i < LENGTH; i++) {
    digits = DIGITS[Number(left & 31n)] + digits
    left >>= 5n
  }
  return `${prefixes[kind]}_${digits}`
}
