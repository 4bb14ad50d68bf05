import { DeleteCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { Instant } from '@gonghui/shared/lib/instant'
import type { Gender } from '@gonghui/shared/matchmaking/words'
import { keyOf, rangeOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { expiryAfter } from '../table/expiry.ts'
import { isRefused, rowFrom, unlessCancelled, unlessRefused } from '../table/failures.ts'
import { read, readAll, readRange } from '../table/reads.ts'
import { type Asked, type EventRow, type Line, placeOf } from './event.rule.ts'
import { noteNews } from './event-news.store.ts'
import type { Write } from './pair.store.ts'

/**
 * The line of one gender at an event. One write on one item joins, leaves or arrives, and takes its number from that
 * item itself, so of any number at once each has an order of their own, nobody is in it twice, and nothing is tried again.
 */
const keyOfLine = (eventId: string, gender: Gender) => keyOf('the line of an event', { eventId, gender })
const keyOfMine = (profileId: string, eventId: string) =>
  keyOf('an event of a single', { profileId, eventId })

type Ending = Pick<EventRow, 'eventId' | 'endsAt'>

/** A year after an event nobody is remembered to have been in it. */
const FORGOTTEN: Line = { order: {}, arrived: {} }

export const readLine = async (eventId: string, gender: Gender): Promise<Line> =>
  (await read<Line>(keyOfLine(eventId, gender))) ?? FORGOTTEN

export async function readLines(eventId: string): Promise<Readonly<Record<Gender, Line>>> {
  const [female, male] = await Promise.all([readLine(eventId, 'female'), readLine(eventId, 'male')])
  return { female, male }
}

export interface Mine {
  readonly eventId: string
  readonly gender: Gender
  /** The badges that got a heart. */
  readonly hearted?: ReadonlySet<number>
  /** Signed up, and not told yet that there is a place. */
  readonly untold?: true
}

export const readMine = (profileId: string, eventId: string): Promise<Mine | undefined> =>
  read<Mine>(keyOfMine(profileId, eventId))

export const readMines = (profileId: string): Promise<Mine[]> =>
  readRange<Mine>(rangeOf('an event of a single', { profileId }), { strong: true })

/** Of those who have a place, whoever was not told. */
export async function readUntold(eventId: string, profileIds: readonly string[]): Promise<string[]> {
  const mines = await readAll<Mine & { readonly pk: string }>(
    profileIds.map((profileId) => keyOfMine(profileId, eventId)),
    { strong: true },
  )
  return mines.filter(({ untold }) => untold).map(({ pk }) => pk.slice(pk.indexOf('#') + 1))
}

const nowTold = (profileId: string, eventId: string) => ({
  TableName: TABLE,
  Key: { ...keyOfMine(profileId, eventId) },
  UpdateExpression: 'REMOVE untold',
  ConditionExpression: 'attribute_exists(untold)',
})

/** With the message, or not at all: of two runs at once, one tells them. */
export async function tellPlace(
  profileId: string,
  eventId: string,
  tidings: readonly Write[],
): Promise<void> {
  await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({ TransactItems: [...tidings, { Update: nowTold(profileId, eventId) }] }),
    ),
  )
}

interface Change {
  readonly set: string
  readonly where: string
  readonly values?: Readonly<Record<string, unknown>>
}

/** The line as the write left it, or as it was where it was refused. */
async function change(
  eventId: string,
  gender: Gender,
  profileId: string,
  { set, where, values }: Change,
): Promise<{ readonly done: boolean; readonly line: Line }> {
  const written = await unlessRefused(
    database.send(
      new UpdateCommand({
        TableName: TABLE,
        Key: { ...keyOfLine(eventId, gender) },
        UpdateExpression: set,
        ConditionExpression: where,
        ExpressionAttributeNames: {
          '#me': profileId,
          ...(/#order/.test(set + where) ? { '#order': 'order' } : {}),
        },
        ...(values ? { ExpressionAttributeValues: values } : {}),
        ReturnValues: 'ALL_NEW',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    ),
  )
  return isRefused(written)
    ? { done: false, line: rowFrom(written.item) }
    : { done: true, line: rowFrom(written.Attributes) }
}

/** Who came, by keyed hashes, is remembered for a year after it; and each one's way back to the line as long as the line. */
const REMEMBERED_DAYS = 365

export const forgottenAt = ({ endsAt }: { readonly endsAt: Instant }): number =>
  expiryAfter(endsAt, REMEMBERED_DAYS)

/** The line as it begins, for the transaction that makes its event. */
export const emptyLine = (event: Ending, gender: Gender) => ({
  Put: {
    TableName: TABLE,
    Item: {
      ...keyOfLine(event.eventId, gender),
      order: {},
      arrived: {},
      nextInLine: 1,
      nextBadge: 1,
      expiresAt: forgottenAt(event),
    },
  },
})

/** For the transaction that changes the event: the line is kept by when it ends now, and is as the change asks for. */
export function lineKept(event: Ending, gender: Gender, { mostInLine, nobodyIn }: Asked) {
  const asked = ['attribute_exists(pk)']
  if (mostInLine !== undefined) asked.push('size(#order) <= :most')
  if (nobodyIn) asked.push('size(arrived) = :none')
  return {
    Update: {
      TableName: TABLE,
      Key: { ...keyOfLine(event.eventId, gender) },
      UpdateExpression: 'SET expiresAt = :end',
      ConditionExpression: asked.join(' AND '),
      ...(mostInLine === undefined ? {} : { ExpressionAttributeNames: { '#order': 'order' } }),
      ExpressionAttributeValues: {
        ':end': forgottenAt(event),
        ...(mostInLine === undefined ? {} : { ':most': mostInLine }),
        ...(nobodyIn ? { ':none': 0 } : {}),
      },
    },
  }
}

/** After an event was moved: whoever is in its line is remembered as long as the line is. */
export async function remember(profileId: string, event: Ending): Promise<void> {
  await unlessRefused(
    database.send(
      new UpdateCommand({
        TableName: TABLE,
        Key: { ...keyOfMine(profileId, event.eventId) },
        UpdateExpression: 'SET expiresAt = :end',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':end': forgottenAt(event) },
      }),
    ),
  )
}

/**
 * Joins the end of the line, once. The way back to it is written first, and stays when they leave: a single who erases
 * the profile is found in every line they ever joined, whatever crashed between the two. Until the answer says that
 * there is a place, it says that they were not told of one.
 */
export async function joinLine(
  profileId: string,
  { eventId, gender }: Pick<Mine, 'eventId' | 'gender'>,
  {
    longest,
    endsAt,
    places,
  }: { readonly longest: number; readonly endsAt: Instant; readonly places: number },
): Promise<Line> {
  await database.send(
    new UpdateCommand({
      TableName: TABLE,
      Key: { ...keyOfMine(profileId, eventId) },
      UpdateExpression:
        'SET eventId = :eventId, gender = if_not_exists(gender, :gender), expiresAt = :expiresAt, untold = :untold',
      ExpressionAttributeValues: {
        ':eventId': eventId,
        ':gender': gender,
        ':expiresAt': forgottenAt({ endsAt }),
        ':untold': true,
      },
    }),
  )
  const { line } = await change(eventId, gender, profileId, {
    set: 'SET #order.#me = nextInLine, nextInLine = nextInLine + :one',
    where: 'attribute_not_exists(#order.#me) AND size(#order) < :longest',
    values: { ':one': 1, ':longest': longest },
  })
  if (placeOf(line, profileId, places).is === 'placed')
    await unlessRefused(database.send(new UpdateCommand(nowTold(profileId, eventId))))
  return line
}

/** Whoever is in stays in. */
export async function leaveLine(
  profileId: string,
  { eventId, gender }: Pick<Mine, 'eventId' | 'gender'>,
): Promise<Line> {
  const { line } = await change(eventId, gender, profileId, {
    set: 'REMOVE #order.#me',
    where: 'attribute_exists(#order.#me) AND attribute_not_exists(arrived.#me)',
  })
  return line
}

/** The next badge of the house, or the one that they have. */
export const arrive = (
  profileId: string,
  { eventId, gender }: Pick<Mine, 'eventId' | 'gender'>,
  seats: number,
): Promise<{ readonly done: boolean; readonly line: Line }> =>
  change(eventId, gender, profileId, {
    set: 'SET arrived.#me = nextBadge, nextBadge = nextBadge + :one',
    where: 'attribute_exists(#order.#me) AND attribute_not_exists(arrived.#me) AND size(arrived) < :seats',
    values: { ':one': 1, ':seats': seats },
  })

const forgetMine = (profileId: string, eventId: string) =>
  database.send(new DeleteCommand({ TableName: TABLE, Key: { ...keyOfMine(profileId, eventId) } }))

/** Takes a single who goes for good out of every line, and the badge off whoever was in; who waited there moves up. */
export async function leaveAllLines(profileId: string, now: Instant): Promise<void> {
  for (const { eventId, gender } of await readMines(profileId)) {
    await noteNews({ eventId, at: now, what: 'places' })
    await change(eventId, gender, profileId, {
      set: 'REMOVE #order.#me, arrived.#me',
      where: 'attribute_exists(pk)',
    })
    await forgetMine(profileId, eventId)
  }
}

/** One heart more at an event, while there are any left; the same one again changes nothing. */
export const countEventHeart = (profileId: string, eventId: string, number: number, most: number) => ({
  Update: {
    TableName: TABLE,
    Key: { ...keyOfMine(profileId, eventId) },
    UpdateExpression: 'ADD hearted :number',
    ConditionExpression:
      'attribute_exists(pk) AND (attribute_not_exists(hearted) OR size(hearted) < :most OR contains(hearted, :one))',
    ExpressionAttributeValues: { ':number': new Set([number]), ':one': number, ':most': most },
  },
})

export const uncountEventHeart = (profileId: string, eventId: string, number: number) => ({
  Update: {
    TableName: TABLE,
    Key: { ...keyOfMine(profileId, eventId) },
    UpdateExpression: 'DELETE hearted :number',
    ConditionExpression: 'attribute_exists(pk)',
    ExpressionAttributeValues: { ':number': new Set([number]) },
  },
})
