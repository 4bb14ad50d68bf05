import type { Pace } from '@gonghui/shared/lib/contract'

/**
 * A bucket of tokens kept as one instant (the generic cell rate algorithm, ITU-T I.371): when the caller's account is
 * even again. Each call moves it on by the time that one call is worth; who has run more than `burst` calls ahead of
 * the clock is too fast, and stays where they were.
 *
 * @param evenAtMs of the last call; anything in the past for a caller who is not known.
 */
export function paced(evenAtMs: number, nowMs: number, { burst, perSecond }: Pace): number | 'too-fast' {
  const eachMs = 1_000 / perSecond
  const next = Math.max(evenAtMs, nowMs) + eachMs
  return next - nowMs > burst * eachMs ? 'too-fast' : next
}
