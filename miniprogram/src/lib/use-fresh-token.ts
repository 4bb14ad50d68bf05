import { epochMsOf, type Instant, MINUTE_MS, SECOND_MS } from '@gonghui/shared/lib/instant'
import { useEffect } from 'react'
import { beFresh } from './api'
import { serverNowMs } from './server-clock'

/** Those who wait renew between so long and so long before the opening, each at a moment by chance. */
const EARLIEST_MS = 4 * MINUTE_MS
const LATEST_MS = MINUTE_MS
/** The token is to last for so long after the opening. */
const LASTS_MS = 3 * MINUTE_MS
const LOOK_EVERY_MS = 10 * SECOND_MS

/**
 * Whoever waits for an opening sends little meanwhile and nothing just before it, and a token ends within a quarter of
 * an hour: it is renewed while there is time, so that the tap is one request. One that was not answered is tried again. In a phone that sleeps
 * nothing is due, and it is looked at as soon as it wakes.
 *
 * @param opensAt undefined where nothing is waited for.
 */
export function useFreshToken(opensAt: Instant | undefined): void {
  useEffect(() => {
    if (opensAt === undefined) return
    const opensMs = epochMsOf(opensAt)
    const dueMs = opensMs - LATEST_MS - Math.random() * (EARLIEST_MS - LATEST_MS)
    const look = () => {
      const nowMs = serverNowMs()
      if (dueMs <= nowMs && nowMs < opensMs) void beFresh(opensMs + LASTS_MS)
    }
    look()
    const timer = setInterval(look, LOOK_EVERY_MS)
    return () => clearInterval(timer)
  }, [opensAt])
}
