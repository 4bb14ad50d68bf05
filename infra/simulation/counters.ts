import { assumptions } from './assumptions.ts'
import type { Steps } from './clock.ts'
import type { Environment } from './front-door.ts'
import type { Partition } from './partitions.ts'
import type { Client, Part } from './table.ts'
import type { Design, Reply, World } from './world.ts'

/** Which shards an environment saw empty: nothing is returned here, so they stay empty. */
export interface Emptied {
  readonly shards: Set<number>
}

const FLAGS = 32
const PROBES = 8

/**
 * The textbook: a counter and a claim row in one transaction; with more than one shard, the same with the counter
 * split. A function never tries an empty shard again, and learns of the others by probing a few at a time or from a
 * flag, in 32 replicas, that whoever found all of them empty puts up.
 */
export function counters(world: World, shards: number): Design<Emptied> {
  const { clock, chance, ledger, partitions, table, crowd } = world
  const left = Array.from({ length: shards }, (_, at) => Math.floor((crowd.stock + at) / shards))
  const shardKeys = left.map((_, at) => ({ key: `COUNTER#${at}`, partition: partitions.of(`COUNTER#${at}`) }))
  const flags = Array.from({ length: FLAGS }, (_, at) => partitions.of(`SOLD-OUT#${at}`))
  let isFlagUp = false
  const claims = new Set<number>()

  function* claim({ client, memory }: Environment<Emptied>, person: number, isRetry: boolean): Steps<Reply> {
    const row = { key: `MEMBER#${person}`, partition: partitions.of(`MEMBER#${person}`) }
    if (isRetry) {
      const has = yield* table.read(client, row.partition, () => claims.has(person))
      if (has === undefined) return 'again'
      if (has) return said(person, 'granted')
    }
    for (let tried = 0; tried < assumptions.conflicts.tries; ) {
      const shard = openShard(memory)
      if (shard === undefined) return said(person, 'sold-out')
      const end = yield* table.transact(client, partsOf(shard, person, row))
      if (end.end === 'done') return said(person, 'granted')
      if (end.end === 'throttled') return 'again'
      if (end.end === 'refused') {
        if (end.by === 1) return said(person, 'granted')
        if (!(yield* learn(client, memory, shard))) return 'again'
        continue
      }
      yield chance.next() * assumptions.conflicts.baseMs * 2 ** tried++
    }
    return 'again'
  }

  function openShard({ shards: empty }: Emptied): number | undefined {
    if (empty.size === shards) return undefined
    let nth = chance.pick(shards - empty.size)
    for (let at = 0; at < shards; at++) if (!empty.has(at) && nth-- === 0) return at
    return undefined
  }

  const partsOf = (shard: number, person: number, row: Pick<Part, 'key' | 'partition'>): Part[] => [
    {
      ...(shardKeys[shard] as (typeof shardKeys)[number]),
      holds: () => (left[shard] as number) > 0,
      write: () => {
        left[shard] = (left[shard] as number) - 1
      },
    },
    {
      ...row,
      holds: () => !claims.has(person),
      write: () => {
        claims.add(person)
        ledger.grant(person, clock.nowMs)
      },
    },
  ]

  /** After an empty shard: is the flag up; if not, a few of the others; who finds the last one empty puts the flag up. */
  function* learn(client: Client, memory: Emptied, shard: number): Steps<boolean> {
    memory.shards.add(shard)
    const flag = flags[chance.pick(FLAGS)] as Partition
    const isUp = yield* table.read(client, flag, () => isFlagUp, 0.5)
    if (isUp === undefined) return false
    if (isUp) for (let at = 0; at < shards; at++) memory.shards.add(at)
    const unknown = new Set<number>()
    for (let i = 0; i < PROBES; i++) unknown.add(openShard(memory) ?? shard)
    unknown.delete(shard)
    if (unknown.size > 0) {
      const keys = [...unknown].map((at) => ({
        partition: (shardKeys[at] as (typeof shardKeys)[number]).partition,
        of: () => [at, left[at] as number] as const,
      }))
      const found = yield* table.readAll(client, keys)
      if (!found) return false
      for (const [at, units] of found) if (units === 0) memory.shards.add(at)
    }
    if (memory.shards.size === shards && !isUp) {
      for (const replica of flags) clock.start(put(client, replica))
    }
    return true
  }

  function* put(client: Client, replica: Partition): Steps<void> {
    yield* table.write(client, replica, () => {
      isFlagUp = true
      return { done: true, bytes: 100 }
    })
  }

  function said(person: number, answer: 'granted' | 'sold-out'): Reply {
    ledger.say(person, answer)
    return answer
  }

  return { memory: () => ({ shards: new Set() }), claim }
}
