import { createHash } from 'node:crypto'
import { DAY_MS, type Instant, later } from '@gonghui/shared/lib/instant'
import type { Caller, MemberCaller } from '../../lib/caller.ts'
import { idFrom } from '../../lib/ids.ts'
import { expiryAfter } from '../../table/expiry.ts'
import { type Pool, poolFor } from '../claim/pool.rule.ts'
import type { Drop } from '../drop/drop.rule.ts'

/**
 * The members of a rehearsal. They are nobody: no membership, no phone, no session, only ids that follow from the
 * shadow's, and tokens that name the shadow. An id of theirs begins with the last moment that a ULID can write (the
 * year 10889), so that wherever one turns up it is known for what it is, and no real one is ever taken for it.
 */
const CLOCK = Buffer.alloc(6, 0xff)
const MARK = 'mem_7ZZZZZZZZZ'

export const isSynthetic = (memberId: string): boolean => memberId.startsWith(MARK)

/** What a rehearsal writes is removed as it ends; what one that was broken off leaves, the table forgets by itself. */
export const endOfTraces = (now: Instant): number => expiryAfter(now, 1)

/** A synthetic member knows its own shadow and nothing else; everybody else knows no shadow. */
export const mayMeet = ({ only }: Caller, { dropId, shadowOf }: Drop): boolean =>
  only === (shadowOf === undefined ? undefined : dropId)

/** One in so many belongs to no union of the audience, and has to be told so amid the crowd. */
export const OUTSIDER_EVERY = 20
const OUTSIDE = 'org_REHEARSAL-OUTSIDERS'
/** Multiples of it, modulo 1, lie evenly however many there are: the pools get their share of any crowd. */
const GOLDEN = (Math.sqrt(5) - 1) / 2

/** The `index`-th synthetic member of a shadow: always the same one. */
export function syntheticMember(shadow: Drop, index: number): MemberCaller {
  const hash = createHash('sha256').update(`${shadow.dropId} ${index}`).digest()
  const bytes = Buffer.concat([CLOCK, hash.subarray(0, 10)])
  const { tags = [], joinedBefore = shadow.opensAt } = shadow.audience
  return {
    personId: idFrom('person', bytes),
    sessionId: idFrom('session', bytes),
    only: shadow.dropId,
    member: {
      memberId: idFrom('member', bytes),
      orgPath: index % OUTSIDER_EVERY === OUTSIDER_EVERY - 1 ? OUTSIDE : orgPathFor(shadow, index),
      tags: tags.slice(0, 1),
      joinedAt: later(joinedBefore, -DAY_MS),
      onRoster: true,
    },
  }
}

/** Somewhere in the audience, so that each pool is asked for by as many as its share of the units. */
function orgPathFor({ pools, audiencePaths }: Drop, index: number): string {
  const pool = poolAt(pools, (index * GOLDEN) % 1)
  if (pool?.quota) return pool.quota.path
  const general = audiencePaths.filter((path) => poolFor(pools, path).quota === undefined)
  const places = general.length > 0 ? general : audiencePaths
  return places[index % places.length] ?? OUTSIDE
}

function poolAt(pools: readonly Pool[], share: number): Pool | undefined {
  let left = share * pools.reduce((sum, { units }) => sum + units, 0)
  return pools.find(({ units }) => {
    left -= units
    return left < 0
  })
}
