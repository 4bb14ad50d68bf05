import { PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import { DAY_MS, type Instant, later } from '@gonghui/shared/lib/instant'
import { leafOf, type OrgPath, pathsAbove } from '@gonghui/shared/lib/roles'
import { type Gender, genders } from '@gonghui/shared/matchmaking/words'
import { afterOf, cursorOf } from '../lib/cursor.ts'
import { type Repeatable, rememberResult } from '../lib/repeat.store.ts'
import { keyOf, rangeOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { isRefused, unlessCancelled, unlessRefused } from '../table/failures.ts'
import { read, readAll, readPage } from '../table/reads.ts'
import type { Asked, EventRow } from './event.rule.ts'
import { type EventNews, withNews } from './event-news.store.ts'
import { emptyLine, lineKept } from './line.store.ts'
import type { Write } from './pair.store.ts'
import type { Round } from './round.rule.ts'

const keyOfEvent = (eventId: string) => keyOf('an event', { eventId })
const placeInList = ({ orgId, startsAt, eventId }: EventRow) =>
  keyOf('an event of an org by when it begins', { orgId, startsAt, eventId })

export const readEvent = (eventId: string): Promise<EventRow | undefined> =>
  read<EventRow>(keyOfEvent(eventId))

/** The earliest first. */
export async function readEvents(eventIds: readonly string[]): Promise<EventRow[]> {
  const rows = await readAll<EventRow>([...new Set(eventIds)].map(keyOfEvent))
  return rows.sort((one, next) => (one.startsAt < next.startsAt ? -1 : 1))
}

/** With its two empty lines and its place in the list. False: this very request has made one before. */
export async function putEvent(event: EventRow, repeat: Repeatable, now: Instant): Promise<boolean> {
  const { eventId } = event
  const result = await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({
        TransactItems: [
          rememberResult(repeat, eventId, now),
          { Put: { TableName: TABLE, Item: { ...keyOfEvent(eventId), ...event } } },
          { Put: { TableName: TABLE, Item: { ...placeInList(event), eventId } } },
          ...genders.map((gender) => emptyLine(event, gender)),
        ],
      }),
    ),
  )
  return result === 'done'
}

/** With what its guests are to be told. False: it is not as it was read, or a line is not as the change asks for. */
export async function replaceEvent(
  before: EventRow,
  after: EventRow,
  { asked, news }: { readonly asked: Readonly<Record<Gender, Asked>>; readonly news: readonly EventNews[] },
): Promise<boolean> {
  const [was, is] = [placeInList(before), placeInList(after)]
  const moved =
    was.sk === is.sk
      ? []
      : [
          { Delete: { TableName: TABLE, Key: { ...was } } },
          { Put: { TableName: TABLE, Item: { ...is, eventId: after.eventId } } },
        ]
  const lines = genders.map((gender) => lineKept(after, gender, asked[gender]))
  const write = {
    Put: {
      TableName: TABLE,
      Item: { ...keyOfEvent(after.eventId), ...after },
      ConditionExpression: 'revision = :revision',
      ExpressionAttributeValues: { ':revision': before.revision },
    },
  }
  const result = await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({ TransactItems: [write, ...moved, ...lines, ...news.map(withNews)] }),
    ),
  )
  return result === 'done'
}

const PAGE = 30

export async function readEventsOf(orgId: string, cursor: string | undefined) {
  const range = rangeOf('an event of an org by when it begins', { orgId })
  const { items, after } = await readPage<{ eventId: string }>(range, {
    limit: PAGE,
    after: afterOf(range, cursor),
    newestFirst: true,
    strong: true,
  })
  const events = await readEvents(items.map(({ eventId }) => eventId))
  return { events: events.reverse(), ...cursorOf(range, after) }
}

/** Long enough for the last hearts of an event that took a whole day. */
const SHOWN_DAYS = 4

/** The events at and above a workplace: those to come, and those of the last days. */
export async function readEventsFor(orgPath: OrgPath, now: Instant): Promise<string[]> {
  const pages = await Promise.all(
    pathsAbove(orgPath).map((path) =>
      readPage<{ eventId: string }>(
        rangeOf('an event of an org by when it begins', { orgId: leafOf(path) }),
        { limit: PAGE, after: later(now, -SHOWN_DAYS * DAY_MS) },
      ),
    ),
  )
  return pages.flatMap(({ items }) => items.map(({ eventId }) => eventId))
}

export interface Plan {
  readonly revision: number
  readonly drawnAt: Instant
  readonly rounds: readonly Round[]
}

export const readPlan = (eventId: string): Promise<Plan | undefined> =>
  read<Plan>(keyOf('the rounds of an event', { eventId }))

/** False: somebody else has drawn meanwhile. */
export async function putPlan(eventId: string, plan: Plan): Promise<boolean> {
  const written = await unlessRefused(
    database.send(
      new PutCommand({
        TableName: TABLE,
        Item: { ...keyOf('the rounds of an event', { eventId }), ...plan },
        ConditionExpression: plan.revision === 1 ? 'attribute_not_exists(pk)' : 'revision = :before',
        ...(plan.revision === 1 ? {} : { ExpressionAttributeValues: { ':before': plan.revision - 1 } }),
      }),
    ),
  )
  return !isRefused(written)
}

/** One of a transaction’s writes by itself. False: its condition was refused. */
export const writeAlone = async (write: Write): Promise<boolean> =>
  (await unlessCancelled(() => database.send(new TransactWriteCommand({ TransactItems: [write] })))) ===
  'done'
