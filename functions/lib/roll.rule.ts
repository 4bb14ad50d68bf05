import { bytesOf, idFrom } from './ids.ts'

/**
 * A roll: pseudonyms (or members) one after the other, 16 bytes each, in parts of ten thousand: 160 KB an item, and what
 * a warm function can keep of half a million people is 8 MB.
 */
export const PER_PART = 10_000
export const ROLL_BYTES = 16

export const rollOf = (hex: readonly string[]): Uint8Array => Buffer.from(hex.join(''), 'hex')

/** Members as the 16 bytes of their ids. */
export const rollOfMembers = (memberIds: readonly string[]): Uint8Array =>
  Buffer.concat(memberIds.map(bytesOf))

export const memberAt = (roll: Uint8Array, at: number): string => idFrom('member', bytesAt(roll, at))

export const lengthOf = (roll: Uint8Array): number => roll.length / ROLL_BYTES

export const bytesAt = (roll: Uint8Array, at: number): Uint8Array =>
  roll.subarray(at * ROLL_BYTES, (at + 1) * ROLL_BYTES)

export const pseudonymAt = (roll: Uint8Array, at: number): string =>
  Buffer.from(bytesAt(roll, at)).toString('hex')

export const pseudonymsIn = (roll: Uint8Array): string[] =>
  Array.from({ length: lengthOf(roll) }, (_, at) => pseudonymAt(roll, at))

export const partsOf = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / PER_PART) }, (_, part) =>
    all.slice(part * PER_PART, (part + 1) * PER_PART),
  )

/** The last place whose pseudonym is not after the sought one (`compared` ≤ 0); -1 where all are after it. */
export function lastNotAfter(roll: Uint8Array, compared: (pseudonym: string) => number): number {
  let low = 0
  let high = lengthOf(roll)
  while (low < high) {
    const middle = (low + high) >> 1
    if (compared(pseudonymAt(roll, middle)) <= 0) low = middle + 1
    else high = middle
  }
  return low - 1
}
