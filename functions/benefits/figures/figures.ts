import { randomUUID } from 'node:crypto'
import { epochMsOf, type Instant, SECOND_MS } from '@gonghui/shared/lib/instant'
import { log, told } from '../../lib/log.ts'
import { readBuckets } from '../claim/bucket.store.ts'
import { liveRow } from '../day/live.rule.ts'
import * as store from '../day/live.store.ts'
import { readRefusals } from '../day/refusal-figures.store.ts'
import { type Drop, isLaid } from '../drop/drop.rule.ts'
import { readDrops, readLive } from '../drop/drop.store.ts'
import { readSpent } from '../redemption/redemption.store.ts'
import { fold } from './fold.ts'

/** So often while somebody looks. */
const EVERY_MS = 2 * SECOND_MS
/** A run ends before the next minute's begins. */
const RUN_MS = 55 * SECOND_MS
/** A round's share for counting; what is left over is counted in the next, and the board is shown meanwhile. */
const COUNTING_MS = 1.5 * SECOND_MS
/** A holder that died keeps others away no longer. */
const LEASE_MS = 5 * SECOND_MS

export interface Running {
  readonly clock: () => Instant
  /** Milliseconds until the function is ended. */
  readonly msLeft: () => number
  readonly pause?: (ms: number) => Promise<unknown>
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/**
 * Every minute, and at once when somebody opens a board: counts what was claimed of the drops under way, and shows it;
 * then again every two seconds for those that somebody looks at, as long as somebody does.
 */
export async function foldDrops({ clock, msLeft, pause = sleep }: Running): Promise<void> {
  const holder = randomUUID()
  const endsMs = epochMsOf(clock()) + RUN_MS
  let drops = [...(await readLive()), ...(await watched(clock()))]
  for (;;) {
    const roundMs = epochMsOf(clock())
    const once = new Map(drops.filter(isLaid).map((drop) => [drop.dropId, drop]))
    await Promise.all([...once.values()].map((drop) => foldAndShow(drop, holder, clock())))
    const waitMs = Math.max(0, roundMs + EVERY_MS - epochMsOf(clock()))
    if (epochMsOf(clock()) + waitMs + EVERY_MS > endsMs || msLeft() < waitMs + LEASE_MS) return
    if ((await store.watchedNow(clock())).length === 0) return
    await pause(waitMs)
    if (msLeft() < LEASE_MS) return
    drops = await watched(clock())
  }
}

const watched = async (now: Instant): Promise<Drop[]> => readDrops(await store.watchedNow(now))

/** One drop's fault does not keep the others waiting. */
async function foldAndShow(drop: Drop, holder: string, now: Instant): Promise<void> {
  try {
    if (!(await store.takeLease(drop.dropId, holder, now, LEASE_MS))) return
    await foldDrop(drop, now, performance.now() + COUNTING_MS)
  } catch (error) {
    log.error('claims could not be counted', { dropId: drop.dropId, error: told(error) })
  }
}

/** Reads a drop's buckets once, shows what they say, and counts what is new in them. */
export async function foldDrop(drop: Drop, now: Instant, untilMs?: number): Promise<void> {
  // A reading that lags a little is as good: places only grow.
  const buckets = await readBuckets(drop.dropId, drop.buckets, { strong: false })
  await showBoard(drop, buckets, now)
  await fold(drop, buckets, now, untilMs)
}

/** Writes down what a live board shows of a drop. */
export async function showBoard(drop: Drop, buckets: Parameters<typeof fold>[1], asOf: Instant) {
  const [earlier, refusals, spent] = await Promise.all([
    store.readLiveRow(drop.dropId),
    readRefusals(drop.dropId),
    readSpent(drop.dropId),
  ])
  const row = liveRow({ drop, buckets, refusals, spent, asOf }, earlier)
  await store.show(row)
  return row
}
