import { elementOf, homeOf, placeOf } from '@gonghui/functions/benefits/claim/bucket.rule'
import {
  type Answer,
  type Ask,
  after,
  FIRST,
  fromPart,
  type Me,
  type Written,
} from '@gonghui/functions/benefits/claim/grant.rule'
import * as writes from '../model/buckets.ts'
import { Board, freshMemory, type Memory } from './board.ts'
import type { Steps } from './clock.ts'
import type { Environment } from './front-door.ts'
import { Buckets, DROP } from './stored-buckets.ts'
import type { Client } from './table.ts'
import type { Design, Reply, World } from './world.ts'

/** As in `functions/benefits/claim/grant.ts`. */
const ASKS = 60

/** The engine's claim on the modelled table, with its board; `boardless`, a full home reads every bucket instead. */
export function homeBucket(world: World, { boardless = false } = {}): Design<Memory> {
  const { clock, chance, ledger, table, partitions } = world
  const buckets = new Buckets(world)
  const board = boardless ? undefined : new Board(world, buckets)
  const rows = new Set<number>()

  function* claim({ client, memory }: Environment<Memory>, person: number, isRetry: boolean): Steps<Reply> {
    const memberId = memberIdOf(person)
    const home = homeOf(memberId, DROP, { first: 0, count: buckets.all.length })
    const me: Me = { home, element: elementOf(memberId, 1), pick: chance.pick }
    const known = board?.knownTo(memory, me.element)
    if (known === 'again') return known
    if (known === 'sold-out') return said(person, known)
    if (isRetry || known === 'home-tells') {
      const own = yield* buckets.readWithRow(client, home, partitionOfRow(person))
      if (!own) return failed(memory)
      if (placeOf(own, me.element) >= 0) return yield* withRow(client, person)
    }
    if (known) return said(person, 'sold-out')

    let ask: Ask = memory.noticed.sawRefusal && board ? { ask: 'look' } : FIRST
    for (let asks = 0; asks < ASKS; asks++) {
      const answer = yield* perform(client, memory, ask, me, person)
      if (answer === undefined) return failed(memory)
      if (answer === 'again') return answer
      if (answer === 'sold-out') {
        if (board?.knownTo(memory, me.element) === 'sold-out') return said(person, answer)
        const own = yield* buckets.read(client, home)
        if (!own) return failed(memory)
        return placeOf(own, me.element) < 0 ? said(person, answer) : yield* withRow(client, person)
      }
      const next = after(ask, answer, me)
      if ('taken' in next) {
        if (next.taken.kind === 'shut') throw new Error('nobody closes the drop here')
        if (next.taken.kind === 'granted') return yield* withRow(client, person)
        return said(person, 'sold-out')
      }
      if (ask.ask === 'grant') memory.noticed = { ...memory.noticed, sawRefusal: true }
      ask = board ? fromPart(next) : next
    }
    return 'again'
  }

  function* perform(
    client: Client,
    memory: Memory,
    ask: Ask,
    { home, element }: Me,
    person: number,
  ): Steps<Answer | 'sold-out' | 'again' | undefined> {
    switch (ask.ask) {
      case 'grant':
        return yield* buckets.write(client, home, (bucket) => seated(person, writes.grant(bucket, element)))
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
    yield* table.write(client, partitionOfRow(person), () => {
      const isAbsent = !rows.has(person)
      rows.add(person)
      return { done: isAbsent, bytes: 400 }
    })
    return said(person, 'granted')
  }

  const partitionOfRow = (person: number) => partitions.of(`MEMBER#${person}`)

  /** The table turned this function away: it leaves it alone for a while. */
  const failed = (memory: Memory): Reply => board?.quiet(memory) ?? 'again'

  /** The truth is told at the instant of the write, not when its answer comes. */
  function seated(person: number, written: Written): Written {
    if (written.done) ledger.grant(person, clock.nowMs)
    return written
  }

  function said(person: number, answer: Reply): Reply {
    if (answer !== 'again') ledger.say(person, answer)
    return answer
  }

  return { memory: freshMemory, claim }
}

/** Digits are a ULID's letters too. */
const memberIdOf = (person: number): string => `mem_${String(person).padStart(26, '0')}`
