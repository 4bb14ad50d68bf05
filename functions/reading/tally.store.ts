import { PutCommand } from '@aws-sdk/lib-dynamodb'
import { epochMsOf, type Instant, MINUTE_MS } from '@gonghui/shared/lib/instant'
import { keyOf, rangeOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { expiryAfter } from '../table/expiry.ts'
import { unlessRefused } from '../table/failures.ts'
import { read, readRange } from '../table/reads.ts'
import type { Reader } from './reader.rule.ts'
import { COHORT_LANES, laneOf, type Seat, SHARD_SEATS } from './reader.store.ts'
import { type Counted, TOUCH_LANES, together } from './tally.rule.ts'

/** A minute of a campaign's life; what changed in it is counted anew at its end, and once more a minute later. */
export const slotOf = (at: Instant): number => Math.floor(epochMsOf(at) / MINUTE_MS)

const FORGOTTEN_DAYS = 2

/** The slot in which this function last marked a shard. */
const marked = new Map<string, number>()
const KEPT = 20_000

/**
 * Marks a shard as changed, after the change. The mark is one item a minute and shard, whoever writes it: a function that
 * wrote or saw it writes nothing more.
 */
export async function touch(campaignId: string, { orgId, shard }: Seat, now: Instant): Promise<void> {
  const name = `${campaignId} ${orgId} ${shard}`
  const slot = slotOf(now)
  if (marked.get(name) === slot) return
  const key = keyOf('a shard of readers that changed in a minute', {
    campaignId,
    slot,
    lane: laneOf(orgId, TOUCH_LANES),
    orgId,
    shard,
  })
  if (!(await read(key, { strong: false }))) {
    const expiresAt = expiryAfter(now, FORGOTTEN_DAYS)
    await database.send(new PutCommand({ TableName: TABLE, Item: { ...key, orgId, shard, expiresAt } }))
  }
  if (marked.size >= KEPT) marked.clear()
  marked.set(name, slot)
}

/** The shards that were marked in one minute. */
export async function readTouched(campaignId: string, slot: number): Promise<Seat[]> {
  const lanes = Array.from({ length: TOUCH_LANES }, (_, lane) =>
    readRange<Seat>(rangeOf('a shard of readers that changed in a minute', { campaignId, slot, lane }), {
      strong: true,
    }),
  )
  return (await Promise.all(lanes)).flat()
}

/** The readers of one shard as they stand: two hundred at most. */
export const readShard = (campaignId: string, { orgId, shard }: Seat): Promise<Reader[]> =>
  readRange<Reader>(rangeOf('a reader of a campaign', { campaignId, orgId, shard }), { strong: true })

/** Every org that takes part. */
export async function readCohorts(campaignId: string): Promise<string[]> {
  const lanes = Array.from({ length: COHORT_LANES }, (_, lane) =>
    readRange<{ orgId: string }>(rangeOf('an org that takes part in a campaign', { campaignId, lane }), {
      strong: true,
    }),
  )
  return (await Promise.all(lanes)).flat().map(({ orgId }) => orgId)
}

export const readSeats = async (campaignId: string, orgId: string): Promise<number> =>
  (await read<{ seats: number }>(keyOf('the seats of an org in a campaign', { campaignId, orgId })))?.seats ??
  0

/** Every shard of readers that there is. */
export async function everyShard(campaignId: string): Promise<Seat[]> {
  const orgIds = await readCohorts(campaignId)
  const shards = await inTurns(orgIds, async (orgId) => {
    const seats = await readSeats(campaignId, orgId)
    return Array.from({ length: Math.ceil(seats / SHARD_SEATS) }, (_, shard) => ({ orgId, shard }))
  })
  return shards.flat()
}

const AT_ONCE = 32

/** Runs a deed for each, some at once: thousands of shards must not open thousands of sockets. */
export async function inTurns<T, R>(all: readonly T[], deed: (one: T) => Promise<R>): Promise<R[]> {
  const done: R[] = []
  for (let from = 0; from < all.length; from += AT_ONCE)
    done.push(...(await Promise.all(all.slice(from, from + AT_ONCE).map(deed))))
  return done
}

type Row = Counted & { readonly sk: string; readonly countedAt: Instant; readonly moved?: true }

/** The parts that an org's figures are the sum of: its own shards, and the orgs below it. */
export async function readParts(campaignId: string, orgId: string, { strong = false } = {}) {
  const rows = await readRange<Row>(rangeOf('the tally of a part of an org', { campaignId, orgId }), {
    strong,
  })
  const parts = rows.filter(({ moved }) => !moved)
  return { parts, below: parts.filter(({ sk }) => sk.startsWith('PART#BELOW#')) }
}

interface Part {
  readonly campaignId: string
  /** Whose figures it is a part of. */
  readonly orgId: string
  readonly part: `SHARD#${number}` | `BELOW#${string}`
}

/** Writes a part as it was counted. A count never takes the place of a newer one. */
export async function putPart(
  { campaignId, orgId, part }: Part,
  count: Counted & Pick<Row, 'moved'>,
  now: Instant,
): Promise<void> {
  await unlessRefused(
    database.send(
      new PutCommand({
        TableName: TABLE,
        Item: {
          ...count,
          countedAt: now,
          ...keyOf('the tally of a part of an org', { campaignId, orgId, part }),
        },
        ConditionExpression: 'attribute_not_exists(countedAt) OR countedAt <= :now',
        ExpressionAttributeValues: { ':now': now },
      }),
    ),
  )
}

/** Of an org that is counted under another now: nothing, and no count that is older than this takes its place. */
export const emptyPart = (part: Part, orgId: string, now: Instant): Promise<void> =>
  putPart(part, { ...together([]), orgId, orgName: '', moved: true }, now)

const keyOfUnder = (campaignId: string, orgId: string) =>
  keyOf('under which org another is counted', { campaignId, orgId })

/** The org that another was last counted under: once it is put elsewhere in the tree, it is no part of that one. */
export const readUnder = async (campaignId: string, orgId: string): Promise<string | undefined> =>
  (await read<{ above: string }>(keyOfUnder(campaignId, orgId)))?.above

export async function noteUnder(campaignId: string, orgId: string, above: string): Promise<void> {
  await database.send(new PutCommand({ TableName: TABLE, Item: { ...keyOfUnder(campaignId, orgId), above } }))
}

/** How far a campaign is counted: the last minute that was looked at, and whether it was counted for good. */
export interface Folded {
  readonly slot?: number
  /** The minute of its last turn, whether or not it was ended. */
  readonly turn: number
  readonly final?: boolean
  /** The lots of its quizzes are drawn and the winners have their points. */
  readonly drawn?: boolean
}
const keyOfFold = (campaignId: string) => keyOf('how far a campaign is counted', { campaignId })

export const readFolded = (campaignId: string): Promise<Folded | undefined> =>
  read<Folded>(keyOfFold(campaignId))

export async function putFolded(campaignId: string, folded: Folded): Promise<void> {
  await database.send(new PutCommand({ TableName: TABLE, Item: { ...folded, ...keyOfFold(campaignId) } }))
}
