import type { Instant } from '@gonghui/shared/lib/instant'
import { holds, type OrgPath } from '@gonghui/shared/lib/roles'
import type * as contracts from '@gonghui/shared/matchmaking/managed-events'
import type { ManagedEvent } from '@gonghui/shared/matchmaking/managed-events'
import { type Gender, genders } from '@gonghui/shared/matchmaking/words'
import type { StaffCaller } from '../lib/caller.ts'
import { newId } from '../lib/ids.ts'
import { memberShown } from '../lib/member-code.ts'
import { readOrg } from '../lib/orgs.store.ts'
import { earlierResult } from '../lib/repeat.store.ts'
import { type Handler, isRefusal, refuse, reply } from '../lib/server.ts'
import { profileIdOf } from './alias.ts'
import { readDoneOf } from './done.store.ts'
import {
  askedOf,
  doorIsOpen,
  type EventRow,
  inOrder,
  type Line,
  mayArrive,
  mayChange,
  newsOf,
} from './event.rule.ts'
import { putEvent, putPlan, readEvent, readEventsOf, readPlan, replaceEvent } from './event.store.ts'
import { ageOf } from './fit.rule.ts'
import { shownEvent } from './guests.ts'
import { arrive, readLines, readMine } from './line.store.ts'
import { type Profile, yearOf } from './profile.rule.ts'
import { asSingle, readProfiles } from './profile.store.ts'
import { planRounds, type Round } from './round.rule.ts'

const TRIES = 3

const isDesk = ({ grants }: StaffCaller, at: OrgPath): boolean =>
  holds(grants, 'matchmaker', at) || holds(grants, 'staff', at)

export const listManagedEvents: Handler<typeof contracts.listManagedEvents> = async ({
  query,
  caller,
  now,
}) => {
  const org = await readOrg(query.orgId)
  if (!org) return refuse('org-unknown')
  if (!isDesk(caller, org.path)) return refuse('org-out-of-scope')
  const { events, ...page } = await readEventsOf(org.orgId, query.cursor)
  return reply(200, { items: events.map((row) => shownEvent(row, now)), ...page, serverTime: now })
}

export const createEvent: Handler<typeof contracts.createEvent> = async ({ body, caller, key, now }) => {
  const org = await readOrg(body.orgId)
  if (!org) return refuse('org-unknown')
  if (!isDesk(caller, org.path)) return refuse('org-out-of-scope')
  const repeat = { personId: caller.personId, key, body }
  for (let tries = 0; tries < TRIES; tries++) {
    const earlier = await earlierResult(repeat)
    if (earlier === 'reused') return refuse('idempotency-key-reused')
    const made = earlier === undefined ? undefined : await readEvent(earlier)
    if (made) return reply(200, shownEvent(made, now))
    if (body.fields.startsAt <= now) return refuse('event-in-the-past')
    const row: EventRow = {
      ...body.fields,
      eventId: newId('event', now),
      orgId: org.orgId,
      orgName: org.name,
      orgPath: org.path,
      revision: 1,
    }
    if (await putEvent(row, repeat, now)) return reply(201, shownEvent(row, now))
  }
  throw new Error('a new event was refused, though nothing like it is there')
}

/** An event that this desk may work on. */
async function eventOf(caller: StaffCaller, eventId: string) {
  const event = await readEvent(eventId)
  if (!event) return refuse('event-unknown')
  return isDesk(caller, event.orgPath) ? event : refuse('org-out-of-scope')
}

export const getManagedEvent: Handler<typeof contracts.getManagedEvent> = async ({ params, caller, now }) => {
  const event = await eventOf(caller, params.eventId)
  return isRefusal(event) ? event : reply(200, await shownToDesk(event, now))
}

async function shownToDesk(event: EventRow, now: Instant): Promise<ManagedEvent> {
  const { eventId } = event
  const [lines, plan] = await Promise.all([readLines(eventId), readPlan(eventId)])
  const ids = genders.flatMap((gender) => Object.keys(lines[gender].order))
  const profiles = new Map((await readProfiles(ids)).map((one) => [one.profileId, one]))
  const guestsOf = (gender: Gender) =>
    inOrder(lines[gender]).map((profileId, i) => {
      const birthYear = profiles.get(profileId)?.approved?.facts.birthYear
      const number = lines[gender].arrived[profileId]
      const isIn = number !== undefined || i < event.places[gender]
      return {
        place: isIn ? ('placed' as const) : ('waiting' as const),
        order: i + 1,
        ...(birthYear === undefined ? {} : { age: ageOf(birthYear, yearOf(now)) }),
        ...(number === undefined ? {} : { number }),
      }
    })
  return {
    event: shownEvent(event, now),
    guests: { female: guestsOf('female'), male: guestsOf('male') },
    ...(plan
      ? {
          plan: {
            revision: plan.revision,
            drawnAt: plan.drawnAt,
            rounds: plan.rounds.map((round) => [...round]),
            pauses: pausesIn(plan.rounds, lines, event),
          },
        }
      : {}),
    serverTime: now,
  }
}

/** By how many meetings the plan falls short of one at every table, or for everybody of the fewer, in every round. */
function pausesIn(rounds: readonly Round[], lines: Readonly<Record<Gender, Line>>, event: EventRow): number {
  const most = Math.min(event.tables, ...genders.map((gender) => Object.keys(lines[gender].arrived).length))
  return rounds.reduce((sum, round) => sum + Math.max(0, most - round.length), 0)
}

export const changeEvent: Handler<typeof contracts.changeEvent> = async ({ params, body, caller, now }) => {
  const before = await eventOf(caller, params.eventId)
  if (isRefusal(before)) return before
  const { fields, cancel, revision } = body
  const after: EventRow = { ...before, ...(fields ?? {}), ...(cancel ? { cancelled: cancel } : {}) }
  // The same change, sent twice, finds its own work.
  if (before.revision === revision + 1 && JSON.stringify(before) === JSON.stringify(after))
    return reply(200, await shownToDesk(before, now))
  const refusal = mayChange(before, fields, await readLines(before.eventId), now)
  if (refusal) return refuse(refusal)
  const next = { ...after, revision: revision + 1 }
  const what = newsOf(before, next)
  const news = what ? [{ eventId: next.eventId, at: now, what }] : []
  const along = { asked: askedOf(before, next, now), news }
  if (before.revision !== revision || !(await replaceEvent(before, next, along)))
    return refuse('event-changed')
  return reply(200, await shownToDesk(next, now))
}

export const letIn: Handler<typeof contracts.letIn> = async ({ params, body, caller, now }) => {
  const event = await eventOf(caller, params.eventId)
  if (isRefusal(event)) return event
  const { eventId } = event
  if (event.cancelled !== undefined) return refuse('event-cancelled')
  if (!doorIsOpen(event, now)) return refuse('event-door-shut')
  const shown = await memberShown(body, caller.personId, now)
  if (isRefusal(shown)) return shown
  const profileId = profileIdOf(shown.member.memberId)
  const [mine, [profile]] = await Promise.all([readMine(profileId, eventId), readProfiles([profileId])])
  // Of somebody suspended since, the door is told no more than of somebody who never signed up.
  if (!mine || !profile || profile.suspendedAt !== undefined) return refuse('guest-unknown')
  const { gender } = mine
  const lines = await readLines(eventId)
  const badge = lines[gender].arrived[profileId]
  if (badge !== undefined) return told(lines, gender, badge, true)
  const refusal = mayArrive(event, lines[gender], { profileId, gender }, now)
  if (refusal) return refuse(refusal)
  const { done, line } = await arrive(profileId, { eventId, gender }, event.places[gender])
  const number = line.arrived[profileId]
  if (number === undefined) return refuse(line.order[profileId] ? 'event-seats-taken' : 'guest-unknown')
  return told({ ...lines, [gender]: line }, gender, number, !done)

  function told(all: Readonly<Record<Gender, Line>>, gender: Gender, number: number, again: boolean) {
    const inOf = (one: Gender) => Object.keys(all[one].arrived).length
    const arrived = { female: inOf('female'), male: inOf('male') }
    return reply(200, { gender, number, again, arrived, serverTime: now })
  }
}

export const drawRounds: Handler<typeof contracts.drawRounds> = async ({ params, body, caller, now }) => {
  const event = await eventOf(caller, params.eventId)
  if (isRefusal(event)) return event
  const { eventId } = event
  if (event.cancelled !== undefined) return refuse('event-cancelled')
  if (!doorIsOpen(event, now)) return refuse('event-door-shut')
  const [lines, before] = await Promise.all([readLines(eventId), readPlan(eventId)])
  if ((before?.revision ?? 0) !== body.revision) return refuse('event-changed')
  const present = (gender: Gender) =>
    Object.entries(lines[gender].arrived).filter(([, badge]) => !body.gone[gender].includes(badge))
  const [women, men] = [present('female'), present('male')]
  if (women.length === 0 || men.length === 0) return refuse('event-nobody-in')
  const sat = (before?.rounds ?? []).slice(0, body.fromRound - 1)
  const met = new Set(sat.flatMap((round) => round.map(({ woman, man }) => `${woman}/${man}`)))
  const keptApart = await whoIsKeptApart(women, men)
  const rounds = planRounds({
    women: women.map(([, badge]) => badge).sort((one, next) => one - next),
    men: men.map(([, badge]) => badge).sort((one, next) => one - next),
    tables: event.tables,
    rounds: Math.max(0, event.rounds - sat.length),
    apart: (woman, man) => met.has(`${woman}/${man}`) || keptApart(woman, man),
  })
  const plan = { revision: body.revision + 1, drawnAt: now, rounds: [...sat, ...rounds] }
  if (!(await putPlan(eventId, plan))) return refuse('event-changed')
  return reply(200, await shownToDesk(event, now))
}

type Badges = readonly (readonly [profileId: string, badge: number])[]

/** Colleagues who do not both allow it, and two who are done with each other: passed, blocked, reported, introduced. */
async function whoIsKeptApart(women: Badges, men: Badges) {
  const ids = [...women, ...men].map(([profileId]) => profileId)
  const [profiles, done] = await Promise.all([readProfiles(ids), readDoneOf(ids)])
  const byId = new Map(profiles.map((one) => [one.profileId, one]))
  const apart = new Set(
    women.flatMap(([womanId, woman]) =>
      men.flatMap(([manId, man]) => {
        const areDone = done.get(womanId)?.has(manId) && done.get(manId)?.has(womanId)
        return areDone || areColleagues(byId.get(womanId), byId.get(manId)) ? [`${woman}/${man}`] : []
      }),
    ),
  )
  return (woman: number, man: number) => apart.has(`${woman}/${man}`)
}

function areColleagues(one: Profile | undefined, other: Profile | undefined): boolean {
  if (!one?.approved || !other?.approved) return true
  const [a, b] = [one, other].map((each) => asSingle(each.profileId, each.orgPath, each.approved as never))
  const bothAllow = a?.wishes.allowSameEmployer && b?.wishes.allowSameEmployer
  return a?.employer === b?.employer && !bothAllow
}
