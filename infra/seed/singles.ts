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

/** Singles among the demo's members, each signed up once. */
export async function putSingles({ ask, cast, union, members }: Stage): Promise<number> {
  const singles = readJson<Single[]>('singles.json')
  await Promise.all(singles.map((single) => signUp(ask, single, members)))
  const desk = named(cast, 'matchmaker-city').session
  const { orgId } = named(union, '深圳市总工会')
  const { items } = answered(listReviews, await ask(listReviews, { query: { orgId } }, desk))
  const waiting = singles.find(({ openid }) => openid === WAITING)
  for (const { profileId, facts } of items)
    if (facts.aboutMe !== waiting?.facts.aboutMe)
      answered(approveProfile, await ask(approveProfile, { params: { profileId } }, desk))
  for (const { from, to } of HEARTS) await heart(ask, { token: members.get(from) }, to)
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

async function heart(
  ask: Ask,
  who: { readonly token: string | undefined },
  to: { readonly gender: string; readonly heightCm: number },
): Promise<void> {
  const { items } = answered(listSuggestions, await ask(listSuggestions, {}, who))
  const found = items.find(({ card }) => card.gender === to.gender && card.heightCm === to.heightCm)
  if (found) answered(giveHeart, await ask(giveHeart, { params: { singleId: found.card.singleId } }, who))
}
