import { dayOf, type Instant } from '@gonghui/shared/lib/instant'
import type * as contracts from '@gonghui/shared/matchmaking/suggestions'
import {
  type Card,
  HEARTS_A_DAY,
  SUGGESTIONS_A_DAY,
  type Suggestion,
} from '@gonghui/shared/matchmaking/suggestions'
import { lookupHash } from '../lib/secrets.ts'
import { type Handler, refuse, reply } from '../lib/server.ts'
import { aliasOf, profileIdOf } from './alias.ts'
import { readSingles } from './band.store.ts'
import { stillThere } from './current.store.ts'
import { readDone } from './done.store.ts'
import { ageOf, reasonsFor, scoreOf } from './fit.rule.ts'
import { readHeartsOn } from './pair.store.ts'
import { absenceOf, isListed, type Profile, type Told, yearOf } from './profile.rule.ts'
import { asSingle, changed, readProfile, readProfiles, replaceProfile } from './profile.store.ts'
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
 * profiles with their members (two more): eight calls and, of 15 000 singles, at most fifty read units.
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
  const { profileIds, there } = await (today
    ? whoIsThereOf(today.profileIds, done)
    : chooseToday(me, { days, done }, now))
  const profiles = new Map(there.map((one) => [one.profileId, one]))
  return reply(200, {
    // Whom one has refused, or given a heart, or who has gone since the morning, is shown no more.
    items: profileIds.flatMap((id) => (done.has(id) ? [] : suggested(me, profiles.get(id), now))),
    day,
    heartsLeft: HEARTS_A_DAY - given,
    serverTime: now,
  })
}

interface Known {
  readonly days: readonly { readonly profileIds: readonly string[] }[]
  readonly done: ReadonlySet<string>
}

/** A day’s choice, and those of it who can be shown now. */
interface Today {
  readonly profileIds: readonly string[]
  readonly there: readonly Profile[]
}

const whoIsThereOf = async (profileIds: readonly string[], done: ReadonlySet<string>): Promise<Today> => ({
  profileIds,
  there: await stillThere(await readProfiles(profileIds.filter((id) => !done.has(id)))),
})

async function chooseToday(me: Single, { days, done }: Known, now: Instant): Promise<Today> {
  const year = yearOf(now)
  const { from, until } = birthYearsFor(me, year)
  const singles = await readSingles(me.facts.gender === 'female' ? 'male' : 'female', from, until)
  const lately = new Set(days.flatMap(({ profileIds }) => profileIds))
  const lot = Number.parseInt(lookupHash('lot', me.profileId, dayOf(now)).slice(0, 8), 16)
  const fitting = chooseSuggestions(me, singles, { done, lately }, { year, lot })
  const first = await firstWhoAreThere(
    fitting.map(({ single }) => single.profileId),
    now,
  )
  if (first.profileIds.length === 0) return first
  const kept = await keepDay(me.profileId, first.profileIds, now)
  return kept === first.profileIds ? first : whoIsThereOf(kept, done)
}

/** How often the next of those who fit are looked at in place of whoever has gone. */
const LOOKS = 3

/** The day’s places are for those who can be met: whoever has moved or left since they were listed is passed over. */
async function firstWhoAreThere(fitting: readonly string[], now: Instant): Promise<Today> {
  const [profileIds, there]: [string[], Profile[]] = [[], []]
  let from = 0
  for (let look = 0; look < LOOKS && profileIds.length < SUGGESTIONS_A_DAY; look++) {
    const some = fitting.slice(from, from + SUGGESTIONS_A_DAY - profileIds.length)
    if (some.length === 0) break
    from += some.length
    const profiles = await readProfiles(some)
    const here = new Set(await stillThere(profiles))
    const absent = profiles.filter((one) => !here.has(one))
    await unlist(absent, now)
    const gone = new Set(absent.map(({ profileId }) => profileId))
    profileIds.push(...some.filter((id) => !gone.has(id)))
    there.push(...here)
  }
  return { profileIds, there }
}

/** Each costs a change of a band: what is more is the next looker's. */
const UNLISTED_AT_ONCE = 3

/** So that nobody else is chosen them, and nobody counts them. */
async function unlist(absent: readonly Profile[], now: Instant): Promise<void> {
  if (absent.length === 0) return
  // The first look may have been at an older row: whoever has just come to where they are vouched for stays.
  const there = new Set(await stillThere(absent, { strong: true }))
  const gone = absent.filter((one) => !there.has(one) && isListed(one))
  for (const one of gone.slice(0, UNLISTED_AT_ONCE)) await replaceProfile(one, changed(one, { movedAt: now }))
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
