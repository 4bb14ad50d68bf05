import type { Instant } from '@gonghui/shared/lib/instant'
import { holds } from '@gonghui/shared/lib/roles'
import type * as contracts from '@gonghui/shared/matchmaking/introductions'
import { CASE_NOTES_MAX, type IntroductionCase } from '@gonghui/shared/matchmaking/introductions'
import type { StaffCaller } from '../lib/caller.ts'
import { readOrg } from '../lib/orgs.store.ts'
import { type Handler, isRefusal, refuse, reply } from '../lib/server.ts'
import { DESK } from './alias.ts'
import { readOpenCases } from './case.store.ts'
import { mayMeet } from './current.store.ts'
import {
  type Deed,
  hasDone,
  idAt,
  isOpenCase,
  isStuck,
  otherSide,
  type Side,
  sides,
  step,
} from './introduction.rule.ts'
import {
  notesOf,
  type PairRow,
  readIntroduction,
  replacePair,
  sealDeclined,
  sealNotes,
} from './pair.store.ts'
import type { Profile } from './profile.rule.ts'
import { readProfiles } from './profile.store.ts'
import { cardFor } from './suggestions.ts'
import { tidingsFor } from './tidings.ts'

const TRIES = 8

type Case = PairRow & {
  readonly paths: NonNullable<PairRow['paths']>
  readonly state: IntroductionCase['state']
}
const isCase = (pair: PairRow | undefined): pair is Case =>
  pair?.paths !== undefined && pair.state !== 'strangers' && pair.state !== 'hearted'

const sidesOf = (caller: StaffCaller, pair: Case): Side[] =>
  sides.filter((side) => holds(caller.grants, 'matchmaker', pair.paths[side]))

/** Each matchmaker knows the own side by its masked name, the other only as the other single does. */
function shownToDesk(
  pair: Case,
  profiles: ReadonlyMap<string, Profile>,
  {
    caller,
    mine,
    now,
  }: { readonly caller: StaffCaller; readonly mine: readonly Side[]; readonly now: Instant },
): IntroductionCase {
  return {
    introductionId: pair.introductionId,
    state: pair.state,
    since: pair.since,
    stuck: isStuck(pair, now),
    sides: sides.map((side) => {
      const profile = profiles.get(idAt(pair, side))
      const isMine = mine.includes(side)
      return {
        ...(profile?.approved ? { card: cardFor(DESK, profile.profileId, profile.approved, now) } : {}),
        ...(profile && isMine
          ? { nameMasked: profile.whose.nameMasked, orgName: profile.whose.orgName }
          : {}),
        mine: isMine,
        confirmed: hasDone(pair, 'confirm', side),
        consented: hasDone(pair, 'consent', side),
      }
    }),
    notes: notesOf(pair).map(({ by, text, writtenAt }) => ({
      text,
      writtenAt,
      mine: by === caller.personId,
    })),
  }
}

async function readBoth(pairs: readonly PairRow[], how = {}): Promise<ReadonlyMap<string, Profile>> {
  const profiles = await readProfiles(
    pairs.flatMap(({ lowId, highId }) => [lowId, highId]),
    how,
  )
  return new Map(profiles.map((one) => [one.profileId, one]))
}

export const listCases: Handler<typeof contracts.listCases> = async ({ query, caller, now }) => {
  const org = await readOrg(query.orgId)
  if (!org) return refuse('org-unknown')
  if (!holds(caller.grants, 'matchmaker', org.path)) return refuse('org-out-of-scope')
  const { pairs, ...page } = await readOpenCases(org.orgId, query.cursor)
  const open = pairs.filter(isCase)
  const profiles = await readBoth(open)
  const items = open.map((pair) => shownToDesk(pair, profiles, { caller, mine: sidesOf(caller, pair), now }))
  return reply(200, { items, ...page, serverTime: now })
}

interface Decision<Held> {
  readonly deed: Deed
  readonly reason?: string
  /** The answer where one of the two may not be brought together with anybody now. */
  readonly held?: Held
  readonly now: Instant
}

/** A matchmaker’s deed counts for the sides that are theirs: for both, where both work below the own org. */
async function decide<Held extends string = never>(
  caller: StaffCaller,
  introductionId: string,
  { deed, reason, held, now }: Decision<Held>,
) {
  for (let tries = 0; tries < TRIES; tries++) {
    const pair = await readIntroduction(introductionId)
    if (!isCase(pair)) return refuse('introduction-unknown')
    const mine = sidesOf(caller, pair)
    if (mine.length === 0) return refuse('org-out-of-scope')
    const after = stepped(pair, deed, mine, now)
    if (isRefusal(after)) return after
    const changed = after.revision !== pair.revision
    const both = await readBoth([pair], { strong: true })
    if (changed && held !== undefined && !(await bothMayMeet(pair, both))) return refuse(held)
    const next =
      changed && reason !== undefined ? { ...after, declinedSealed: sealDeclined(after, reason) } : after
    const said = { kind: 'introduction-confirmed', introductionId } as const
    const isConfirmed = changed && next.state === 'introduced'
    const tidings = isConfirmed ? await tidingsFor([...both.values()], said, now) : []
    const written = { ...next, revision: pair.revision + 1 }
    if (changed && (await replacePair(pair, written, { tidings })) !== 'done') continue
    const shown = shownToDesk(next as Case, both, { caller, mine, now })
    return reply(200, { case: shown, serverTime: now })
  }
  throw new Error('an introduction kept changing')
}

async function bothMayMeet({ lowId, highId }: Case, both: ReadonlyMap<string, Profile>): Promise<boolean> {
  const [low, high] = [both.get(lowId), both.get(highId)]
  return low !== undefined && high !== undefined && mayMeet([low, high])
}

/** Every side that is the caller’s does the deed; the first that may not is the answer. */
function stepped(pair: Case, deed: Deed, mine: readonly Side[], now: Instant) {
  let after: PairRow = pair
  for (const side of mine) {
    // What ends it for one side ends it for the other.
    if (after.state === 'over' && after !== pair) break
    if (pair.state === 'over' && hasDone(pair, deed, otherSide(side))) continue
    const next = step(after, deed, side, now)
    if (next.is === 'refused') return refuse(next.code)
    if (next.is === 'stepped') after = next.pair
  }
  return after
}

export const confirmCase: Handler<typeof contracts.confirmCase> = ({ params, caller, now }) =>
  decide(caller, params.introductionId, { deed: 'confirm', held: 'introduction-held', now })

export const declineCase: Handler<typeof contracts.declineCase> = ({ params, body, caller, now }) =>
  decide(caller, params.introductionId, { deed: 'decline', reason: body.reason, now })

export const noteCase: Handler<typeof contracts.noteCase> = async ({ params, body, caller, now }) => {
  for (let tries = 0; tries < TRIES; tries++) {
    const pair = await readIntroduction(params.introductionId)
    if (!isCase(pair)) return refuse('introduction-unknown')
    const mine = sidesOf(caller, pair)
    if (mine.length === 0) return refuse('org-out-of-scope')
    if (!isOpenCase(pair.state)) return refuse('introduction-over')
    const before = notesOf(pair)
    const again = before.some(({ by, text }) => by === caller.personId && text === body.text)
    // The oldest give way: what is remembered of two people has an end.
    const notes = [...before, { by: caller.personId, text: body.text, writtenAt: now }].slice(-CASE_NOTES_MAX)
    const next = again ? pair : { ...pair, revision: pair.revision + 1, notesSealed: sealNotes(pair, notes) }
    if (!again && (await replacePair(pair, next)) !== 'done') continue
    const shown = shownToDesk(next, await readBoth([pair]), { caller, mine, now })
    return reply(200, { case: shown, serverTime: now })
  }
  throw new Error('an introduction kept changing')
}
