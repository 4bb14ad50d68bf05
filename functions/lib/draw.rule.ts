import { createHash, createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import type { Instant } from '@gonghui/shared/lib/instant'
import { expiryAfter } from '../table/expiry.ts'

/**
 * Drawing lots so that anybody can draw them again. Whoever draws commits to a secret seed before it is known who takes
 * part, fixes the list of those who do before the public number is known, and reveals the seed afterwards: then nobody, the
 * one who drew included, could have chosen who wins. Entrants stand under pseudonyms, so the list can be published.
 *
 * Nothing here knows of drops or quizzes. Where no number is waited for, the list's own fingerprint is the public number.
 */

/** The rule by name, as a published draw tells it. Another way of reckoning is another name. */
export const DRAW_RULE = 'gonghui-draw-1'

/**
 * The same, but that the list itself is the public number. Its fingerprint is made by everybody who takes part and is fixed
 * when entries end, after the seed was committed to, so no entrant can choose it, and who keeps the seed cannot know it.
 * Called after simultaneous openings, which drew so first.
 */
export const OWN_LIST_RULE = 'gonghui-opening-1'

const PSEUDONYM_BYTES = 16

/**
 * Who a member is in one draw: HMAC-SHA256 of the member's id under the draw's own key, 128 bits in hex. It names one
 * entry and no more, leads nowhere without the key, and is another one in every other draw.
 */
export const pseudonymOf = (keyOfDraw: Uint8Array, memberId: string): string =>
  createHmac('sha256', keyOfDraw).update(memberId).digest().subarray(0, PSEUDONYM_BYTES).toString('hex')

/** Prize draws are kept on record for two years, and a quarter more for whoever asks on the last day. */
const KEPT_DAYS = 2 * 365 + 90

/** When the table may forget what belongs to a draw that closes then, in epoch seconds (the table's TTL). */
export const forgottenAfter = (closesAt: Instant): number => expiryAfter(closesAt, KEPT_DAYS)

/** What is published beforehand: SHA-256 of the seed's bytes, in hex. */
export const commitmentOf = (seed: Uint8Array): string => createHash('sha256').update(seed).digest('hex')

/** The list's fingerprint: SHA-256 over the pseudonyms in ascending order, each with a line feed after it. In hex. */
export function listHashOf(pseudonyms: Iterable<string>): string {
  const hash = createHash('sha256')
  for (const pseudonym of pseudonyms) hash.update(`${pseudonym}\n`)
  return hash.digest('hex')
}

export interface Lots {
  readonly seed: Uint8Array
  /** What nobody could know when the seed was committed to: `2026168:375`. */
  readonly publicNumber: string
}

const lotBy = (seed: KeyObject, publicNumber: string, pseudonym: string): Buffer =>
  createHmac('sha256', seed).update(`${publicNumber}\n${pseudonym}`).digest()

/** An entrant's lot: HMAC-SHA256 of the public number, a line feed and the pseudonym, keyed with the seed. */
export const lotOf = ({ seed, publicNumber }: Lots, pseudonym: string): Buffer =>
  lotBy(createSecretKey(seed), publicNumber, pseudonym)

const LOT_BYTES = 32

/**
 * The order of the draw: places in `pseudonyms`, the smallest lot first. The first so many win. Equal lots, which nobody
 * will ever see, stand in the order of the pseudonyms, so that the order is one and the same wherever it is reckoned.
 */
export function drawOrder(pseudonyms: readonly string[], { seed, publicNumber }: Lots): Uint32Array {
  // Made once: a key costs four times what a lot does.
  const key = createSecretKey(seed)
  // One block for all lots: half a million of them are 16 MB here, and would be ten times that as objects.
  const all = Buffer.alloc(pseudonyms.length * LOT_BYTES)
  // Nearly every comparison is decided by the first six bytes, which a number holds exactly.
  const leading = new Float64Array(pseudonyms.length)
  for (const [at, pseudonym] of pseudonyms.entries()) {
    const lot = lotBy(key, publicNumber, pseudonym)
    lot.copy(all, at * LOT_BYTES)
    leading[at] = lot.readUIntBE(0, 6)
  }
  const lotAt = (at: number) => all.subarray(at * LOT_BYTES, (at + 1) * LOT_BYTES)
  const compared = (a: number, b: number): number =>
    (leading[a] ?? 0) - (leading[b] ?? 0) ||
    lotAt(a).compare(lotAt(b)) ||
    ((pseudonyms[a] ?? '') < (pseudonyms[b] ?? '') ? -1 : 1)
  return Uint32Array.from(pseudonyms.keys()).sort(compared)
}

/** Whether a lot is among those that won, told by the last of them alone. */
export const hasWon = (lots: Lots, pseudonym: string, lastLot: Uint8Array | undefined): boolean =>
  lastLot !== undefined && lotOf(lots, pseudonym).compare(lastLot) <= 0
