import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import type { Instant } from '@gonghui/shared/lib/instant'
import { keyOf, rangeOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { expiryAfter } from '../table/expiry.ts'
import { readPage } from '../table/reads.ts'

/** Something about an event that people in its lines do not know yet: who has a place, that it is elsewhere, that it is off. */
export interface EventNews {
  readonly eventId: string
  readonly at: Instant
  readonly what: 'places' | 'moved' | 'cancelled'
}

const KEPT_DAYS = 7

const keyOfNews = ({ at, eventId, what }: EventNews) =>
  keyOf('an event whose guests are to be told', { at, eventId, what })

/** For the transaction that changes the event. */
export const withNews = (news: EventNews) => ({
  Put: {
    TableName: TABLE,
    Item: {
      ...keyOfNews(news),
      ...news,
      expiresAt: expiryAfter(news.at, KEPT_DAYS),
    },
  },
})

/** Before a deed that may give a place to somebody who waits: where nothing comes of it, nobody is told anything. */
export async function noteNews(news: EventNews): Promise<void> {
  await database.send(new PutCommand(withNews(news).Put))
}

const PAGE = 100

/** The oldest first; what is more than a page is the next minute’s. */
export const readNews = async (): Promise<EventNews[]> =>
  (
    await readPage<EventNews>(rangeOf('an event whose guests are to be told', {}), {
      limit: PAGE,
      strong: true,
    })
  ).items

export async function endNews(news: EventNews): Promise<void> {
  await database.send(new DeleteCommand({ TableName: TABLE, Key: { ...keyOfNews(news) } }))
}
