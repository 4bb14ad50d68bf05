import { DeleteCommand, PutCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { SECOND_MS } from '@gonghui/shared/lib/instant'
import { leafOf, pathsAbove } from '@gonghui/shared/lib/roles'
import { forgetLater } from '../../lib/forgetting.store.ts'
import { knownFor } from '../../lib/known.ts'
import { rememberResult } from '../../lib/repeat.store.ts'
import { type Key, keyOf, rangeOf } from '../../table/access-patterns.ts'
import { database, TABLE } from '../../table/database.ts'
import { isRefused, unlessCancelled, unlessRefused } from '../../table/failures.ts'
import { read, readAll, readPage, readRange } from '../../table/reads.ts'
import { beginEnding } from '../redemption/ending.store.ts'
import { readCopies, readCopy, spreadDrop } from './copies.store.ts'
import type { Drop } from './drop.rule.ts'
import { recordsEnd } from './retention.rule.ts'

const keyOfDrop = (dropId: string) => keyOf('a drop', { dropId })

const readAny = (dropId: string): Promise<Drop | undefined> => read<Drop>(keyOfDrop(dropId))

/** For everybody but a rehearsal there are no shadows. */
const unlessShadow = (drop: Drop | undefined) => (drop?.shadowOf === undefined ? drop : undefined)

export const readDrop = async (dropId: string): Promise<Drop | undefined> =>
  unlessShadow(await readAny(dropId))

export const readShadow = async (shadowId: string): Promise<Drop | undefined> => {
  const found = await readAny(shadowId)
  return found?.shadowOf === undefined ? undefined : found
}

export const readDrops = (dropIds: readonly string[], { strong = false } = {}): Promise<Drop[]> =>
  readAll<Drop>([...new Set(dropIds)].map(keyOfDrop), { strong })

/**
 * How long a warm function trusts what it knows of a drop: a pause bites within this second. Half a million taps
 * then cost one read a second in each function.
 */
const TRUSTED_MS = SECOND_MS
const KEPT = 200

const known = knownFor<Drop | undefined>(TRUSTED_MS, KEPT)

export const knownDrop = async (dropId: string): Promise<Drop | undefined> =>
  unlessShadow(await knownDropOrShadow(dropId))

/** For the claim, which looks itself whether this is somebody's to see. */
export const knownDropOrShadow = (dropId: string, nowMs = performance.now()): Promise<Drop | undefined> =>
  known.of(dropId, async () => (await readCopy(dropId)) ?? readAny(dropId), nowMs)

/** What this function knew of a drop is not so any more. */
export const forgetDrop = (dropId: string): boolean => known.forget(dropId)

/** After every change of a drop that is laid, whoever made it: what all functions go by follows. */
export async function followDrop(dropId: string): Promise<void> {
  await spreadDrop(dropId)
  forgetDrop(dropId)
}

/** Writes a new draft and its place in the lists of its org and of each above, once per request. False: the request was made before. */
export async function putDraft(drop: Drop, repeat: Parameters<typeof rememberResult>[0]): Promise<boolean> {
  const result = await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({
        TransactItems: [
          { Put: { TableName: TABLE, Item: { ...keyOfDrop(drop.dropId), ...drop } } },
          {
            Put: {
              TableName: TABLE,
              Item: {
                ...keyOf('a drop of an org', { orgId: drop.orgId, dropId: drop.dropId }),
                dropId: drop.dropId,
              },
            },
          },
          ...pathsAbove(drop.orgPath).map((path) => ({
            Put: {
              TableName: TABLE,
              Item: {
                ...keyOf('a drop at or below an org', { orgId: leafOf(path), dropId: drop.dropId }),
                dropId: drop.dropId,
              },
            },
          })),
          forgetLater('drop', drop.dropId, recordsEnd(drop)),
          rememberResult(repeat, drop.dropId, drop.createdAt),
        ],
      }),
    ),
  )
  return result === 'done'
}

const ifAsRead = (read: Drop, next: Drop) => ({
  TableName: TABLE,
  // The key comes last: what was read of a copy brings the copy's own.
  Item: { ...next, ...keyOfDrop(next.dropId) },
  ConditionExpression: 'revision = :read',
  ExpressionAttributeValues: { ':read': read.revision },
})

/** Replaces a drop that is as it was read (`revision`); otherwise nothing is written. */
export async function replaceDrop(read: Drop, next: Drop): Promise<boolean> {
  const result = await unlessRefused(database.send(new PutCommand(ifAsRead(read, next))))
  await followDrop(next.dropId)
  return !isRefused(result)
}

type Beside = NonNullable<ConstructorParameters<typeof TransactWriteCommand>[0]['TransactItems']>

/** As `replaceDrop`, with what is to be written in the same transaction: the note of who did it, and why. */
export async function replaceDropNoting(read: Drop, next: Drop, beside: Beside): Promise<boolean> {
  const result = await unlessCancelled(() =>
    database.send(new TransactWriteCommand({ TransactItems: [{ Put: ifAsRead(read, next) }, ...beside] })),
  )
  await followDrop(next.dropId)
  return result === 'done'
}

/** Moves a drop from one stored state to another; false where it is not in the first any more. */
export async function moveDrop(dropId: string, from: Drop['phase'], to: Drop['phase']): Promise<boolean> {
  const result = await unlessRefused(
    database.send(
      new UpdateCommand({
        TableName: TABLE,
        Key: keyOfDrop(dropId),
        UpdateExpression: 'SET phase = :to, revision = revision + :one',
        ConditionExpression: 'phase = :from',
        ExpressionAttributeValues: { ':to': to, ':from': from, ':one': 1 },
      }),
    ),
  )
  await followDrop(dropId)
  return !isRefused(result)
}

/**
 * Fixes a drop's plan and, in the same transaction, puts it where members and the repair find it: from here on
 * somebody will finish the publication. False where the drop is not as it was read.
 */
export async function beginPublication(read: Drop, fixed: Drop, beside: Beside = []): Promise<boolean> {
  const { dropId } = fixed
  const pointer = (key: Key) => ({ Put: { TableName: TABLE, Item: { ...key, dropId } } })
  const result = await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({
        TransactItems: [
          { Put: ifAsRead(read, fixed) },
          pointer(keyOfLive(dropId)),
          pointer(keyOf('a drop on show', { dropId })),
          ...beginEnding(fixed),
          // The draft's own term may have been another: where two days are noted, the drop is looked at on both.
          forgetLater('drop', dropId, recordsEnd(fixed)),
          ...beside,
        ],
      }),
    ),
  )
  forgetDrop(dropId)
  return result === 'done'
}

export async function takeOffShow(dropId: string): Promise<void> {
  await database.send(new DeleteCommand({ TableName: TABLE, Key: keyOf('a drop on show', { dropId }) }))
}

const keyOfLive = (dropId: string) => keyOf('a drop whose buckets need looking after', { dropId })

/** The buckets are shut for good; from here on only its vouchers need looking after. */
export async function lookAfterVouchers(dropId: string): Promise<void> {
  const Item = { ...keyOfLive(dropId), dropId, shut: true }
  await database.send(new PutCommand({ TableName: TABLE, Item }))
}

export async function stopLookingAfter(dropId: string): Promise<void> {
  await database.send(new DeleteCommand({ TableName: TABLE, Key: keyOfLive(dropId) }))
}

const pointed = (rows: readonly { readonly dropId: string }[]) => readDrops(rows.map((row) => row.dropId))

/** A card may lag a little more than what a claim goes by. */
const LISTED_MS = 2 * SECOND_MS
const onShow = knownFor<Drop[]>(LISTED_MS, 1)

/** The drops that members see, those published and not long over: asked for at most every two seconds in each function. */
export const knownOnShow = (nowMs = performance.now()): Promise<Drop[]> => onShow.of('all', readOnShow, nowMs)

async function readOnShow(): Promise<Drop[]> {
  const rows = await readRange<{ dropId: string }>(rangeOf('a drop on show', {}))
  return readCopies(rows.map(({ dropId }) => dropId))
}

interface LivePointer {
  readonly dropId: string
  readonly shut?: true
}

const livePointers = () =>
  readRange<LivePointer>(rangeOf('a drop whose buckets need looking after', {}), { strong: true })

/** Drops from their publication until their buckets are shut. */
export const readLive = async (): Promise<Drop[]> =>
  pointed((await livePointers()).filter(({ shut }) => !shut))

/** Drops whose buckets are shut while their vouchers can still be used, given back or voided. */
export const readShut = async (): Promise<Drop[]> =>
  pointed((await livePointers()).filter(({ shut }) => shut))

/** Where an org has moved since, its earlier drops stay in the lists of those that were above it then. */
export const dropsAtOrBelow = (orgId: string) => rangeOf('a drop at or below an org', { orgId })

export const dropsOf = (orgId: string) => rangeOf('a drop of an org', { orgId })

/** An org's drops, newest first. */
export async function readDropsOf(
  range: ReturnType<typeof dropsOf>,
  limit: number,
  after: string | undefined,
) {
  const page = await readPage<{ dropId: string }>(range, { limit, after, newestFirst: true, strong: true })
  const drops = await pointed(page.items)
  return { items: drops.sort((a, b) => (a.dropId < b.dropId ? 1 : -1)), after: page.after }
}
