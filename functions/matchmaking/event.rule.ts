import { epochMsOf, HOUR_MS, type Instant, later } from '@gonghui/shared/lib/instant'
import {
  DOOR_HOURS,
  type EventFields,
  type EventState,
  HEARTS_HOURS,
  WAITING_MAX,
} from '@gonghui/shared/matchmaking/events'
import { type Gender, genders } from '@gonghui/shared/matchmaking/words'

export interface EventRow extends EventFields {
  readonly eventId: string
  readonly orgId: string
  readonly orgName: string
  readonly orgPath: string
  readonly revision: number
  readonly cancelled?: string | undefined
}

type Times = Pick<EventRow, 'signUpFrom' | 'signUpUntil' | 'startsAt' | 'endsAt' | 'cancelled'>

export const heartsUntil = ({ endsAt }: Pick<EventRow, 'endsAt'>): Instant =>
  later(endsAt, HEARTS_HOURS * HOUR_MS)

/** Where an event stands: by the clock alone, so that nobody has to be awake to move it on. */
export function stateOf(event: Times, now: Instant): EventState {
  if (event.cancelled !== undefined) return 'cancelled'
  if (now < event.signUpFrom) return 'coming'
  if (now < event.signUpUntil) return 'open'
  if (now < event.startsAt) return 'closed'
  if (now < event.endsAt) return 'running'
  return now < heartsUntil(event) ? 'hearts' : 'over'
}

/** Whether people are let in, and rounds drawn. */
export const doorIsOpen = (event: Pick<Times, 'startsAt' | 'endsAt'>, now: Instant): boolean =>
  epochMsOf(now) >= epochMsOf(event.startsAt) - DOOR_HOURS * HOUR_MS && now < event.endsAt

/**
 * Everybody of one gender who wants to come, in the order in which they said so. Who has a place is not written down
 * anywhere: the first so many of those who are left have one. So whoever waits moves up by another's going, with
 * nothing that could be forgotten on the way, and the two genders keep their balance.
 */
export interface Line {
  readonly order: Readonly<Record<string, number>>
  /** The numbers on the badges of those who are in. */
  readonly arrived: Readonly<Record<string, number>>
}

export const inOrder = ({ order }: Line): string[] =>
  Object.entries(order)
    .sort(([, one], [, next]) => one - next)
    .map(([profileId]) => profileId)

export type Place =
  | { readonly is: 'none' }
  | { readonly is: 'placed' }
  | { readonly is: 'waiting'; readonly ahead: number }

export function placeOf(line: Line, profileId: string, places: number): Place {
  const at = inOrder(line).indexOf(profileId)
  if (at === -1) return { is: 'none' }
  return at < places ? { is: 'placed' } : { is: 'waiting', ahead: at - places }
}

export const standingOf = (line: Line, places: number) => {
  const all = Object.keys(line.order).length
  return { taken: Math.min(all, places), waiting: Math.max(0, all - places) }
}

export const longestLine = (event: Pick<EventRow, 'places'>, gender: Gender): number =>
  event.places[gender] + WAITING_MAX

export type SignUpRefusal = 'event-cancelled' | 'event-not-open' | 'event-closed' | 'event-line-full'

export function mayJoin(
  event: EventRow,
  line: Line,
  gender: Gender,
  now: Instant,
): SignUpRefusal | undefined {
  const state = stateOf(event, now)
  if (state === 'cancelled') return 'event-cancelled'
  if (state === 'coming') return 'event-not-open'
  if (state !== 'open') return 'event-closed'
  return Object.keys(line.order).length >= longestLine(event, gender) ? 'event-line-full' : undefined
}

export type LeavingRefusal = 'event-cancelled' | 'event-begun' | 'event-arrived'

/** Until it begins: a place that is given back in time is somebody else's. */
export function mayLeave(
  event: EventRow,
  line: Line,
  profileId: string,
  now: Instant,
): LeavingRefusal | undefined {
  if (event.cancelled !== undefined) return 'event-cancelled'
  if (line.arrived[profileId] !== undefined) return 'event-arrived'
  return now < event.startsAt ? undefined : 'event-begun'
}

export type ArrivalRefusal = 'guest-unknown' | 'guest-waiting' | 'event-seats-taken'

/** Whoever has a place is let in; once it has begun, also who waited, as far as there are seats that nobody came for. */
export function mayArrive(
  event: EventRow,
  line: Line,
  who: { readonly profileId: string; readonly gender: Gender },
  now: Instant,
): ArrivalRefusal | undefined {
  const seats = event.places[who.gender]
  const place = placeOf(line, who.profileId, seats)
  if (place.is === 'none') return 'guest-unknown'
  if (place.is === 'waiting' && now < event.startsAt) return 'guest-waiting'
  return Object.keys(line.arrived).length >= seats ? 'event-seats-taken' : undefined
}

/** What a change is to whoever has signed up, where it is anything to them. */
export function newsOf(before: EventRow, after: EventRow): 'cancelled' | 'moved' | 'places' | undefined {
  if (after.cancelled !== undefined) return 'cancelled'
  if (after.startsAt !== before.startsAt || after.venue !== before.venue) return 'moved'
  const isRaised = genders.some((gender) => after.places[gender] > before.places[gender])
  return isRaised ? 'places' : undefined
}

/** What a change asks of a line as it is when it is made: nobody in it loses a place, and nobody who is in comes for nothing. */
export interface Asked {
  /** So many at most are in it. */
  readonly mostInLine?: number
  readonly nobodyIn?: true
}

/** Of each gender's line; nothing where nothing is taken from anybody. */
export function askedOf(event: EventRow, wanted: EventFields, now: Instant): Readonly<Record<Gender, Asked>> {
  const isMoved = wanted.startsAt !== event.startsAt && !doorIsOpen(wanted, now)
  const of = (gender: Gender): Asked => ({
    ...(wanted.places[gender] < event.places[gender] ? { mostInLine: wanted.places[gender] } : {}),
    ...(isMoved ? { nobodyIn: true } : {}),
  })
  return { female: of('female'), male: of('male') }
}

export type ChangeRefusal =
  | 'event-cancelled'
  | 'event-begun'
  | 'event-in-the-past'
  | 'event-places-lowered'
  | 'event-guests-in'

/**
 * What may still be changed of an event: nothing once it has begun, never fewer places than people were promised, also
 * where the sign-up was put off since, and not the day once somebody is in.
 */
export function mayChange(
  event: EventRow,
  wanted: EventFields | undefined,
  lines: Readonly<Record<Gender, Line>>,
  now: Instant,
): ChangeRefusal | undefined {
  if (event.cancelled !== undefined) return 'event-cancelled'
  if (now >= event.startsAt) return 'event-begun'
  if (!wanted) return undefined
  if (wanted.startsAt <= now) return 'event-in-the-past'
  const asked = askedOf(event, wanted, now)
  const fails = (what: (asked: Asked, line: Line) => boolean) =>
    genders.some((gender) => what(asked[gender], lines[gender]))
  const isLowered = fails(
    ({ mostInLine }, { order }) =>
      mostInLine !== undefined && (now >= event.signUpFrom || Object.keys(order).length > mostInLine),
  )
  if (isLowered) return 'event-places-lowered'
  const isIn = fails(({ nobodyIn }, { arrived }) => nobodyIn === true && Object.keys(arrived).length > 0)
  return isIn ? 'event-guests-in' : undefined
}
