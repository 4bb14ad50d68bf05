import { dayOf, type Instant } from '@gonghui/shared/lib/instant'
import type * as contracts from '@gonghui/shared/matchmaking/suggestions'
import { type Card, HEARTS_A_DAY, type Suggestion } from '@gonghui/shared/matchmaking/suggestions'
import { lookupHash } from '../lib/secrets.ts'
import { type Handler, refuse, reply } from '../lib/server.ts'
import { aliasOf, profileIdOf } from './alias.ts'
import { readSingles } from './band.store.ts'
import { stillThere } from './current.store.ts'
import { readDone } from './done.store.ts'
import { ageOf, reasonsFor, scoreOf } from './fit.rule.ts'
import { readHeartsOn } from './pair.store.ts'
import { absenceOf, isListed, type Profile, type Told, yearOf } from './profile.rule.ts'
import { asSingle, readProfile, readProfiles } from './profile.store.ts'
import { birthYearsFor, chooseSuggestions } from './suggestion.rule.ts'
import { keepDay, readDays } from './suggestion.store.ts'
import type { Single } from './summary.rule.ts'

/** A single as `viewer` may see them. */
export function cardFor(viewer: string, profileId: string, told: Told, now: Instant): Card {
  const { birthYear, ...facts } = told.facts
  return { ...facts, singleId: aliasOf('single', viewer, profileId), age: ageOf(birthYear, yearOf(now)) }
}

/**
 * The day’s suggestions: chosen when they are first asked for, and the same until midnight. A call reads one’s own
 * profile, the last days, whom one is done with, the bands of singles of the wished ages (one batch) and the chosen
 * profiles (another): seven calls and, of 15 000 singles, at most fifty read units.
 */
export const listSuggestions: Handler<typeof contracts.listSuggestions> = async ({ caller, now }) => {
  const myId = profileIdOf(caller.member.memberId)
  const [profile, days, done, given] = await Promise.all([
    readProfile(myId, { strong: false }),
    readDays(myId),
    readDone(myId),
    readHeartsOn(myId, now),
  ])
  const absence = absenceOf(profile, caller.member.orgPath)
  if (absence !== undefined || !profile?.approved) return refuse(absence ?? 'profile-not-listed')
  const me = asSingle(myId, profile.orgPath, profile.approved)
  const day = dayOf(now)
  const today = days.find((one) => one.day === day)
  const chosen = today?.profileIds ?? (await chooseToday(me, { days, done }, now))
  const there = await stillThere(await readProfiles(chosen.filter((id) => !done.has(id))))
  const profiles = new Map(there.map((one) => [one.profileId, one]))
  return reply(200, {
    // Whom one has refused, or given a heart, or who has gone since the morning, is shown no more.
    items: chosen.flatMap((id) => (done.has(id) ? [] : suggested(me, profiles.get(id), now))),
    day,
    heartsLeft: HEARTS_A_DAY - given,
    serverTime: now,
  })
}

interface Known {
  readonly days: readonly { readonly profileIds: readonly string[] }[]
  readonly done: ReadonlySet<string>
}

async function chooseToday(me: Single, { days, done }: Known, now: Instant): Promise<readonly string[]> {
  const year = yearOf(now)
  const { from, until } = birthYearsFor(me, year)
  const singles = await readSingles(me.facts.gender === 'female' ? 'male' : 'female', from, until)
  const lately = new Set(days.flatMap(({ profileIds }) => profileIds))
  const lot = Number.parseInt(lookupHash('lot', me.profileId, dayOf(now)).slice(0, 8), 16)
  const chosen = chooseSuggestions(me, singles, { done, lately }, { year, lot })
  if (chosen.length === 0) return []
  return keepDay(
    me.profileId,
    chosen.map(({ single }) => single.profileId),
    now,
  )
}

function suggested(me: Single, other: Profile | undefined, now: Instant): Suggestion[] {
  if (!other || !isListed(other)) return []
  const single = asSingle(other.profileId, other.orgPath, other.approved)
  const reasons = reasonsFor(me, single, yearOf(now))
  return [
    {
      card: cardFor(me.profileId, other.profileId, other.approved, now),
      score: scoreOf(reasons),
      reasons: reasons.map(({ text }) => text),
    },
  ]
}
