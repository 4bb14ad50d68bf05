/** Mistakes that have been thought of, each planted in the engine's decisions or its writes. The check must find them all. */
import type { Bucket } from '@gonghui/functions/benefits/claim/bucket.rule'
import { roomIn } from '@gonghui/functions/benefits/claim/bucket.rule'
import { type Answer, after, FIRST } from '@gonghui/functions/benefits/claim/grant.rule'
import * as buckets from './buckets.ts'
import { change, type Mistake } from './world.ts'

const readings = (answer: Answer): readonly Bucket[] => ('done' in answer ? [] : answer)

const clearsBeforeCredit: Mistake = {
  name: 'clearing `out` before the credit',
  shownIn: 'base: the units far from most',
  decide: (ask, answer) => {
    if (ask.ask !== 'give' || !('done' in answer) || !answer.done) return undefined
    return { ask: 'settle', donor: ask.donor.bucket, seq: ask.write.out.seq }
  },
}

const ignoresSeq: Mistake = {
  name: 'ignoring seq',
  shownIn: 'base: the units far from most',
  write: (state, ask, me) => {
    if (ask.ask !== 'credit') return undefined
    return change(state, ask.out.to, (bucket) =>
      buckets.credit({ ...bucket, in: {} }, ask.donor, ask.out, ask.withMe ? me : undefined),
    )
  },
}

const prunesIn: Mistake = {
  name: 'pruning `in`',
  shownIn: 'base: the units far from most',
  write: (state, ask) => {
    if (ask.ask !== 'settle') return undefined
    const settled = change(state, ask.donor, (bucket) => buckets.settle(bucket, ask.seq))
    const pruned = settled.state.buckets.map((bucket) => {
      const { [ask.donor]: _, ...rest } = bucket.in
      return { ...bucket, in: rest }
    })
    return { ...settled, state: { ...settled.state, buckets: pruned } }
  },
}

const soldOutByEmptiness: Mistake = {
  name: 'sold out by emptiness',
  shownIn: 'base: the units far from most',
  decide: (ask, answer) => {
    if (ask.ask !== 'look' || readings(answer).some((bucket) => roomIn(bucket) > 0)) return undefined
    return { taken: { kind: 'sold-out' } }
  },
}

const peopleMove: Mistake = {
  name: 'people who move',
  shownIn: 'a member taps twice',
  write: (state, ask, me) => {
    if (ask.ask !== 'give') return undefined
    return change(state, ask.donor.bucket, (bucket) => buckets.grant(bucket, me))
  },
  decide: (ask, answer, me) => {
    if (ask.ask !== 'give' || !('done' in answer) || !answer.done) return undefined
    return after(FIRST, answer, me)
  },
}

const addedBeforeN: Mistake = {
  name: '`added` read before `n`',
  shownIn: 'base: the units far from most',
  decide: (ask, answer) => {
    const read = readings(answer)
    if (ask.ask === 'look' && read.every((bucket) => roomIn(bucket) <= 0 && !bucket.out)) {
      return { ask: 'count', ns: read.map((bucket) => bucket.added) }
    }
    if (ask.ask !== 'count') return undefined
    const ns = read.reduce((sum, bucket) => sum + bucket.n, 0)
    const added = ask.ns.reduce((sum, one) => sum + one, 0)
    return ns === added ? { taken: { kind: 'sold-out' } } : FIRST
  },
}

const grantsAfterShut: Mistake = {
  name: 'a grant after `shut`',
  shownIn: 'closing in the middle',
  write: (state, ask, me) => {
    if (ask.ask !== 'grant') return undefined
    // The home is whichever bucket this world gave the member; the world passes it as the only one that may be.
    const home = state.buckets.find((bucket) => bucket.shut && roomIn(bucket) > 0)
    if (!home) return undefined
    const { shut: _, ...open } = home
    return change(state, home.bucket, () => {
      const answer = buckets.grant(open, me)
      return answer.done ? { done: true, bucket: { ...answer.bucket, shut: true } } : answer
    })
  },
}

/** Found by this very check in an earlier form of the claim. */
const givesWithoutSeq: Mistake = {
  name: 'giving on cap and ranges alone',
  shownIn: 'a member taps twice',
  write: (state, ask) => {
    if (ask.ask !== 'give') return undefined
    return change(state, ask.donor.bucket, (bucket) => {
      const answer = buckets.give({ ...bucket, seq: ask.donor.seq }, ask.donor, ask.write)
      return answer.done ? answer : { done: false, bucket }
    })
  },
}

/** Found by a race over HTTP: another tap of the same member had got in since home refused this one. */
const looksPastOwnPlace: Mistake = {
  name: 'looking past one’s own place',
  shownIn: 'a member taps twice',
  decide: (ask, answer, me) =>
    ask.ask === 'look' ? after(ask, answer, { ...me, element: new Uint8Array([255]) }) : undefined,
}

const forgetsWhom: Mistake = {
  name: 'finishing an offer without the one it was sent to',
  shownIn: 'a voucher comes back while somebody waits elsewhere',
  write: (state, ask) => {
    if (ask.ask !== 'credit' || !ask.out.whom) return undefined
    return change(state, ask.out.to, (bucket) => buckets.credit(bucket, ask.donor, ask.out))
  },
}

const returnsTwice: Mistake = {
  name: 'a place that can be given back again',
  shownIn: 'two come back, one waits, and somebody closes',
  giveBack: (bucket, given) => {
    const answer = buckets.giveBack({ ...bucket, back: [] }, given)
    return answer.done ? answer : { done: false, bucket }
  },
}

/** Found in a review: the line was the whole drop's, and neither pool could ever be proved sold out again. */
const offersAcrossPools: Mistake = {
  name: 'offering a unit of one pool to who waits for another',
  shownIn: 'a voucher of one pool comes back while somebody of the other waits',
  drawsOf: ({ stock }) => ({ first: 0, count: stock.length }),
}

export const mistakes: readonly Mistake[] = [
  clearsBeforeCredit,
  ignoresSeq,
  prunesIn,
  soldOutByEmptiness,
  peopleMove,
  addedBeforeN,
  grantsAfterShut,
  givesWithoutSeq,
  looksPastOwnPlace,
  forgetsWhom,
  returnsTwice,
  offersAcrossPools,
]
