import { PutCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { Org } from '@gonghui/shared/lib/org'
import { keyOf, rangeOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { isRefused, unlessCancelled, unlessRefused } from '../table/failures.ts'
import { read, readPage, readRange } from '../table/reads.ts'
import type { CheckInRow, KeptPicture } from './check-in-picture.rule.ts'
import type { Reader } from './reader.rule.ts'

/** Where a reader's row lies: fixed at enrolment, so whoever changes their union goes on reading for the old team. */
export interface Seat {
  readonly orgId: string
  readonly shard: number
}

/** So many readers share a partition and are counted together. */
export const SHARD_SEATS = 200
export const COHORT_LANES = 8

const seats = new Map<string, Seat>()
const KEPT = 20_000

/** A seat never changes: a warm function asks once. */
export async function seatOf(memberId: string, campaignId: string): Promise<Seat | undefined> {
  const name = `${memberId} ${campaignId}`
  const known = seats.get(name)
  if (known) return known
  const found = await read<Seat>(keyOf('a member’s enrolment in a campaign', { memberId, campaignId }))
  if (!found) return undefined
  if (seats.size >= KEPT) seats.clear()
  const seat = { orgId: found.orgId, shard: found.shard }
  seats.set(name, seat)
  return seat
}

/** Every campaign that a member is enrolled in. */
export const readEnrolments = (memberId: string): Promise<(Seat & { readonly campaignId: string })[]> =>
  readRange(rangeOf('a member’s enrolment in a campaign', { memberId }))

const keyOfReader = ({
  campaignId,
  orgId,
  shard,
  memberId,
}: Seat & { campaignId: string; memberId: string }) =>
  keyOf('a reader of a campaign', { campaignId, orgId, shard, memberId })

export const readReader = (campaignId: string, memberId: string, seat: Seat): Promise<Reader | undefined> =>
  read<Reader>(keyOfReader({ ...seat, campaignId, memberId }))

export const laneOf = (orgId: string, lanes: number): number =>
  [...orgId].reduce((hash, letter) => (hash * 31 + letter.charCodeAt(0)) % 65_521, 7) % lanes

/** Orgs that this function knows to be among a campaign's cohorts. */
const cohorts = new Set<string>()

/** The full count walks the cohorts, so an org is among them before its first reader is. */
async function joinCohorts(campaignId: string, orgId: string): Promise<void> {
  const name = `${campaignId} ${orgId}`
  if (cohorts.has(name)) return
  const key = keyOf('an org that takes part in a campaign', {
    campaignId,
    lane: laneOf(orgId, COHORT_LANES),
    orgId,
  })
  await database.send(new PutCommand({ TableName: TABLE, Item: { ...key, orgId } }))
  if (cohorts.size >= KEPT) cohorts.clear()
  cohorts.add(name)
}

/**
 * The next seat of an org's team. The count is written by nobody but this org's own members, once each, at enrolment;
 * a seat that is drawn and not taken stays empty.
 */
export async function drawSeat(campaignId: string, org: Org): Promise<Seat> {
  const { orgId, path, name } = org
  await joinCohorts(campaignId, orgId)
  const { Attributes } = await database.send(
    new UpdateCommand({
      TableName: TABLE,
      Key: keyOf('the seats of an org in a campaign', { campaignId, orgId }),
      UpdateExpression: 'ADD seats :one SET orgId = :orgId, orgPath = :path, orgName = :name',
      ExpressionAttributeValues: { ':one': 1, ':orgId': orgId, ':path': path, ':name': name },
      ReturnValues: 'UPDATED_NEW',
    }),
  )
  return { orgId, shard: Math.floor((Number(Attributes?.seats) - 1) / SHARD_SEATS) }
}

/** Enrols a member, once; false where they are enrolled already. */
export async function putReader(reader: Reader): Promise<boolean> {
  const { campaignId, memberId, orgId, shard, enrolledAt } = reader
  const result = await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({
        TransactItems: [
          {
            Put: {
              TableName: TABLE,
              Item: {
                ...keyOf('a member’s enrolment in a campaign', { memberId, campaignId }),
                campaignId,
                orgId,
                shard,
                enrolledAt,
              },
              ConditionExpression: 'attribute_not_exists(pk)',
            },
          },
          { Put: { TableName: TABLE, Item: { ...reader, ...keyOfReader(reader) } } },
        ],
      }),
    ),
  )
  return result === 'done'
}

/** One note more, for the transaction that keeps it: counted as often as there are notes, whoever tells it again. */
export const countingNote = (reader: Seat & { campaignId: string; memberId: string }) => ({
  Update: {
    TableName: TABLE,
    Key: { ...keyOfReader(reader) },
    UpdateExpression: 'ADD notes :one, revision :one',
    ConditionExpression: 'attribute_exists(pk)',
    ExpressionAttributeValues: { ':one': 1 },
  },
})

/** The write of a reader that is as it was read (`revision`). */
export const replacing = (before: Reader, next: Reader) => ({
  TableName: TABLE,
  Item: { ...next, ...keyOfReader(next) },
  ConditionExpression: 'revision = :read',
  ExpressionAttributeValues: { ':read': before.revision },
})

/** Writes a reader that is as it was read; false where another of the member's phones was quicker. */
export async function replaceReader(before: Reader, next: Reader): Promise<boolean> {
  const result = await unlessRefused(database.send(new PutCommand(replacing(before, next))))
  return !isRefused(result)
}

interface Of {
  readonly memberId: string
  readonly campaignId: string
}
type Named = Pick<CheckInRow, 'day' | 'checkInId'>

const keyOfCheckIn = ({ memberId, campaignId }: Of, { day, checkInId }: Named) =>
  keyOf('a check-in of a member', { memberId, campaignId, day, checkInId })

export const readCheckIn = (of: Of, named: Named): Promise<CheckInRow | undefined> =>
  read<CheckInRow>(keyOfCheckIn(of, named))

/** Keeps what was told of a check-in that the reader's row has taken. Writing it again changes nothing. */
export async function keepCheckIn(of: Of, checkIn: CheckInRow): Promise<void> {
  await unlessRefused(
    database.send(
      new PutCommand({
        TableName: TABLE,
        Item: { ...keyOfCheckIn(of, checkIn), ...checkIn },
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    ),
  )
}

/** Another picture for a check-in, or none; false where it has not the picture any more that it was read with. */
export async function changePicture(
  of: Of,
  checkIn: CheckInRow,
  next: KeptPicture | undefined,
): Promise<boolean> {
  const before = checkIn.picture?.pictureId
  const result = await unlessRefused(
    database.send(
      new UpdateCommand({
        TableName: TABLE,
        Key: { ...keyOfCheckIn(of, checkIn) },
        UpdateExpression: next ? 'SET picture = :next' : 'REMOVE picture',
        ConditionExpression: `attribute_exists(pk) AND ${before ? 'picture.pictureId = :before' : 'attribute_not_exists(picture)'}`,
        ...(before || next
          ? {
              ExpressionAttributeValues: {
                ...(next ? { ':next': next } : {}),
                ...(before ? { ':before': before } : {}),
              },
            }
          : {}),
      }),
    ),
  )
  return !isRefused(result)
}

export const checkInsOf = ({ memberId, campaignId }: Of) =>
  rangeOf('a check-in of a member', { memberId, campaignId })

export const readCheckIns = (
  range: ReturnType<typeof checkInsOf>,
  limit: number,
  after: string | undefined,
) => readPage<CheckInRow>(range, { limit, after, newestFirst: true })

export async function keepReview(
  { memberId, campaignId }: Of,
  bookId: string,
  review: string,
): Promise<void> {
  const key = keyOf('a review of a book by a member', { memberId, campaignId, bookId })
  await database.send(new PutCommand({ TableName: TABLE, Item: { ...key, bookId, review } }))
}

/** By book. */
export async function readReviews({ memberId, campaignId }: Of): Promise<Map<string, string>> {
  const range = rangeOf('a review of a book by a member', { memberId, campaignId })
  const rows = await readRange<{ bookId: string; review: string }>(range)
  return new Map(rows.map(({ bookId, review }) => [bookId, review]))
}
