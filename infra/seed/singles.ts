import { DAY_MS, endOfDayAfter, HOUR_MS, instantOf, later } from '@gonghui/shared/lib/instant'
import { type EventFields, setPlace } from '@gonghui/shared/matchmaking/events'
import { createEvent, listManagedEvents } from '@gonghui/shared/matchmaking/managed-events'
import {
  type Facts,
  getProfile,
  MATCHMAKING_CONSENT_VERSION,
  saveProfile,
  submitProfile,
  type Wishes,
} from '@gonghui/shared/matchmaking/profiles'
import { approveProfile, listReviews } from '@gonghui/shared/matchmaking/reviews'
import { giveHeart, listSuggestions } from '@gonghui/shared/matchmaking/suggestions'
import { type Ask, answered } from './calls.ts'
import { readJson } from './files.ts'
import type { Cast } from './people.ts'
import { named, type Union } from './union.ts'

interface Single {
  readonly openid: string
  readonly facts: Facts
  readonly wishes: Wishes
}

interface Stage {
  readonly ask: Ask
  readonly cast: Cast
  readonly union: Union
  /** Bearer tokens by openid. */
  readonly members: ReadonlyMap<string, string>
}

/** The last of singles.json is left waiting for the desk; the others are looked at by the city's matchmaker. */
const WAITING = 'member-xu'
/** Two who give each other a heart, for the desk to introduce. */
const HEARTS = [
  { from: 'member-chen', to: { gender: 'female', heightCm: 166 } },
  { from: 'member-he', to: { gender: 'male', heightCm: 176 } },
] as const

/** Who has signed up for the evening already. */
const GUESTS = ['member-yang', 'member-ayiguli', 'member-zheng']

/** Singles among the demo's members, each signed up once. */
export async function putSingles({ ask, cast, union, members }: Stage): Promise<number> {
  const singles = readJson<Single[]>('singles.json')
  await Promise.all(singles.map((single) => signUp(ask, single, members)))
  const desk = named(cast, 'matchmaker-city').session
  const { orgId } = named(union, '深圳市总工会')
  const { items } = answered(listReviews, await ask(listReviews, { query: { orgId } }, desk))
  const waiting = singles.find(({ openid }) => openid === WAITING)
  for (const { profileId, submittedAt, facts } of items)
    if (facts.aboutMe !== waiting?.facts.aboutMe)
      answered(
        approveProfile,
        await ask(approveProfile, { params: { profileId }, body: { submittedAt } }, desk),
      )
  for (const { from, to } of HEARTS) await heart(ask, { token: members.get(from) }, to)
  await putEvent(
    ask,
    { ...desk, orgId },
    GUESTS.map((openid) => ({ token: members.get(openid) })),
  )
  return singles.length
}

async function signUp(ask: Ask, { openid, facts, wishes }: Single, members: Stage['members']): Promise<void> {
  const who = { token: named(members, openid) }
  const { revision } = answered(getProfile, await ask(getProfile, {}, who))
  if (revision > 0) return
  answered(saveProfile, await ask(saveProfile, { body: { revision, draft: { facts, wishes } } }, who))
  const body = { consentVersion: MATCHMAKING_CONSENT_VERSION, adult: true } as const
  answered(submitProfile, await ask(submitProfile, { body }, who))
}

/** An evening a week from now, unless there is one already. */
async function putEvent(
  ask: Ask,
  desk: { readonly token: string; readonly orgId: string },
  guests: readonly { readonly token: string | undefined }[],
): Promise<void> {
  const { orgId } = desk
  const held = answered(listManagedEvents, await ask(listManagedEvents, { query: { orgId } }, desk))
  if (held.items.length > 0) return
  const now = instantOf(Date.now())
  const startsAt = later(endOfDayAfter(now, 6), 14 * HOUR_MS + 1)
  const fields: EventFields = {
    title: '“遇见”职工相亲会',
    venue: '市工人文化宫二楼多功能厅，上步中路 1 号',
    about: '有茶点。现场只用号码，请提前十分钟到，带手机出示会员码。',
    signUpFrom: later(now, -HOUR_MS),
    signUpUntil: later(startsAt, -DAY_MS),
    startsAt,
    endsAt: later(startsAt, 2 * HOUR_MS),
    places: { female: 20, male: 20 },
    feeFen: 0,
    tables: 20,
    rounds: 10,
    roundMinutes: 8,
  }
  const body = { orgId, fields }
  const made = answered(
    createEvent,
    await ask(createEvent, { body }, { ...desk, key: `evening-${startsAt.slice(0, 10)}` }),
  )
  const params = { eventId: made.eventId }
  for (const guest of guests)
    answered(setPlace, await ask(setPlace, { params, body: { comes: true } }, guest))
}

async function heart(
  ask: Ask,
  who: { readonly token: string | undefined },
  to: { readonly gender: string; readonly heightCm: number },
): Promise<void> {
  const { items } = answered(listSuggestions, await ask(listSuggestions, {}, who))
  const found = items.find(({ card }) => card.gender === to.gender && card.heightCm === to.heightCm)
  if (found) answered(giveHeart, await ask(giveHeart, { params: { singleId: found.card.singleId } }, who))
}
