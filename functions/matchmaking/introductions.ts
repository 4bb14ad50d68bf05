import type { Instant } from '@gonghui/shared/lib/instant'
import type * as contracts from '@gonghui/shared/matchmaking/introductions'
import type { Introduction, IntroductionState } from '@gonghui/shared/matchmaking/introductions'
import type { Caller } from '../lib/caller.ts'
import { log } from '../lib/log.ts'
import { readWholeMember } from '../lib/members.store.ts'
import { type Handler, isRefusal, refuse, reply } from '../lib/server.ts'
import { mayMeet } from './current.store.ts'
import {
  type Deed,
  hasDone,
  hasExchanged,
  idAt,
  otherSide,
  type PairState,
  type Side,
  sideOf,
  step,
} from './introduction.rule.ts'
import { ownProfile } from './own.ts'
import {
  type Contact,
  contactAt,
  type PairRow,
  readIntroduction,
  readIntroductionsOf,
  readPair,
  replacePair,
  sealContacts,
} from './pair.store.ts'
import { photosFor } from './photo.store.ts'
import type { Profile } from './profile.rule.ts'
import { readProfile, readProfiles } from './profile.store.ts'
import { cardFor } from './suggestions.ts'
import { tidingsFor } from './tidings.ts'

const TRIES = 8

/** What is asked of each person at a state, where something is. */
const asked: Readonly<Partial<Record<PairState, Deed>>> = {
  introduced: 'consent',
  exchanged: 'together',
  together: 'married',
}

const isBegun = (pair: PairRow): pair is PairRow & { readonly state: IntroductionState } =>
  pair.state !== 'strangers' && pair.state !== 'hearted'

async function shownTo(
  meId: string,
  pair: PairRow,
  other: Profile | undefined,
  now: Instant,
): Promise<Introduction> {
  if (!isBegun(pair)) throw new Error('two who have not both given a heart are no introduction')
  const side: Side = pair.lowId === meId ? 'low' : 'high'
  const deed = asked[pair.state]
  const contact = hasExchanged(pair.state) ? contactAt(pair, otherSide(side)) : undefined
  return {
    introductionId: pair.introductionId,
    state: pair.state,
    since: pair.since,
    ...(pair.state !== 'over' && other?.approved
      ? { card: cardFor(meId, other.profileId, other.approved, now) }
      : {}),
    mySideDone: deed !== undefined && hasDone(pair, deed, side),
    ...(contact ? { contact } : {}),
    photos: hasExchanged(pair.state) ? await photosFor(other?.photos, now) : [],
  }
}

async function participant(caller: Caller) {
  const own = await ownProfile(caller)
  if (isRefusal(own)) return own
  const me = await readProfile(own.profileId)
  if (!me) return refuse('profile-missing')
  return me.suspendedAt === undefined ? me : refuse('profile-suspended')
}

export const listIntroductions: Handler<typeof contracts.listIntroductions> = async ({ caller, now }) => {
  const me = await participant(caller)
  if (isRefusal(me)) return me
  const pairs = await readIntroductionsOf(me.profileId)
  const otherIdOf = (pair: PairRow) => idAt(pair, pair.lowId === me.profileId ? 'high' : 'low')
  const others = new Map((await readProfiles(pairs.map(otherIdOf))).map((one) => [one.profileId, one]))
  const items = await Promise.all(
    pairs.filter(isBegun).map((pair) => shownTo(me.profileId, pair, others.get(otherIdOf(pair)), now)),
  )
  items.sort((one, next) => (one.since < next.since ? 1 : -1))
  return reply(200, { items, serverTime: now })
}

/** One deed of one of the two, decided again as often as the pair changes under it. */
async function doOnce(caller: Caller, introductionId: string, deed: Deed, now: Instant) {
  const me = await participant(caller)
  if (isRefusal(me)) return me
  for (let tries = 0; tries < TRIES; tries++) {
    const pair = await readIntroduction(introductionId)
    if (!pair || !isBegun(pair) || ![pair.lowId, pair.highId].includes(me.profileId))
      return refuse('introduction-unknown')
    const side: Side = pair.lowId === me.profileId ? 'low' : 'high'
    const other = await readProfile(idAt(pair, otherSide(side)))
    const stepped = step(pair, deed, side, now)
    if (stepped.is === 'refused') return refuse(stepped.code)
    if (stepped.is === 'again') return answer(me, pair, other)
    if (deed === 'consent' && !(other && (await mayMeet([me, other])))) return refuse('introduction-not-yet')
    const after = await withContacts(pair, { ...pair, ...stepped.pair }, { me, other, side })
    const isExchange = after.state === 'exchanged' && pair.state !== 'exchanged'
    const said = { kind: 'contacts-exchanged', introductionId: pair.introductionId } as const
    const tidings = isExchange && other ? await tidingsFor([me, other], said, now) : []
    if ((await replacePair(pair, after, { tidings })) !== 'done') continue
    if (isExchange) log.info('contacts were exchanged')
    return answer(me, after, other)
  }
  throw new Error('an introduction kept changing')

  async function answer({ profileId }: Profile, pair: PairRow, other: Profile | undefined) {
    return reply(200, { introduction: await shownTo(profileId, pair, other, now), serverTime: now })
  }
}

/** The contacts as they are at the moment of the second consent; once it is over there are none. */
async function withContacts(
  before: PairRow,
  after: PairRow,
  { me, other, side }: { readonly me: Profile; readonly other: Profile | undefined; readonly side: Side },
): Promise<PairRow> {
  if (after.state === 'over') return { ...after, contactsSealed: undefined }
  if (!other || after.state !== 'exchanged' || before.contactsSealed !== undefined) return after
  const [mine, theirs] = await Promise.all([readContact(me), readContact(other)])
  const contacts = { [side]: mine, [otherSide(side)]: theirs } as Record<Side, Contact>
  return { ...after, contactsSealed: sealContacts(after, contacts) }
}

async function readContact({ whose }: Profile): Promise<Contact> {
  const member = await readWholeMember(whose.memberId)
  if (!member) throw new Error('a profile names a member who is not there')
  return { name: member.name, phone: member.phone }
}

export const consentToMeet: Handler<typeof contracts.consentToMeet> = ({ params, caller, now }) =>
  doOnce(caller, params.introductionId, 'consent', now)

export const withdrawFrom: Handler<typeof contracts.withdrawFrom> = ({ params, caller, now }) =>
  doOnce(caller, params.introductionId, 'withdraw', now)

export const tellOutcome: Handler<typeof contracts.tellOutcome> = ({ params, body, caller, now }) =>
  doOnce(caller, params.introductionId, body.outcome, now)

/** Ends everything between two, whatever it was: blocked, reported, erased. Nothing between them is nothing to end. */
export async function endBetween(meId: string, otherId: string, now: Instant): Promise<void> {
  const side = sideOf(meId, otherId)
  for (let tries = 0; tries < TRIES; tries++) {
    const pair = await readPair(meId, otherId)
    const stepped = pair && step(pair, 'close', side, now)
    if (!pair || stepped?.is !== 'stepped') return
    if ((await replacePair(pair, { ...pair, ...stepped.pair, contactsSealed: undefined })) === 'done') return
  }
  throw new Error('a pair kept changing')
}
