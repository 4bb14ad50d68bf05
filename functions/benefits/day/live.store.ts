import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { type Instant, later } from '@gonghui/shared/lib/instant'
import { keyOf, rangeOf } from '../../table/access-patterns.ts'
import { database, TABLE } from '../../table/database.ts'
import { expiryAfter } from '../../table/expiry.ts'
import { isRefused, unlessRefused } from '../../table/failures.ts'
import { read, readAll, readRange } from '../../table/reads.ts'
import type { LiveRow } from './live.rule.ts'

const keyOfLive = (dropId: string) => keyOf('what the live board of a drop says', { dropId })
const keyOfWatched = (dropId: string) => keyOf('a drop whose live board is open', { dropId })

interface Watched {
  readonly dropId: string
  readonly watchedUntil: Instant
}

export const readLiveRow = (dropId: string): Promise<LiveRow | undefined> => read<LiveRow>(keyOfLive(dropId))

/** What the board says, and until when somebody looks at it, in one call. */
export async function readBoardOf(
  dropId: string,
): Promise<{ readonly row: LiveRow | undefined; readonly watchedUntil: Instant | undefined }> {
  const found = await readAll<LiveRow | Watched>([keyOfLive(dropId), keyOfWatched(dropId)])
  const watched = found.find((item): item is Watched => 'watchedUntil' in item)
  return {
    row: found.find((item): item is LiveRow => 'pools' in item),
    watchedUntil: watched?.watchedUntil,
  }
}

/** Shows a newer reading; an older one than what is shown already is dropped. */
export async function show(row: LiveRow): Promise<void> {
  await unlessRefused(
    database.send(
      new PutCommand({
        TableName: TABLE,
        Item: { ...keyOfLive(row.dropId), ...row },
        ConditionExpression: 'attribute_not_exists(pk) OR asOf < :asOf',
        ExpressionAttributeValues: { ':asOf': row.asOf },
      }),
    ),
  )
}

export async function watch(dropId: string, watchedUntil: Instant): Promise<void> {
  const expiresAt = expiryAfter(watchedUntil, 1)
  const Item = { ...keyOfWatched(dropId), dropId, watchedUntil, expiresAt }
  await database.send(new PutCommand({ TableName: TABLE, Item }))
}

/** The drops that somebody looks at now. Who looked earlier stands there for a day, then the table drops the row. */
export async function watchedNow(now: Instant): Promise<string[]> {
  const rows = await readRange<Watched>(rangeOf('a drop whose live board is open', {}))
  return rows.filter(({ watchedUntil }) => watchedUntil > now).map(({ dropId }) => dropId)
}

/** Makes a drop one holder's to fold until an instant. Nothing is wrong where two fold it; it is work done twice. */
export async function takeLease(
  dropId: string,
  holder: string,
  now: Instant,
  forMs: number,
): Promise<boolean> {
  const result = await unlessRefused(
    database.send(
      new UpdateCommand({
        TableName: TABLE,
        Key: keyOf('who folds the claims of a drop', { dropId }),
        UpdateExpression: 'SET holder = :me, heldUntil = :until',
        ConditionExpression: 'attribute_not_exists(pk) OR heldUntil <= :now OR holder = :me',
        ExpressionAttributeValues: { ':me': holder, ':now': now, ':until': later(now, forMs) },
      }),
    ),
  )
  return !isRefused(result)
}
