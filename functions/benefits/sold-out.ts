import type { Bucket } from './bucket.rule.ts'

/**
 * What a warm function knows of drops that are sold out, so that half a million late taps cost the table nothing. It
 * keeps who holds a place too, out of the very reading that proved it: a winner who taps again is never told to have
 * lost.
 */

/** After this long it must be proven anew: a unit may have come back. */
const TRUSTED_MS = 2_000
/** Drops that one function remembers at a time. */
const KEPT = 20

interface Proven {
  readonly untilMs: number
  readonly holders: ReadonlySet<string>
}

const proven = new Map<string, Proven>()

const named = (element: Uint8Array): string => Buffer.from(element).toString('latin1')

/** Remembers a proof: the buckets as they were read, every unit of them granted. */
export function rememberSoldOut(dropId: string, buckets: readonly Bucket[], nowMs: number): void {
  if (proven.size >= KEPT) proven.clear()
  const holders = new Set(buckets.flatMap(({ places }) => places.map(named)))
  proven.set(dropId, { untilMs: nowMs + TRUSTED_MS, holders })
}

/** Whether this claimant can be refused without asking the table. */
export function isKnownSoldOut(dropId: string, element: Uint8Array, nowMs: number): boolean {
  const known = proven.get(dropId)
  if (!known) return false
  if (nowMs < known.untilMs) return !known.holders.has(named(element))
  proven.delete(dropId)
  return false
}
