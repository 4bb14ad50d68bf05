import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import type { Instant } from '@gonghui/shared/lib/instant'
import { lookupHash } from '../lib/secrets.ts'
import { type Key, keyOf, rangeOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { expiryAfter } from '../table/expiry.ts'
import { type Cancelled, refusedAt, unlessCancelled } from '../table/failures.ts'
import { read, readAll, readPage, readRange } from '../table/reads.ts'
import type { Note } from './note.rule.ts'
import type { Reader } from './reader.rule.ts'
import { countingNote } from './reader.store.ts'

/** As long as the union's other records. */
const KEPT_DAYS = 730
const expiresAt = (at: Instant) => expiryAfter(at, KEPT_DAYS)

const keyOfNote = (noteId: string) => keyOf('a note', { noteId })
const monthOf = (at: Instant) => at.slice(0, 7)

interface Place extends Key {
  readonly noteId: string
  readonly at: Instant
  readonly unchecked?: true
}

/** Where a note is found: by its author, in the feeds, on its staff's desk. All of it follows from the note itself. */
function placesOf(note: Note): Place[] {
  const { noteId, campaignId, memberId, at, shownAt, state, featured } = note
  const place = (key: Key, more: object = {}): Place => ({ ...key, noteId, at, ...more })
  const isOut = shownAt !== undefined && state !== 'removed'
  return [
    place(
      keyOf('a note of a member', { memberId, campaignId, at, noteId }),
      state === 'unchecked' ? { unchecked: true } : {},
    ),
    ...(isOut
      ? [place(keyOf('a note readers see', { campaignId, month: monthOf(shownAt), at: shownAt, noteId }))]
      : []),
    ...(featured && state === 'shown' ? [place(keyOf('a featured note', { campaignId, noteId }))] : []),
    ...(state === 'waiting' || state === 'held'
      ? [place(keyOf('a note to be judged', { campaignId, noteId }))]
      : []),
  ]
}

/** The writes that bring a note's places from what they were to what they are; none that change nothing. */
function moves(before: Note | undefined, next: Note | undefined) {
  const was = new Map((before ? placesOf(before) : []).map((one) => [`${one.pk} ${one.sk}`, one]))
  const is = new Map((next ? placesOf(next) : []).map((one) => [`${one.pk} ${one.sk}`, one]))
  const puts = [...is].filter(([name, one]) => was.get(name)?.unchecked !== one.unchecked || !was.has(name))
  const gone = [...was].filter(([name]) => !is.has(name))
  return [
    ...puts.map(([, one]) => ({
      Put: { TableName: TABLE, Item: { ...one, expiresAt: expiresAt(one.at) } },
    })),
    ...gone.map(([, { pk, sk }]) => ({ Delete: { TableName: TABLE, Key: { pk, sk } } })),
  ]
}

const asRead = (before: Note | undefined) =>
  before
    ? { ConditionExpression: 'revision = :read', ExpressionAttributeValues: { ':read': before.revision } }
    : { ConditionExpression: 'attribute_not_exists(pk)' }

const transact = (TransactItems: ConstructorParameters<typeof TransactWriteCommand>[0]['TransactItems']) =>
  unlessCancelled(() => database.send(new TransactWriteCommand({ TransactItems })))

const putting = (before: Note | undefined, next: Note) => ({
  Put: {
    TableName: TABLE,
    Item: { ...next, ...keyOfNote(next.noteId), expiresAt: expiresAt(next.at) },
    ...asRead(before),
  },
})

/** Keeps a new note with all its places, and counts it at its author’s row; false where there is one of that id. */
export async function addNote(note: Note, reader: Reader): Promise<boolean> {
  const result = await transact([putting(undefined, note), ...moves(undefined, note), countingNote(reader)])
  return result === 'done'
}

/** Writes a note anew, and moves its places; false where it is not as it was read. */
export async function putNote(before: Note, next: Note): Promise<boolean> {
  return (await transact([putting(before, next), ...moves(before, next)])) === 'done'
}

/** One reader's report, once each: who reported is kept as a hash that leads to nobody. */
export async function putReport(
  before: Note,
  next: Note,
  memberId: string,
): Promise<'done' | 'again' | 'changed'> {
  const reporter = lookupHash('note-report', before.noteId, memberId)
  const key = keyOf('a report of a note', { noteId: before.noteId, reporter })
  const result = await transact([
    {
      Put: {
        TableName: TABLE,
        Item: { ...key, expiresAt: expiresAt(next.at) },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
    putting(before, next),
    ...moves(before, next),
  ])
  if (result === 'done') return 'done'
  return refusedAt(result, 0) ? 'again' : 'changed'
}

/** Removes a note, its places and its counts. The likes are their givers' own rows, and go with them. */
export async function removeNote(note: Note): Promise<boolean> {
  const { noteId } = note
  const counts = lanes.map((lane) => ({
    Delete: { TableName: TABLE, Key: { ...keyOf('likes counted on a note', { noteId, lane }) } },
  }))
  const result = await transact([
    { Delete: { TableName: TABLE, Key: { ...keyOfNote(noteId) }, ...asRead(note) } },
    ...moves(note, undefined),
    ...counts,
  ])
  return result === 'done'
}

export const readNote = (noteId: string): Promise<Note | undefined> => read<Note>(keyOfNote(noteId))

/** Notes by id, in that order; who is gone is left out. */
export async function readNotes(noteIds: readonly string[]): Promise<Note[]> {
  const found = new Map((await readAll<Note>(noteIds.map(keyOfNote))).map((note) => [note.noteId, note]))
  return noteIds.flatMap((noteId) => found.get(noteId) ?? [])
}

/** A crowd that likes one note adds in four places, not in one. */
const lanes = [0, 1, 2, 3] as const
const laneOf = (memberId: string) => lanes[memberId.charCodeAt(memberId.length - 1) % lanes.length] ?? 0

/** Gives a like or takes it back: the member's row and the count go together, so one member is one like. */
export async function putLike(noteId: string, memberId: string, liked: boolean, now: Instant): Promise<void> {
  const key = keyOf('a like of a member', { memberId, noteId })
  const mine = liked
    ? {
        Put: {
          TableName: TABLE,
          Item: { ...key, at: now, expiresAt: expiresAt(now) },
          ConditionExpression: 'attribute_not_exists(pk)',
        },
      }
    : { Delete: { TableName: TABLE, Key: { ...key }, ConditionExpression: 'attribute_exists(pk)' } }
  const result: Cancelled | 'done' = await transact([
    mine,
    {
      Update: {
        TableName: TABLE,
        Key: { ...keyOf('likes counted on a note', { noteId, lane: laneOf(memberId) }) },
        UpdateExpression: 'ADD likes :one SET noteId = :noteId',
        ExpressionAttributeValues: { ':one': liked ? 1 : -1, ':noteId': noteId },
      },
    },
  ])
  // Given already, or taken back already.
  if (result !== 'done' && !refusedAt(result, 0)) throw new Error('a like was refused for no reason')
}

/** By note; of twenty notes it is one call. */
export async function readLikes(noteIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const keys = noteIds.flatMap((noteId) =>
    lanes.map((lane) => keyOf('likes counted on a note', { noteId, lane })),
  )
  const counts = new Map<string, number>()
  for (const { noteId, likes } of await readAll<{ noteId: string; likes: number }>(keys, { strong: true }))
    counts.set(noteId, (counts.get(noteId) ?? 0) + likes)
  return counts
}

/** Those of the notes that a member likes. */
export async function readLiked(memberId: string, noteIds: readonly string[]): Promise<ReadonlySet<string>> {
  const keys = noteIds.map((noteId) => keyOf('a like of a member', { memberId, noteId }))
  const prefix = keyOf('a like of a member', { memberId, noteId: '' }).sk
  return new Set((await readAll<Key>(keys)).map(({ sk }) => sk.slice(prefix.length)))
}

export const notesOf = (memberId: string, campaignId: string) =>
  rangeOf('a note of a member', { memberId, campaignId })

export const featuredIn = (campaignId: string) => rangeOf('a featured note', { campaignId })
export const waitingIn = (campaignId: string) => rangeOf('a note to be judged', { campaignId })

export const readPlaces = (
  range: { readonly pk: string; readonly begins: string },
  limit: number,
  after: string | undefined,
  { newestFirst = true, strong = false } = {},
) => readPage<Place>(range, { limit, after, newestFirst, strong })

/** Where a member's notes lie, in every campaign. */
export const readNotePlaces = (memberId: string): Promise<Place[]> =>
  readRange<Place>(rangeOf('a note of a member', { memberId }), { strong: true })

/**
 * What readers see, newest first, from one month back to another. A place in it is the sort key itself, which begins
 * with its month.
 */
export async function readNewest(
  campaignId: string,
  { since, now, after, limit }: { since: Instant; now: Instant; after: string | undefined; limit: number },
): Promise<{ readonly items: Place[]; readonly after: string | undefined }> {
  const items: Place[] = []
  // A forged place that is no instant begins the list anew.
  const goesOn = after !== undefined && /^\d{4}-\d{2}-/.test(after) && after < now
  const from = goesOn ? after : now
  for (let month = monthOf(from); month >= monthOf(since); month = monthBefore(month)) {
    const range = rangeOf('a note readers see', { campaignId, month })
    const isHere = goesOn && monthOf(after) === month
    const page = await readPage<Place>(range, {
      limit: limit - items.length,
      after: isHere ? after : undefined,
      newestFirst: true,
    })
    items.push(...page.items)
    if (items.length === limit) return { items, after: items.at(-1)?.sk }
  }
  return { items, after: undefined }
}

const monthBefore = (month: string): string => {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return number > 1 ? `${year}-${String(number - 1).padStart(2, '0')}` : `${year - 1}-12`
}
