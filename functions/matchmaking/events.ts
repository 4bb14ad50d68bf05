import type * as contracts from '@gonghui/shared/matchmaking/events'
import { HEARTS_AT_EVENT } from '@gonghui/shared/matchmaking/events'
import { type Handler, isRefusal, refuse, reply } from '../lib/server.ts'
import { stillMembers } from './current.store.ts'
import { heartsUntil, longestLine, mayJoin, mayLeave, placeOf, stateOf } from './event.rule.ts'
import { readEvents, readEventsFor, writeAlone } from './event.store.ts'
import { noteNews } from './event-news.store.ts'
import { guestAt, partnerAt, shownEvent, shownToGuest } from './guests.ts'
import { heartBetween, takeBack } from './hearts.ts'
import { hasDone, sideOf } from './introduction.rule.ts'
import {
  countEventHeart,
  joinLine,
  leaveLine,
  readLine,
  readMine,
  readMines,
  uncountEventHeart,
} from './line.store.ts'
import { ownProfile } from './own.ts'
import { readPair } from './pair.store.ts'
import { absenceOf, isReachable } from './profile.rule.ts'
import { readProfile } from './profile.store.ts'

export const listEvents: Handler<typeof contracts.listEvents> = async ({ caller, now }) => {
  const own = await ownProfile(caller)
  if (isRefusal(own)) return own
  const me = await readProfile(own.profileId)
  if (!me) return refuse('profile-missing')
  if (me.suspendedAt !== undefined) return refuse('profile-suspended')
  const [ids, mines] = await Promise.all([
    caller.member ? readEventsFor(caller.member.orgPath, now) : [],
    readMines(me.profileId),
  ])
  const joined = await Promise.all(
    mines.map(async ({ eventId, gender }) => {
      const line = await readLine(eventId, gender)
      return placeOf(line, me.profileId, 0).is === 'none' ? [] : [eventId]
    }),
  )
  const signedUp = new Set(joined.flat())
  const events = await readEvents([...ids, ...signedUp])
  const items = events
    .filter((event) => now < event.endsAt || (now < heartsUntil(event) && signedUp.has(event.eventId)))
    .map((event) => ({ event: shownEvent(event, now), signedUp: signedUp.has(event.eventId) }))
  return reply(200, { items, serverTime: now })
}

export const getEvent: Handler<typeof contracts.getEvent> = async ({ params, caller, now }) => {
  const guest = await guestAt(caller, params.eventId)
  return isRefusal(guest) ? guest : reply(200, await shownToGuest(guest, now))
}

export const setPlace: Handler<typeof contracts.setPlace> = async ({ params, body, caller, now }) => {
  const guest = await guestAt(caller, params.eventId)
  if (isRefusal(guest)) return guest
  const { me, event, gender, lines } = guest
  const { eventId } = event
  const isIn = placeOf(lines[gender], me.profileId, 0).is !== 'none'
  if (isIn === body.comes) return reply(200, await shownToGuest(guest, now))
  if (!body.comes) {
    const refusal = mayLeave(event, lines[gender], me.profileId, now)
    if (refusal) return refuse(refusal)
    await noteNews({ eventId, at: now, what: 'places' })
    const line = await leaveLine(me.profileId, { eventId, gender })
    if (line.order[me.profileId] !== undefined) return refuse('event-arrived')
    return reply(200, await shownToGuest({ ...guest, lines: { ...lines, [gender]: line } }, now))
  }
  if (!caller.member) return refuse('membership-missing')
  const absence = absenceOf(me, caller.member.orgPath)
  if (absence !== undefined) return refuse(absence)
  const refusal = mayJoin(event, lines[gender], gender, now)
  if (refusal) return refuse(refusal)
  const most = { longest: longestLine(event, gender), endsAt: event.endsAt, places: event.places[gender] }
  const line = await joinLine(me.profileId, { eventId, gender }, most)
  if (line.order[me.profileId] === undefined) return refuse('event-line-full')
  return reply(200, await shownToGuest({ ...guest, lines: { ...lines, [gender]: line } }, now))
}

export const setEventHeart: Handler<typeof contracts.setEventHeart> = async ({
  params,
  body,
  caller,
  now,
}) => {
  const two = await partnerAt(caller, params.eventId, body.number)
  if (isRefusal(two)) return two
  const { guest, otherId } = two
  const { me, event } = guest
  const { eventId } = event
  if (!body.heart) {
    await takeBack(me, otherId, now)
    const pair = await readPair(me.profileId, otherId)
    // What both have chosen stays chosen; from there one withdraws.
    const stays = pair !== undefined && hasDone(pair, 'heart', sideOf(me.profileId, otherId))
    if (!stays) await writeAlone(uncountEventHeart(me.profileId, eventId, body.number))
  } else {
    // Whoever was let in sat there, wherever they work since: a desk vouches for them before anything comes of it.
    const absence = absenceOf(me)
    if (absence !== undefined) return refuse(absence)
    const state = stateOf(event, now)
    if (state === 'cancelled') return refuse('event-cancelled')
    if (state !== 'hearts') return refuse('event-hearts-shut')
    const counted = countEventHeart(me.profileId, eventId, body.number, HEARTS_AT_EVENT)
    const given = await heartBetween(me, otherId, now, {
      counted: [counted],
      metAt: eventId,
      mayGive: async (other) => {
        const [there] = await stillMembers([other])
        return () => there !== undefined && isReachable(there)
      },
    })
    if ('refused' in given) return refuse(heartRefusals[given.refused])
    // Given before they met, on a card that nobody knew to be this number: chosen here once more.
    if (!given.isNew && !(await writeAlone(counted))) return refuse('event-hearts-used-up')
  }
  const mine = await readMine(me.profileId, eventId)
  return reply(200, await shownToGuest({ ...guest, mine }, now))
}

const heartRefusals = {
  'introduction-over': 'introduction-over',
  'nobody-there': 'event-partner-unknown',
  'hearts-used-up': 'event-hearts-used-up',
} as const
