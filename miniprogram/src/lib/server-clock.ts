import { epochMsOf, type Instant } from '@gonghui/shared/lib/instant'

/**
 * The server's clock, kept as an offset to a clock that nobody can turn: the phone's own date may be minutes off,
 * and a drop opens to the second.
 */
interface Reading {
  readonly offsetMs: number
  /** The reply took this long, so the offset may be wrong by half of it. */
  readonly roundTripMs: number
  readonly at: number
}

/** A reading this old gives way to any newer one: monotonic clocks drift and stand still while a phone sleeps. */
const STALE_MS = 60_000

/** Older base libraries have no `performance`; a turned clock is then mended by the next reply. */
export const monotonicMs = (): number => (typeof performance === 'object' ? performance.now() : Date.now())

export function readingOf(serverMs: number, sentAt: number, cameAt: number): Reading {
  const roundTripMs = cameAt - sentAt
  return { offsetMs: serverMs + roundTripMs / 2 - cameAt, roundTripMs, at: cameAt }
}

/** The one to trust: the quicker reply, unless the known one has grown old. */
export function better(known: Reading | undefined, fresh: Reading): Reading {
  if (!known || fresh.at - known.at > STALE_MS) return fresh
  return fresh.roundTripMs <= known.roundTripMs ? fresh : known
}

let kept: Reading | undefined

/** Takes the time from a reply: `serverTime` of its body, else the `date` header, which is cut to the second. */
export function noteServerTime(
  said: { readonly serverTime?: Instant | undefined; readonly date?: string | undefined },
  sentAt: number,
) {
  const serverMs = said.serverTime ? epochMsOf(said.serverTime) : Date.parse(said.date ?? '') + 500
  if (Number.isNaN(serverMs)) return
  kept = better(kept, readingOf(serverMs, sentAt, monotonicMs()))
}

/** The page was hidden: the phone may have slept, so the next reply counts whatever it took. */
export function distrustClock() {
  if (kept) kept = { ...kept, roundTripMs: Number.POSITIVE_INFINITY }
}

export const serverNowMs = (): number => (kept ? monotonicMs() + kept.offsetMs : Date.now())
