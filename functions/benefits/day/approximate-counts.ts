import { type Instant, SECOND_MS } from '@gonghui/shared/lib/instant'
import { log, told } from '../../lib/log.ts'

export type Counts = Readonly<Record<string, number>>

/**
 * Counts kept in the warm function and told to the table at most once a second, beside a request that is being
 * answered: between requests a function stands still. What a function has counted when it is put away is lost, so the
 * figures are approximate, and nobody waits long or fails for them.
 */
const EVERY_MS = SECOND_MS
/** Drops that one function counts for at a time; more are not counted. */
const KEPT = 20

interface Tally {
  readonly sinceMs: number
  readonly counts: Record<string, number>
}

export function approximateCounts(
  what: string,
  add: (dropId: string, counts: Counts, now: Instant) => Promise<void>,
) {
  const tallies = new Map<string, Tally>()
  let toldAtMs = Number.NEGATIVE_INFINITY

  function count(dropId: string, code: string, nowMs = performance.now()): void {
    let tally = tallies.get(dropId)
    if (!tally) {
      if (tallies.size >= KEPT) return
      tally = { sinceMs: nowMs, counts: {} }
      tallies.set(dropId, tally)
    }
    tally.counts[code] = (tally.counts[code] ?? 0) + 1
  }

  /** Tells the table of the drop that has waited longest, if it has waited a second and nothing was told within one. */
  async function tell(now: Instant, nowMs = performance.now()): Promise<void> {
    const [oldest] = tallies
    if (!oldest) return
    const [dropId, { sinceMs, counts }] = oldest
    if (nowMs - Math.max(sinceMs, toldAtMs) < EVERY_MS) return
    toldAtMs = nowMs
    tallies.delete(dropId)
    await add(dropId, counts, now).catch((error) => log.warn(`${what} uncounted`, { error: told(error) }))
  }

  return { count, tell }
}
