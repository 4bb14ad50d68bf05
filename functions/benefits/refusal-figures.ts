import type { claimDrop as contract } from '@gonghui/shared/benefits/claim'
import { type Instant, SECOND_MS } from '@gonghui/shared/lib/instant'
import { log, told } from '../lib/log.ts'
import { type Handler, isRefusal } from '../lib/server.ts'
import { addRefusals } from './refusal-figures.store.ts'

/**
 * Refusals by reason, counted in the warm function and told to the table at most once a second, beside a claim that is
 * being answered: between requests a function stands still. What a function has counted when it is put away is lost,
 * so the figures are approximate, and no claim waits long or fails for them.
 */
const EVERY_MS = SECOND_MS
/** Drops that one function counts for at a time; more are not counted. */
const KEPT = 20

interface Tally {
  readonly sinceMs: number
  readonly counts: Record<string, number>
}

const tallies = new Map<string, Tally>()
let toldAtMs = Number.NEGATIVE_INFINITY

export function countRefusal(dropId: string, code: string, nowMs = performance.now()): void {
  let tally = tallies.get(dropId)
  if (!tally) {
    if (tallies.size >= KEPT) return
    tally = { sinceMs: nowMs, counts: {} }
    tallies.set(dropId, tally)
  }
  tally.counts[code] = (tally.counts[code] ?? 0) + 1
}

/** Tells the table of the drop that has waited longest, if it has waited a second and nothing was told within one. */
export async function tellRefusals(now: Instant, nowMs = performance.now()): Promise<void> {
  const [oldest] = tallies
  if (!oldest) return
  const [dropId, { sinceMs, counts }] = oldest
  if (nowMs - Math.max(sinceMs, toldAtMs) < EVERY_MS) return
  toldAtMs = nowMs
  tallies.delete(dropId)
  await addRefusals(dropId, counts, now).catch((error) =>
    log.warn('refusals uncounted', { error: told(error) }),
  )
}

/** The claim, its refusals counted. A drop that is not there is not counted: anybody can make up its name. */
export const counted =
  (claim: Handler<typeof contract>): Handler<typeof contract> =>
  async (request) => {
    const [answer] = await Promise.all([claim(request), tellRefusals(request.now)])
    if (isRefusal(answer) && answer.refused !== 'drop-unknown')
      countRefusal(request.params.dropId, answer.refused)
    return answer
  }
