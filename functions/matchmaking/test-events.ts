/** What tests of events start from: guests whose profiles are approved, an event, a door, and the rounds drawn. */
import { HOUR_MS, type Instant, later } from '@gonghui/shared/lib/instant'
import type { Org } from '@gonghui/shared/lib/org'
import type { EventFields } from '@gonghui/shared/matchmaking/events'
import type { Facts, Wishes } from '@gonghui/shared/matchmaking/profiles'
import type { Gender } from '@gonghui/shared/matchmaking/words'
import type { StaffCaller } from '../lib/caller.ts'
import { memberCodeFor } from '../lib/member-code.rule.ts'
import { ask, NOW } from '../membership/test-union.ts'
import { profileIdOf } from './alias.ts'
import { createEvent, drawRounds, getManagedEvent, letIn } from './event-desk.ts'
import { getEvent, setEventHeart, setPlace } from './events.ts'
import { replaceProfile } from './profile.store.ts'
import { draftOf, newWorker, told, type Worker } from './test-desk.ts'

const DAY = 24 * HOUR_MS
/** The instants of an event that is signed up for now. */
export const OPEN = NOW
export const CLOSED = later(NOW, 5 * DAY)
export const DOOR = later(NOW, 7 * DAY - HOUR_MS)
export const BEGUN = later(NOW, 7 * DAY)
export const AFTER = later(NOW, 7 * DAY + 3 * HOUR_MS)
export const LATE = later(NOW, 12 * DAY)

export const fieldsOf = (more: Partial<EventFields> = {}): EventFields => ({
  title: '七夕相亲会',
  venue: '南山区文化馆一楼',
  about: '带上会员码，准时到场。',
  signUpFrom: later(NOW, -DAY),
  signUpUntil: later(NOW, 4 * DAY),
  startsAt: BEGUN,
  endsAt: later(BEGUN, 2 * HOUR_MS),
  places: { female: 20, male: 20 },
  feeFen: 0,
  tables: 20,
  rounds: 10,
  roundMinutes: 8,
  ...more,
})

let made = 0

export const newEvent = async (desk: StaffCaller, org: Org, more: Partial<EventFields> = {}) =>
  told(
    await ask(createEvent, {
      caller: desk,
      key: `key-of-event-${++made}`,
      body: { orgId: org.orgId, fields: fieldsOf(more) },
    }),
  ).eventId

/** A worker whose profile is approved, without the way there; hidden, so that nobody is suggested them. */
export async function newGuest(
  org: Org,
  gender: Gender,
  { facts = {}, wishes = {} }: { facts?: Partial<Facts>; wishes?: Partial<Wishes> } = {},
): Promise<Worker> {
  const worker = await newWorker(org)
  const { memberId } = worker.caller.member
  const draft = draftOf({ gender, ...facts }, wishes) as Required<ReturnType<typeof draftOf>>
  await replaceProfile(undefined, {
    profileId: profileIdOf(memberId),
    revision: 1,
    orgPath: org.path,
    whose: { memberId, personId: worker.caller.personId, nameMasked: '林**', orgName: org.name },
    draft,
    review: 'approved',
    approved: draft as never,
    visibility: 'hidden',
    openReports: 0,
    strikes: 0,
  })
  return worker
}

export const newGuests = async (count: number, org: Org, gender: Gender): Promise<Worker[]> =>
  Promise.all(Array.from({ length: count }, () => newGuest(org, gender)))

export const place = ({ caller }: Worker, eventId: string, comes: boolean, now: Instant = OPEN) =>
  ask(setPlace, { caller, params: { eventId }, body: { comes }, now })

export const seen = async ({ caller }: Worker, eventId: string, now: Instant = OPEN) =>
  told(await ask(getEvent, { caller, params: { eventId }, now }))

export const managed = async (caller: StaffCaller, eventId: string, now: Instant = OPEN) =>
  told(await ask(getManagedEvent, { caller, params: { eventId }, now }))

export const atDoor = (desk: StaffCaller, { caller }: Worker, eventId: string, now: Instant = DOOR) =>
  ask(letIn, {
    caller: desk,
    params: { eventId },
    body: { memberCode: memberCodeFor(caller.member.memberId, now).memberCode },
    now,
  })

export const draw = (
  desk: StaffCaller,
  eventId: string,
  more: Partial<{ revision: number; fromRound: number; gone: Record<Gender, number[]> }> = {},
) =>
  ask(drawRounds, {
    caller: desk,
    params: { eventId },
    body: { revision: 0, fromRound: 1, gone: { female: [], male: [] }, ...more },
    now: BEGUN,
  })

export const heartAt = (
  { caller }: Worker,
  eventId: string,
  number: number,
  { heart = true, now = AFTER }: { heart?: boolean; now?: Instant } = {},
) => ask(setEventHeart, { caller, params: { eventId }, body: { number, heart }, now })
