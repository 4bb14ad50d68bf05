import type { Instant } from '@gonghui/shared/lib/instant'
import { isAtOrBelow } from '@gonghui/shared/lib/roles'
import { type Event, HEARTS_AT_EVENT, type MyEvent } from '@gonghui/shared/matchmaking/events'
import type { Gender } from '@gonghui/shared/matchmaking/words'
import type { Caller } from '../lib/caller.ts'
import { isRefusal, refuse } from '../lib/server.ts'
import { type EventRow, heartsUntil, type Line, placeOf, standingOf, stateOf } from './event.rule.ts'
import { type Plan, readEvent, readPlan } from './event.store.ts'
import { type Mine, readLines, readMine } from './line.store.ts'
import { ownProfile } from './own.ts'
import { type PairRow, readPairs } from './pair.store.ts'
import type { Profile } from './profile.rule.ts'
import { readProfile } from './profile.store.ts'

export const otherGender = (gender: Gender): Gender => (gender === 'female' ? 'male' : 'female')

export function shownEvent(row: EventRow, now: Instant): Event {
  const { orgPath: _, ...event } = row
  return { ...event, state: stateOf(row, now), heartsUntil: heartsUntil(row) }
}

/** Somebody at an event, with all that the event knows of them. */
export interface Guest {
  readonly me: Profile
  readonly event: EventRow
  readonly gender: Gender
  readonly lines: Readonly<Record<Gender, Line>>
  readonly plan: Plan | undefined
  readonly mine: Mine | undefined
}

export async function guestAt(caller: Caller, eventId: string) {
  const own = await ownProfile(caller)
  if (isRefusal(own)) return own
  const { profileId } = own
  const [me, event] = await Promise.all([readProfile(profileId), readEvent(eventId)])
  if (!me) return refuse('profile-missing')
  if (me.suspendedAt !== undefined) return refuse('profile-suspended')
  if (!event) return refuse('event-unknown')
  const mine = await readMine(profileId, eventId)
  // Whoever has moved since still comes where they signed up.
  const isForThem = caller.member !== undefined && isAtOrBelow(caller.member.orgPath, event.orgPath)
  if (!mine && !isForThem) return refuse('event-unknown')
  const [lines, plan] = await Promise.all([readLines(eventId), readPlan(eventId)])
  // In the line that they once joined, whatever the profile says now.
  const gender = mine?.gender ?? me.approved?.facts.gender ?? me.draft.facts.gender ?? 'female'
  return { me, event, gender, lines, plan, mine } satisfies Guest
}

const badgeOf = ({ me, gender, lines }: Guest): number | undefined => lines[gender].arrived[me.profileId]

/** One's own seat in each round: a table and a number, or a pause. */
function seatsOf({ plan, gender }: Guest, badge: number | undefined): MyEvent['rounds'] {
  if (badge === undefined) return []
  return (plan?.rounds ?? []).map((round, i) => {
    const seat = round.find((one) => (gender === 'female' ? one.woman : one.man) === badge)
    if (!seat) return { round: i + 1 }
    return { round: i + 1, table: seat.table, partner: gender === 'female' ? seat.man : seat.woman }
  })
}

/** Those one sat with, by number, in the order of the rounds. */
export const partnersOf = (guest: Guest): number[] =>
  seatsOf(guest, badgeOf(guest)).flatMap(({ partner }) => partner ?? [])

/** Who wears a badge of the other gender: undefined where they have gone for good. */
export const wearerOf = ({ gender, lines }: Guest, number: number): string | undefined =>
  Object.entries(lines[otherGender(gender)].arrived).find(([, badge]) => badge === number)?.[0]

const isMutual = ({ state }: PairRow): boolean =>
  state !== 'strangers' && state !== 'hearted' && state !== 'over'

export async function shownToGuest(guest: Guest, now: Instant): Promise<MyEvent> {
  const { me, event, gender, lines, mine } = guest
  const place = placeOf(lines[gender], me.profileId, event.places[gender])
  const badge = badgeOf(guest)
  const hearted = mine?.hearted ?? new Set<number>()
  const wearers = [...hearted].flatMap((number) => wearerOf(guest, number) ?? [])
  const pairs = await readPairs(wearers.map((otherId) => pairNamed(me.profileId, otherId)))
  const matched = new Map(
    pairs.filter(isMutual).map((pair) => [pair.lowId === me.profileId ? pair.highId : pair.lowId, pair]),
  )
  const state = stateOf(event, now)
  const isAfter = state === 'hearts' || state === 'over'
  return {
    event: shownEvent(event, now),
    standings: {
      female: standingOf(lines.female, event.places.female),
      male: standingOf(lines.male, event.places.male),
    },
    me: {
      gender,
      // Whoever waited and was let in has a place.
      place: badge === undefined ? place.is : 'placed',
      ...(badge === undefined && place.is === 'waiting' ? { ahead: place.ahead } : {}),
      ...(badge === undefined ? {} : { number: badge }),
    },
    rounds: seatsOf(guest, badge),
    partners: (isAfter ? partnersOf(guest) : []).map((number) => {
      const introductionId = matched.get(wearerOf(guest, number) ?? '')?.introductionId
      const isHearted = hearted.has(number)
      return { number, hearted: isHearted, ...(isHearted && introductionId ? { introductionId } : {}) }
    }),
    heartsLeft: HEARTS_AT_EVENT - hearted.size,
    serverTime: now,
  }
}

const pairNamed = (oneId: string, otherId: string) =>
  oneId < otherId ? { lowId: oneId, highId: otherId } : { lowId: otherId, highId: oneId }

/** Whom a badge means to somebody who sat with its wearer. */
export async function partnerAt(caller: Caller, eventId: string, number: number) {
  const guest = await guestAt(caller, eventId)
  if (isRefusal(guest)) return guest
  const otherId = partnersOf(guest).includes(number) ? wearerOf(guest, number) : undefined
  return otherId === undefined ? refuse('event-partner-unknown') : { guest, otherId }
}
