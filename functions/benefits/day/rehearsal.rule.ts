import { createHash } from 'node:crypto'
import type { Books, RehearsalOutcome } from '@gonghui/shared/benefits/rehearsals'
import { epochMsOf, type Instant, later, MINUTE_MS } from '@gonghui/shared/lib/instant'
import type { Balance } from '../claim/balance.rule.ts'
import { type Bucket, roomIn } from '../claim/bucket.rule.ts'
import { type Drop, hasOpening, stateAt } from '../drop/drop.rule.ts'
import { fixedPlan } from '../drop/publication.ts'
import { isLottery } from '../lottery/entry.rule.ts'
import { endOfTraces } from './synthetic.rule.ts'

/** A rehearsal that is going on. */
export interface Running {
  readonly shadowId: string
  readonly by: string
  readonly startedAt: Instant
  readonly closesAt: Instant
  readonly members: number
  readonly overMs: number
  /** Whether its books were in order as it closed; absent until it did. */
  readonly balanced?: boolean
}

/** A drop's rehearsals: the one that is going on, and how the last one went. */
export interface Rehearsals {
  readonly running?: Running
  readonly last?: RehearsalOutcome
}

/** For who comes back after being turned away, and for the driver to be given its members before. */
const GRACE_MS = 3 * MINUTE_MS

/** Why a drop cannot be rehearsed now: its plan is fixed and it has not opened, and who comes first matters. */
export function rehearsalRefusal(
  drop: Drop,
  now: Instant,
): 'drop-step-impossible' | 'rehearsal-by-lottery' | undefined {
  if (isLottery(drop) || hasOpening(drop)) return 'rehearsal-by-lottery'
  const state = stateAt(drop, now)
  const isBefore = (state === 'draft' && drop.phase === 'draft') || state === 'scheduled'
  return isBefore ? undefined : 'drop-step-impossible'
}

/**
 * The shadow of a drop: its plan, laid out in buckets of its own, open from now on. It has no outlet, so that nothing of
 * it is ever redeemed, uses none of the imported codes, and costs no points, for its members have none. Quotas flow together as long after the opening as the
 * drop's will.
 */
export function shadowOf(drop: Drop, shadowId: string, overMs: number, now: Instant): Drop {
  const { codesBatch: _batch, codesBefore: _before, pointsPrice: _price, reflowAt, ...plan } = drop
  const reflowsInMs = reflowAt && epochMsOf(reflowAt) - epochMsOf(drop.opensAt)
  return fixedPlan(
    {
      ...plan,
      dropId: shadowId,
      shadowOf: drop.dropId,
      expiresAt: endOfTraces(now),
      revision: 0,
      opensAt: now,
      closesAt: later(now, overMs + GRACE_MS),
      ...(reflowsInMs ? { reflowAt: later(now, reflowsInMs) } : {}),
      outletIds: [],
      codes: 'generated',
      codesCount: 0,
      redeemedAt: 'here',
      createdAt: now,
    },
    now,
  )
}

/** Names a place's holder in eight characters, so that the books of half a million fit into an answer. */
export const markOf = (element: Uint8Array): string =>
  createHash('sha256').update(element).digest().subarray(0, 6).toString('base64url')

export const booksOf = ({ pools }: Drop, buckets: readonly Bucket[], balance: Balance): Books => ({
  added: balance.added,
  free: balance.free,
  inTransit: balance.inTransit,
  byState: { ...balance.byState },
  withoutRow: balance.withoutRow,
  wrong: [...balance.wrong],
  pools: pools.map(({ quota, units, first, count }) => ({
    ...(quota ? { name: quota.name, path: quota.path } : {}),
    units,
    first,
    count,
  })),
  buckets: buckets.map((bucket) => ({
    free: roomIn(bucket),
    holders: bucket.places.map(markOf).join(''),
  })),
})

type Seen = Pick<RehearsalOutcome, 'p99Ms' | 'soldOutInMs' | 'verdict'> & { readonly falseAnswers: number }

/** How it went. Whoever drove it may find more wrong than the books do, but never less. */
export function outcomeOf(running: Running, seen: Seen, now: Instant): RehearsalOutcome {
  const { shadowId, by, members, overMs, balanced = false } = running
  const isSound = balanced && seen.falseAnswers === 0
  return {
    shadowId,
    at: now,
    by,
    members,
    overMs,
    p99Ms: seen.p99Ms,
    ...(seen.soldOutInMs === undefined ? {} : { soldOutInMs: seen.soldOutInMs }),
    balanced,
    verdict: isSound ? seen.verdict : 'no-go',
  }
}
