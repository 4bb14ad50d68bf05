import type { Instant } from '@gonghui/shared/lib/instant'
import type * as contracts from '@gonghui/shared/matchmaking/suggestions'
import { HEARTS_A_DAY } from '@gonghui/shared/matchmaking/suggestions'
import type { Caller, MemberCaller } from '../lib/caller.ts'
import { afterOf, cursorOf } from '../lib/cursor.ts'
import { newId } from '../lib/ids.ts'
import { type Handler, isRefusal, refuse, reply } from '../lib/server.ts'
import { profileBehind, profileIdOf } from './alias.ts'
import { stillThere } from './current.store.ts'
import { beDoneWithEachOther, readDone } from './done.store.ts'
import { hasDone, otherSide, sideOf, step, strangers } from './introduction.rule.ts'
import { ownProfile } from './own.ts'
import {
  countHeart,
  type Heart,
  type PairRow,
  readHeartsOf,
  readHeartsOn,
  readPair,
  replacePair,
  type Write,
} from './pair.store.ts'
import { absenceOf, isListed, type Profile } from './profile.rule.ts'
import { readProfile, readProfiles } from './profile.store.ts'
import { cardFor } from './suggestions.ts'
import { tidingsFor } from './tidings.ts'

/** More than two people can have deeds under way that change each other’s footing. */
const TRIES = 8

/** The caller as somebody who may look at others, and whom an alias that they were told means. */
async function lookerAt(caller: MemberCaller, singleId: string) {
  const me = await readProfile(profileIdOf(caller.member.memberId))
  const absence = absenceOf(me, caller.member.orgPath)
  if (absence !== undefined || !me) return refuse(absence ?? 'profile-missing')
  const otherId = profileBehind('single', me.profileId, singleId)
  return otherId === undefined ? refuse('single-unknown') : { me, otherId }
}

export const passSingle: Handler<typeof contracts.passSingle> = async ({ params, caller }) => {
  const looker = await lookerAt(caller, params.singleId)
  if (isRefusal(looker)) return looker
  await beDoneWithEachOther(looker.me.profileId, looker.otherId)
  return reply(200, { passed: true })
}

/** Somebody hidden is seen by nobody new; who gave a heart and then hid is still there for the one who was given it. */
const isThere = (other: Profile | undefined, pair: PairRow | undefined, me: Profile): boolean => {
  if (!other) return false
  const gaveFirst = pair !== undefined && hasDone(pair, 'heart', sideOf(other.profileId, me.profileId))
  return isListed(other) || (gaveFirst && absenceOf(other) === undefined)
}

export const giveHeart: Handler<typeof contracts.giveHeart> = async ({ params, caller, now }) => {
  const looker = await lookerAt(caller, params.singleId)
  if (isRefusal(looker)) return looker
  const { me, otherId } = looker
  const given = await heartBetween(me, otherId, now, {
    counted: [countHeart(me.profileId, now)],
    mayGive: async (other) => {
      const [[there], done] = await Promise.all([
        stillThere([other]),
        readDone(me.profileId, { strong: true }),
      ])
      return (before) => isThere(there, before, me) && !done.has(otherId)
    },
  })
  if ('pair' in given) return answer(me, given.pair, now)
  return refuse(given.refused === 'nobody-there' ? 'single-unknown' : given.refused)
}

interface Occasion {
  /** Reads whatever says whether there is somebody to give it to, before the pair is read. */
  readonly mayGive: (other: Profile) => Promise<(before: PairRow | undefined) => boolean>
  /** Written along with it: how many may be given is for the occasion to say. */
  readonly counted: readonly Write[]
  /** Where the two met, if it was at an event. */
  readonly metAt?: string
}
type Given =
  | { readonly pair: PairRow; readonly isNew: boolean }
  | { readonly refused: 'introduction-over' | 'nobody-there' | 'hearts-used-up' }

/** One person’s heart for another, wherever they came across each other: of two at once, one makes the match. */
export async function heartBetween(
  me: Profile,
  otherId: string,
  now: Instant,
  { mayGive, counted, metAt }: Occasion,
): Promise<Given> {
  const side = sideOf(me.profileId, otherId)
  for (let tries = 0; tries < TRIES; tries++) {
    const other = await readProfile(otherId)
    const may = other && (await mayGive(other))
    // Read last: a heart that this very request gave, sent twice, is found here.
    const before = await readPair(me.profileId, otherId)
    if (before?.state === 'over') return { refused: 'introduction-over' }
    if (before && hasDone(before, 'heart', side)) return { pair: before, isNew: false }
    if (!other || !may?.(before)) return { refused: 'nobody-there' }
    const from = before ?? strangers(me.profileId, otherId, newId('introduction', now), now)
    const stepped = step(from, 'heart', side, now)
    if (stepped.is !== 'stepped') throw new Error('a heart that was not given could not be given')
    const paths = { [side]: me.orgPath, [otherSide(side)]: other.orgPath } as PairRow['paths']
    const after: PairRow = { ...stepped.pair, ...(paths ? { paths } : {}), ...(metAt ? { metAt } : {}) }
    // Whoever gave theirs first is told; whoever gives the second sees it.
    const said = { kind: 'hearts-mutual', introductionId: after.introductionId } as const
    const tidings = after.state === 'mutual' ? await tidingsFor([other], said, now) : []
    const written = await replacePair(before, after, { heart: { from: side, counted }, tidings })
    if (written === 'hearts-used-up') return { refused: 'hearts-used-up' }
    if (written === 'done') return { pair: after, isNew: true }
  }
  throw new Error('a pair kept changing')
}

async function answer(me: Profile, pair: PairRow, now: Instant) {
  const mutual = pair.state !== 'hearted'
  return reply(200, {
    mutual,
    ...(mutual ? { introductionId: pair.introductionId } : {}),
    heartsLeft: HEARTS_A_DAY - (await readHeartsOn(me.profileId, now)),
    serverTime: now,
  })
}

/** Whoever gave hearts, to see and to take back: also who has left the union since. */
async function giver(caller: Caller) {
  const own = await ownProfile(caller)
  if (isRefusal(own)) return own
  const me = await readProfile(own.profileId)
  if (!me) return refuse('profile-missing')
  return me.suspendedAt === undefined ? me : refuse('profile-suspended')
}

const PAGE = 30
/** A list by time, whatever order the table keeps it in. */
const BY_TIME = { pk: '', begins: '' }

/** The newest first. Hearts of one instant are not parted, so that none falls between two pages. */
function pageFrom(hearts: readonly Heart[], cursor: string | undefined) {
  const after = afterOf(BY_TIME, cursor)
  const rest = hearts
    .filter(({ givenAt }) => after === undefined || givenAt < after)
    .sort((one, next) => (one.givenAt < next.givenAt ? 1 : -1))
  const last = rest[PAGE - 1]?.givenAt
  const page = rest.filter(({ givenAt }) => last === undefined || givenAt >= last)
  return { page, ...cursorOf(BY_TIME, page.length < rest.length ? last : undefined) }
}

export const listHearts: Handler<typeof contracts.listHearts> = async ({ query, caller, now }) => {
  const me = await giver(caller)
  if (isRefusal(me)) return me
  const { page: hearts, ...further } = pageFrom(await readHeartsOf(me.profileId), query.cursor)
  const others = new Map(
    (await readProfiles(hearts.map(({ otherId }) => otherId))).map((one) => [one.profileId, one]),
  )
  const items = hearts.flatMap(({ otherId, givenAt, metAt }) => {
    // Of whom one met at an event one knows a number; who that is on a card is not told along with it.
    const other = metAt === undefined ? others.get(otherId) : undefined
    return other && isListed(other)
      ? [{ card: cardFor(me.profileId, otherId, other.approved, now), givenAt }]
      : []
  })
  return reply(200, { items, ...further, serverTime: now })
}

export const takeHeartBack: Handler<typeof contracts.takeHeartBack> = async ({ params, caller, now }) => {
  const me = await giver(caller)
  if (isRefusal(me)) return me
  const otherId = profileBehind('single', me.profileId, params.singleId)
  if (otherId === undefined) return refuse('single-unknown')
  return reply(200, { takenBack: await takeBack(me, otherId, now) })
}

/** What the other has answered is no secret any more: from there one withdraws, and this is false. */
export async function takeBack(me: Profile, otherId: string, now: Instant): Promise<boolean> {
  const side = sideOf(me.profileId, otherId)
  for (let tries = 0; tries < TRIES; tries++) {
    const before = await readPair(me.profileId, otherId)
    if (before?.state !== 'hearted' || !hasDone(before, 'heart', side)) return before === undefined
    const stepped = step(before, 'take-back', side, now)
    if (stepped.is !== 'stepped') throw new Error('a heart could not be taken back')
    if ((await replacePair(before, stepped.pair)) === 'done') return true
  }
  throw new Error('a pair kept changing')
}
