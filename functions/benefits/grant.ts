import { type Bucket, claimantAt, elementOf, homeOf, unitsIn } from './bucket.rule.ts'
import * as store from './bucket.store.ts'
import {
  type Answer,
  type Ask,
  after,
  FIRST,
  type Me,
  type Taken,
  toFinish,
  type Unit,
  unitAt,
} from './grant.rule.ts'
import { isKnownSoldOut, rememberSoldOut } from './sold-out.ts'

/** The part of a drop that the claim needs: which one, and over how many buckets its stock lies. */
export interface Stocked {
  readonly dropId: string
  readonly buckets: number
}

/** Asks lose to each other where a crowd meets the last units; after this many the caller is asked to wait. */
const ASKS = 60

const pick = (of: number): number => Math.floor(Math.random() * of)

/** The units that a member has of a drop, by j, read strongly from the home bucket. */
export async function unitsOf({ dropId, buckets }: Stocked, memberId: string): Promise<Map<number, Unit>> {
  const home = await store.readBucket(dropId, homeOf(memberId, dropId, buckets))
  return new Map(
    home.places.flatMap((element, place) => {
      const claimant = claimantAt(element)
      return claimant.memberId === memberId ? [[claimant.j, unitAt(home, place)]] : []
    }),
  )
}

/**
 * Takes one unit for a member, or says why there is none; `again` where too much is moving to say anything true.
 * Safe to repeat at any point, after any crash: the member's home bucket is the only place where a grant can be, and
 * it remembers.
 */
export async function takeUnit(
  drop: Stocked,
  memberId: string,
  j: number,
  nowMs = performance.now(),
): Promise<Taken | { readonly kind: 'again' }> {
  const element = elementOf(memberId, j)
  if (isKnownSoldOut(drop.dropId, element, nowMs)) return { kind: 'sold-out' }
  const me = { home: homeOf(memberId, drop.dropId, drop.buckets), element, pick }
  let ask: Ask = FIRST
  let looked: readonly Bucket[] = []
  for (let asks = 0; asks < ASKS; asks++) {
    const answer = await perform(drop, ask, me)
    if (ask.ask === 'look' && !('done' in answer)) looked = answer
    const next = after(ask, answer, me)
    if ('taken' in next) {
      if (next.taken.kind === 'sold-out') rememberSoldOut(drop.dropId, looked, nowMs)
      return next.taken
    }
    ask = next
  }
  return { kind: 'again' }
}

/** Brings a donation that stopped half-way to its end. */
export async function finish(
  drop: Stocked,
  donor: number,
  out: Parameters<typeof toFinish>[1],
): Promise<void> {
  // The repair stands nowhere, so no bucket holds it.
  const nobody = { home: -1, element: new Uint8Array(), pick }
  let ask: Ask = toFinish(donor, out)
  while (ask.ask === 'credit' || ask.ask === 'settle' || ask.ask === 'take-back') {
    const next = after(ask, await perform(drop, ask, nobody), nobody)
    if (!('ask' in next)) return
    ask = next
  }
}

/** Carries one ask out on the table. */
function perform({ dropId, buckets }: Stocked, ask: Ask, { home, element }: Me): Promise<Answer> {
  switch (ask.ask) {
    case 'grant':
      return store.grant(dropId, home, element)
    case 'look':
    case 'count':
      return store.readBuckets(dropId, buckets)
    case 'give':
      return store.give(dropId, ask.donor, ask.write)
    case 'credit':
      return store.credit(dropId, ask.donor, ask.out, unitsIn(ask.out.runs), ask.withMe ? element : undefined)
    case 'settle':
      return store.settle(dropId, ask.donor, ask.seq)
    case 'take-back':
      return store.takeBack(dropId, ask.donor, ask.out, unitsIn(ask.out.runs))
  }
}
