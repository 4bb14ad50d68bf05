import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { epochMsOf, type Instant, later, SECOND_MS } from '@gonghui/shared/lib/instant'
import { knownFor } from '../../lib/known.ts'
import { type Key, keyOf } from '../../table/access-patterns.ts'
import { database, TABLE } from '../../table/database.ts'
import { isRefused, unlessRefused } from '../../table/failures.ts'
import { read } from '../../table/reads.ts'
import { type Drop, isLaid } from '../drop/drop.rule.ts'
import { type Bucket, isReserve, roomIn, unitsIn } from './bucket.rule.ts'
import { readBuckets } from './bucket.store.ts'

export interface Stock {
  readonly total: number
  readonly left: number
  /** Units that went back because nobody used their vouchers in time. */
  readonly recycled: number
  readonly asOf: Instant
}

/** What is shown may be this old in the table, and as much again in a function; nobody is granted or refused a unit by it. */
const SHOWN_MS = SECOND_MS
/** While somebody counts, others are shown what was counted last, if it is no older. */
const LAGS_MS = 5 * SECOND_MS
/** A count that died keeps others from counting no longer. */
const LEASE_MS = 2 * SECOND_MS
const PAUSE_MS = 40
const TRIES = 25
const KEPT = 200

const shown = knownFor<Stock>(SHOWN_MS, KEPT)

/**
 * What is left of a drop, for showing. Half a million people may look at one drop, and a large one has thousands of
 * buckets: so one function counts them for all, and the others read what it wrote.
 */
export const stockOf = (drop: Drop, now: Instant, nowMs = performance.now()): Promise<Stock> =>
  isLaid(drop) ? shown.of(drop.dropId, () => sharedStock(drop, now), nowMs) : exactStock(drop, now)

async function sharedStock(drop: Drop, now: Instant): Promise<Stock> {
  for (let tries = 0; tries < TRIES; tries++) {
    const row = await read<Stock>(keyOfShown(drop.dropId), { strong: false })
    const age = row?.asOf === undefined ? Number.POSITIVE_INFINITY : epochMsOf(now) - epochMsOf(row.asOf)
    if (row && age < SHOWN_MS) return stockIn(row)
    if (await mayCount(drop.dropId, now))
      return show(drop.dropId, await exactStock(drop, now, { strong: false }))
    if (row && age < LAGS_MS) return stockIn(row)
    await new Promise((resume) => setTimeout(resume, PAUSE_MS))
  }
  return exactStock(drop, now, { strong: false })
}

/** What there is to give and what is left of it; units in transit, or kept for somebody by name, count as left. */
export async function exactStock(drop: Drop, now: Instant, { strong = true } = {}): Promise<Stock> {
  if (!isLaid(drop)) return { total: drop.stock, left: drop.stock, recycled: 0, asOf: now }
  const buckets = await readBuckets(drop.dropId, drop.buckets, { strong })
  const sum = (of: (bucket: Bucket) => number) => buckets.reduce((total, bucket) => total + of(bucket), 0)
  // A unit that came back was added anew, and one that was taken out was granted to nobody.
  const total = sum(({ added, back = [], places }) => added - back.length - places.filter(isReserve).length)
  const left = sum((bucket) => roomIn(bucket) + (bucket.kept?.length ?? 0) + unitsIn(bucket.out?.runs ?? []))
  const recycled = sum(({ lapsed = [] }) => lapsed.length)
  return { total, left: Math.min(total, left), recycled, asOf: now }
}

export const keyOfShown = (dropId: string): Key => keyOf('what is shown of a drop’s stock', { dropId })

const stockIn = ({ total, left, recycled, asOf }: Stock): Stock => ({ total, left, recycled, asOf })

/** Whether this function is the one to count now. */
async function mayCount(dropId: string, now: Instant): Promise<boolean> {
  const result = await unlessRefused(
    database.send(
      new UpdateCommand({
        TableName: TABLE,
        Key: { ...keyOfShown(dropId) },
        UpdateExpression: 'SET heldUntil = :until',
        ConditionExpression:
          '(attribute_not_exists(heldUntil) OR heldUntil <= :now) AND (attribute_not_exists(asOf) OR asOf <= :fresh)',
        ExpressionAttributeValues: {
          ':until': later(now, LEASE_MS),
          ':now': now,
          ':fresh': later(now, -SHOWN_MS),
        },
      }),
    ),
  )
  return !isRefused(result)
}

/** Writes a count down for all, unless a later one stands there: one that took too long must not bring back what was. */
async function show(dropId: string, stock: Stock): Promise<Stock> {
  await unlessRefused(
    database.send(
      new PutCommand({
        TableName: TABLE,
        Item: { ...keyOfShown(dropId), ...stock },
        ConditionExpression: 'attribute_not_exists(asOf) OR asOf <= :asOf',
        ExpressionAttributeValues: { ':asOf': stock.asOf },
      }),
    ),
  )
  return stock
}
