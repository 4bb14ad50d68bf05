import * as rule from './board.rule.ts'
import * as store from './board.store.ts'
import { type Bucket, roomIn } from './bucket.rule.ts'
import { readSome, readSpan } from './bucket.store.ts'
import type { Guide, Known, Looked } from './grant.ts'
import { type Holders, holdersOf, mayHold } from './holders.rule.ts'
import type { Source } from './pool.rule.ts'

/** What a warm function remembers of a board. */
interface Memory {
  noticed: rule.Noticed
  /** Homes that were full when last seen, where every bucket is looked at. */
  full: ReadonlySet<number>
  /** Who was granted when all was. */
  holders?: Holders
}

const KEPT = 50
const memories = new Map<string, Memory>()

function memoryOf({ dropId, draws }: Source): Memory {
  const name = `${dropId} ${draws.first} ${draws.count}`
  const held = memories.get(name)
  if (held) return held
  if (memories.size >= KEPT) memories.clear()
  const memory: Memory = { noticed: rule.NOTHING_NOTICED, full: new Set() }
  memories.set(name, memory)
  return memory
}

const pick = (of: number): number => Math.floor(Math.random() * of)

const momentOf = ({ opensMs, version }: Source, nowMs: number): rule.Moment => ({
  nowMs,
  opensMs,
  version,
  pick,
})

/** What this function can tell a claimant without the table. */
function knownTo(source: Source, element: Uint8Array, nowMs: number): Known | undefined {
  const { noticed, holders } = memoryOf(source)
  const known = rule.known(noticed, momentOf(source, nowMs))
  if (known !== 'sold-out') return known
  const isComplete = holders !== undefined && holders.granted >= (noticed.notice?.granted ?? 0)
  return isComplete && !mayHold(holders, element) ? 'sold-out' : 'home-tells'
}

/** When this function knew the drop to be sold out for the first time in a row, for the refusal's timeline. */
export const soldOutSince = (source: Source): number | undefined => memoryOf(source).noticed.notice?.soldOutMs

function quiet(source: Source, nowMs: number): void {
  const memory = memoryOf(source)
  memory.noticed = rule.quieted(memory.noticed, nowMs)
}

/**
 * A condition that fails costs a write unit. Where every bucket is looked at, each home is known; else whoever met one
 * full home looks before writing to the next.
 */
const looksFirst = (source: Source, home: number): boolean =>
  source.draws.count <= rule.WHOLE ? memoryOf(source).full.has(home) : memoryOf(source).noticed.sawRefusal

function sawFull(source: Source, home: number): void {
  const memory = memoryOf(source)
  memory.noticed = { ...memory.noticed, sawRefusal: true }
  memory.full = new Set(memory.full).add(home)
}

/** A unit came back, or stock was added: what was known is not true any more. */
export function forgetBoards(dropId: string): void {
  for (const name of memories.keys()) if (name.startsWith(`${dropId} `)) memories.delete(name)
}

function proved(source: Source, before: readonly Bucket[], countedMs: number): void {
  const memory = memoryOf(source)
  const { version, opensMs } = source
  const counting = { version, opensMs, countedMs, before, last: memory.noticed.notice }
  memory.noticed = { ...memory.noticed, readMs: countedMs, notice: rule.soldOutNotice(counting) }
  memory.holders = holdersOf(before.flatMap(({ places }) => places))
}

async function look(
  source: Source,
  home: number,
  clock: () => number,
): Promise<Looked | 'sold-out' | 'again'> {
  const { dropId, draws } = source
  const memory = memoryOf(source)
  if (draws.count <= rule.WHOLE) {
    const buckets = await readSpan(dropId, draws)
    memory.full = new Set(buckets.filter((bucket) => roomIn(bucket) <= 0).map(({ bucket }) => bucket))
    return { buckets, whole: true }
  }
  for (;;) {
    const nowMs = clock()
    const next = rule.toLook(memory.noticed, home, draws, momentOf(source, nowMs))
    if (next === 'sold-out') return next
    if (next === 'again') {
      quiet(source, nowMs)
      return next
    }
    if (next === 'refresh') {
      await refresh(source, memory, nowMs)
      // A count takes its time, and what it found is as fresh as can be.
      memory.noticed = { ...memory.noticed, readMs: clock() }
      continue
    }
    const buckets = await readSome(dropId, next.read)
    const { noticed, again } = rule.afterReading(memory.noticed, buckets, nowMs)
    memory.noticed = noticed
    return again ? 'again' : { buckets, whole: false }
  }
}

/** Reads one replica of the board, and counts anew where that is due and nobody else does. */
async function refresh(source: Source, memory: Memory, nowMs: number): Promise<void> {
  const read = await store.readNotice(source, pick)
  const own = memory.noticed.notice
  const notice = own && read && own.countedMs > read.countedMs ? own : (read ?? own)
  if (notice) memory.noticed = { ...memory.noticed, notice }
  if (rule.isDue(notice, momentOf(source, nowMs))) await count(source, memory, nowMs)
  const { granted = 0, soldOutMs } = memory.noticed.notice ?? {}
  if (soldOutMs !== undefined && (memory.holders?.granted ?? -1) < granted) {
    const holders = await store.readHolders(source, pick)
    if (holders) memory.holders = holders
  }
}

/** Every bucket's `n`; if that looks like all there is, every bucket once more; and what it comes to for everybody. */
async function count(source: Source, memory: Memory, nowMs: number): Promise<void> {
  const token = await store.takeLease(source, nowMs)
  if (token === undefined) return
  const before = await readSpan(source.dropId, source.draws)
  const isFull = rule.withRoomIn(before).length === 0
  const later = isFull ? await readSpan(source.dropId, source.draws) : undefined
  const last = memory.noticed.notice
  const { version, opensMs } = source
  const notice = rule.noticeFrom({ version, opensMs, countedMs: nowMs, before, last }, later)
  memory.noticed = { ...memory.noticed, notice }
  if (notice.soldOutMs !== undefined && memory.holders?.granted !== notice.granted) {
    memory.holders = holdersOf(before.flatMap(({ places }) => places))
    await store.publishHolders(source, memory.holders)
  }
  await store.publish(source, notice, token)
  await store.endLease(source, token, nowMs)
}

/** The board as what leads a crowd. */
export const board: Guide = {
  knownTo,
  look,
  looksFirst,
  sawFull,
  proved,
  quiet,
}
