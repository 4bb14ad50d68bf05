import { elementOf, homeOf, placeOf, standing } from '@gonghui/functions/benefits/bucket.rule'
import {
  type Answer,
  type Ask,
  after,
  FIRST,
  type Me,
  type Written,
} from '@gonghui/functions/benefits/grant.rule'
import * as writes from '../model/buckets.ts'
import type { Board, Noticed } from './board.ts'
import type { Steps } from './clock.ts'
import type { Environment } from './front-door.ts'
import { Buckets, DROP } from './stored-buckets.ts'
import type { Client } from './table.ts'
import type { Design, Reply, World } from './world.ts'

/** As in `functions/benefits/grant.ts`. */
const ASKS = 60

/** What a full home does is the board's to say, where there is one; without, it reads every bucket. */
export function homeBucket(world: World, boardOn?: (buckets: Buckets) => Board): Design<Noticed> {
  const { clock, chance, ledger, table, partitions } = world
  const buckets = new Buckets(world)
  const board = boardOn?.(buckets)
  const rows = new Set<number>()

  function* claim({ client, memory }: Environment<Noticed>, person: number, isRetry: boolean): Steps<Reply> {
    const memberId = memberIdOf(person)
    const home = homeOf(memberId, DROP, buckets.all.length)
    const me: Me = { home, element: elementOf(memberId, 1), pick: chance.pick }
    // “Again” is never false, so it may come before the look at an earlier grant: where nobody can be told anything
    // yet, the looks of a whole crowd that comes back would starve the count that could tell them.
    const known = board?.knows(memory)
    if (known === 'again') return known
    if (isRetry) {
      const own = yield* buckets.read(client, home)
      if (!own) return failed(memory)
      if (placeOf(own, me.element) >= 0) return yield* withRow(client, person)
    }
    if (known) return said(person, known)

    let ask: Ask = FIRST
    for (let asks = 0; asks < ASKS; asks++) {
      const answer = yield* perform(client, memory, ask, me, person)
      if (answer === undefined) return failed(memory)
      if (answer === 'sold-out' || answer === 'again') return said(person, answer)
      const next = after(ask, answer, me)
      if ('taken' in next) {
        if (next.taken.kind === 'shut') throw new Error('nobody closes the drop here')
        if (next.taken.kind === 'granted') return yield* withRow(client, person)
        return said(person, 'sold-out')
      }
      // From a part of the buckets nothing may be concluded but that these have nothing to give.
      ask = board && next.ask === 'count' ? { ask: 'look' } : next
    }
    return 'again'
  }

  function* perform(
    client: Client,
    memory: Noticed,
    ask: Ask,
    { home, element }: Me,
    person: number,
  ): Steps<Answer | 'sold-out' | 'again' | undefined> {
    switch (ask.ask) {
      case 'grant': {
        if (board && memory.sawRefusal) {
          const own = yield* buckets.read(client, home)
          if (!own || standing(own, element) !== 'open') return own && { done: false, bucket: own }
        }
        const written = yield* buckets.write(client, home, (bucket) =>
          seated(person, writes.grant(bucket, element)),
        )
        if (written && !written.done) memory.sawRefusal = true
        return written
      }
      case 'look':
        return board ? yield* board.look(client, memory, home) : yield* buckets.readEvery(client)
      case 'count':
        return yield* buckets.readEvery(client)
      case 'give':
        return yield* buckets.write(client, ask.donor.bucket, (bucket) =>
          writes.give(bucket, ask.donor, ask.write),
        )
      case 'credit':
        return yield* buckets.write(client, ask.out.to, (bucket) =>
          ask.withMe
            ? seated(person, writes.credit(bucket, ask.donor, ask.out, element))
            : writes.credit(bucket, ask.donor, ask.out),
        )
      case 'settle':
        return yield* buckets.write(client, ask.donor, (bucket) => writes.settle(bucket, ask.seq))
      case 'take-back':
        return yield* buckets.write(client, ask.donor, (bucket) => writes.takeBack(bucket, ask.out))
    }
  }

  /** The wallet row, put if absent; where it is throttled the answer goes out all the same. */
  function* withRow(client: Client, person: number): Steps<Reply> {
    const row = partitions.of(`MEMBER#${person}`)
    yield* table.write(client, row, () => {
      const isAbsent = !rows.has(person)
      rows.add(person)
      return { done: isAbsent, bytes: 400 }
    })
    return said(person, 'granted')
  }

  /** The table turned this function away: it leaves it alone for a while. */
  const failed = (memory: Noticed): Reply => board?.quiet(memory) ?? 'again'

  /** The truth is told at the instant of the write, not when its answer comes. */
  function seated(person: number, written: Written): Written {
    if (written.done) ledger.grant(person, clock.nowMs)
    return written
  }

  function said(person: number, answer: Reply): Reply {
    if (answer !== 'again') ledger.say(person, answer)
    return answer
  }

  return {
    memory: () => ({ knownMs: Number.NEGATIVE_INFINITY, quietUntilMs: 0, fruitless: 0, sawRefusal: false }),
    claim,
  }
}

/** Digits are a ULID's letters too. */
const memberIdOf = (person: number): string => `mem_${String(person).padStart(26, '0')}`
