import { epochMsOf, type Instant, MINUTE_MS } from '@gonghui/shared/lib/instant'
import { type Gender, genders } from '@gonghui/shared/matchmaking/words'
import { log, told } from '../lib/log.ts'
import { type Said, tellMember } from '../lib/messages.ts'
import { type EventRow, inOrder, type Line } from './event.rule.ts'
import { readEvent } from './event.store.ts'
import { type EventNews, endNews, readNews } from './event-news.store.ts'
import { readLines, readUntold, remember, tellPlace } from './line.store.ts'
import { readProfiles } from './profile.store.ts'
import { tidingsFor } from './tidings.ts'

interface Telling {
  readonly clock: () => Instant
  /** Milliseconds until the function is ended. */
  readonly msLeft: () => number
}

/** By then the deed that noted it has ended, one way or the other. */
const AGE_MS = MINUTE_MS
/** No event is begun with less time than this: two hundred people are told in it. */
const LAST_EVENT_MS = 20_000
const AT_ONCE = 8

/**
 * Every minute: tells the people in an event’s lines what has changed. Whoever is told twice by a crash is told the same
 * message, and a place is told in the transaction that notes that it was.
 */
export async function tellGuests({ clock, msLeft }: Telling): Promise<void> {
  for (const news of await readNews()) {
    if (msLeft() < LAST_EVENT_MS || epochMsOf(clock()) - epochMsOf(news.at) < AGE_MS) return
    try {
      await tellOf(news, clock())
      await endNews(news)
    } catch (error) {
      log.error('guests of an event could not be told', { eventId: news.eventId, error: told(error) })
    }
  }
}

async function tellOf({ eventId, at, what }: EventNews, now: Instant): Promise<void> {
  const event = await readEvent(eventId)
  // What was changed again since is told by the later change, and nobody is told of an evening that has begun.
  if (!event || now >= event.startsAt || (event.cancelled !== undefined) !== (what === 'cancelled')) return
  const lines = await readLines(eventId)
  if (what !== 'places') {
    const all = genders.flatMap((gender) => inOrder(lines[gender]))
    if (what === 'moved') await inTurn(all, (profileId) => remember(profileId, event))
    const said = saidOf(event, what === 'moved' ? 'event-moved' : 'event-cancelled')
    await inTurn(await readProfiles(all), ({ whose }) => tellMember(whose.memberId, said, at))
  }
  if (what !== 'cancelled') for (const gender of genders) await tellPlaces(event, lines[gender], gender, now)
}

type OfEvent = Extract<Said, { readonly eventId: string }>
const saidOf = ({ eventId, title, venue, startsAt }: EventRow, kind: OfEvent['kind']): OfEvent => ({
  ...{ kind, eventId, title, venue, startsAt },
})

/** Those who have a place and were never told so: they waited when they signed up. */
async function tellPlaces(event: EventRow, line: Line, gender: Gender, now: Instant): Promise<void> {
  const placed = inOrder(line).slice(0, event.places[gender])
  const untold = await readUntold(event.eventId, placed)
  const said = saidOf(event, 'event-place')
  await inTurn(await readProfiles(untold), async (profile) =>
    tellPlace(profile.profileId, event.eventId, await tidingsFor([profile], said, now)),
  )
}

async function inTurn<T>(all: readonly T[], tell: (one: T) => Promise<unknown>) {
  for (let from = 0; from < all.length; from += AT_ONCE)
    await Promise.all(all.slice(from, from + AT_ONCE).map(tell))
}
