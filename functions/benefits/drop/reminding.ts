import type { Instant } from '@gonghui/shared/lib/instant'
import { log, told } from '../../lib/log.ts'
import type { Drop } from './drop.rule.ts'
import { readLive } from './drop.store.ts'
import { isReminding } from './reminder.rule.ts'
import { REMINDER_SHARDS, remind, toRemind } from './reminder.store.ts'

/** What the clock's job tells members of. */
export interface Telling {
  readonly clock: () => Instant
  /** Milliseconds until the function is ended. */
  readonly msLeft: () => number
}

/** Nothing new is begun with less time than this. */
export const LAST_TELLING_MS = 30_000
/** So many of a part at once; all parts go on together. */
const AT_ONCE = 4

/**
 * Every minute: of each drop that opens within minutes, whoever asked for it is reminded. Each reminder is gone once it
 * is a message, so two who walk at once, or one after a crash, tell nobody twice.
 */
export async function remindOfOpenings(telling: Telling): Promise<void> {
  for (const drop of await readLive()) {
    if (!isReminding(drop, telling.clock())) continue
    try {
      const shards = Array.from({ length: REMINDER_SHARDS }, (_, shard) => shard)
      await Promise.all(shards.map((shard) => remindPart(drop, shard, telling)))
    } catch (error) {
      log.error('members could not be reminded', { dropId: drop.dropId, error: told(error) })
    }
  }
}

async function remindPart(drop: Drop, shard: number, { clock, msLeft }: Telling): Promise<void> {
  for (;;) {
    const { items, after } = await toRemind(drop.dropId, shard)
    for (let at = 0; at < items.length; at += AT_ONCE) {
      // Once it is open, nobody need be told that it will.
      if (msLeft() < LAST_TELLING_MS || !isReminding(drop, clock())) return
      await Promise.all(items.slice(at, at + AT_ONCE).map(({ personId }) => remind(drop, personId)))
    }
    if (after === undefined) return
  }
}
