import { DeleteCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import { dayOf, type Instant } from '@gonghui/shared/lib/instant'
import { leafOf, pathsAbove } from '@gonghui/shared/lib/roles'
import { HEARTS_A_DAY } from '@gonghui/shared/matchmaking/suggestions'
import { seal, unseal } from '../lib/secrets.ts'
import { keyOf, rangeOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { expiryAfter } from '../table/expiry.ts'
import { refusedAt, unlessCancelled } from '../table/failures.ts'
import { read, readAll, readRange } from '../table/reads.ts'
import { endOfTerm } from '../table/terms.ts'
import { doneWith, doneWithEachOther, notDoneWith } from './done.store.ts'
import { introductionCounted } from './figures.store.ts'
import { hasDone, idAt, isOpenCase, otherSide, type Pair, type Side, sides } from './introduction.rule.ts'

export interface Contact {
  readonly name: string
  readonly phone: string
}

/** A pair as the table holds it: where the two work, so that their matchmakers find it, and what they exchanged. */
export interface PairRow extends Pair {
  readonly paths?: Readonly<Record<Side, string>>
  readonly contactsSealed?: string | undefined
  /** In the matchmaker’s words, for matchmakers. */
  readonly declinedSealed?: string
  /** The matchmakers’ notes, sealed as one. */
  readonly notesSealed?: string
  /** The event that the latest heart was given after. */
  readonly metAt?: string
}

/** What is over is kept so long, for whoever complains of it. */
const KEPT_DAYS = 3 * 365

const keyOfPair = ({ lowId, highId }: Pick<Pair, 'lowId' | 'highId'>) =>
  keyOf('two singles', { lowId, highId })

export const readPair = (oneId: string, otherId: string): Promise<PairRow | undefined> =>
  read<PairRow>(
    keyOfPair(oneId < otherId ? { lowId: oneId, highId: otherId } : { lowId: otherId, highId: oneId }),
  )

type Named = Pick<Pair, 'lowId' | 'highId'>

export async function readIntroduction(introductionId: string): Promise<PairRow | undefined> {
  const two = await read<Named>(keyOf('the two singles of an introduction', { introductionId }))
  return two && readPair(two.lowId, two.highId)
}

/** In no particular order. */
export const readPairs = (named: readonly Named[]): Promise<PairRow[]> =>
  readAll<PairRow>(named.map(keyOfPair), { strong: true })

/** All introductions that somebody is or was part of. */
export const readIntroductionsOf = async (profileId: string): Promise<PairRow[]> =>
  readPairs(await readRange<Named>(rangeOf('an introduction of a single', { profileId }), { strong: true }))

export interface Heart extends Named {
  readonly otherId: string
  readonly givenAt: Instant
  readonly metAt?: string
}

export const readHeartsOf = (profileId: string): Promise<Heart[]> =>
  readRange<Heart>(rangeOf('a heart a single gave', { profileId }), { strong: true })

const keyOfHeartsOn = (profileId: string, now: Instant) =>
  keyOf('hearts a single gave on a day', { profileId, day: dayOf(now) })

export const readHeartsOn = async (profileId: string, now: Instant): Promise<number> =>
  (await read<{ given: number }>(keyOfHeartsOn(profileId, now)))?.given ?? 0

const keyOfHeart = (pair: Pair, side: Side) =>
  keyOf('a heart a single gave', { profileId: idAt(pair, side), otherId: idAt(pair, otherSide(side)) })

export type Write = NonNullable<
  ConstructorParameters<typeof TransactWriteCommand>[0]['TransactItems']
>[number]

const remove = (key: { pk: string; sk: string }) => ({ Delete: { TableName: TABLE, Key: { ...key } } })
const put = (item: Readonly<Record<string, unknown>>) => ({ Put: { TableName: TABLE, Item: item } })

/** The places where the matchmakers of both sides find an open case. */
const caseKeys = ({ state, paths, introductionId }: PairRow) =>
  isOpenCase(state) && paths
    ? [...new Set(sides.flatMap((side) => pathsAbove(paths[side])))].map((path) =>
        keyOf('an introduction to look after at or below an org', { orgId: leafOf(path), introductionId }),
      )
    : []

const isBegun = (state: Pair['state']): boolean => state !== 'strangers' && state !== 'hearted'
const hasBegun = (pair: PairRow | undefined): boolean => pair !== undefined && isBegun(pair.state)

/** What a change of state carries along: the hearts in each one’s list, the introductions of both, the open case. */
function places(before: PairRow | undefined, after: PairRow): Write[] {
  const { lowId, highId, introductionId, state } = after
  const met = after.metAt === undefined ? {} : { metAt: after.metAt }
  const hearts = sides.flatMap((side): Write[] => {
    const isGiven = state === 'hearted' && hasDone(after, 'heart', side)
    const wasGiven = before?.state === 'hearted' && hasDone(before, 'heart', side)
    if (isGiven && !wasGiven) {
      const given = { lowId, highId, otherId: idAt(after, otherSide(side)), givenAt: after.since, ...met }
      return [put({ ...keyOfHeart(after, side), ...given, expiresAt: endOf(after) })]
    }
    if (!wasGiven || isGiven) return []
    const again = notDoneWith(idAt(after, side), idAt(after, otherSide(side)))
    return [remove(keyOfHeart(after, side)), ...(state === 'strangers' ? [again] : [])]
  })
  const begun = state === 'mutual' && before?.state !== 'mutual'
  const introductions = begun
    ? [
        ...sides.map((side) =>
          put({
            ...keyOf('an introduction of a single', { profileId: idAt(after, side), introductionId }),
            lowId,
            highId,
          }),
        ),
        put({ ...keyOf('the two singles of an introduction', { introductionId }), lowId, highId }),
      ]
    : []
  const were = before ? caseKeys(before) : []
  const are = caseKeys(after)
  return [
    ...hearts,
    ...introductions,
    ...(begun ? are.map((key) => put({ ...key, lowId, highId })) : []),
    ...(are.length === 0 ? were.map(remove) : []),
    ...(state === 'over' ? doneWithEachOther(lowId, highId) : []),
    // A heart that nobody answered began nothing, so nothing of it has ended.
    ...(isBegun(state) && state !== before?.state && (state !== 'over' || hasBegun(before)) && after.paths
      ? introductionCounted(Object.values(after.paths), state, { now: after.since, metAt: after.metAt })
      : []),
  ]
}

/** One heart more today, while there are any left. */
export const countHeart = (profileId: string, now: Instant) => ({
  Update: {
    TableName: TABLE,
    Key: { ...keyOfHeartsOn(profileId, now) },
    UpdateExpression: 'SET expiresAt = :forget ADD given :one',
    ConditionExpression: 'attribute_not_exists(given) OR given < :most',
    ExpressionAttributeValues: {
      ':one': 1,
      ':most': HEARTS_A_DAY,
      ':forget': expiryAfter(now, 2),
    },
  },
})

/** What is written along with a pair: the heart that changes it, and what the two are told of it. */
interface Along {
  readonly heart?: { readonly from: Side; readonly counted: readonly Write[] }
  readonly tidings?: readonly Write[]
}

export type Written = 'done' | 'changed' | 'hearts-used-up'

/**
 * Puts a pair in place of the one that was read, with everything that follows from it: all of it or nothing. Of two
 * deeds at once one finds the pair changed, reads it and decides again; so two hearts at once are one match.
 */
export async function replacePair(
  before: PairRow | undefined,
  after: PairRow,
  { heart, tidings = [] }: Along = {},
): Promise<Written> {
  const gone = after.state === 'strangers'
  const condition = before
    ? {
        ConditionExpression: 'revision = :revision',
        ExpressionAttributeValues: { ':revision': before.revision },
      }
    : { ConditionExpression: 'attribute_not_exists(pk)' }
  const write = gone
    ? { Delete: { TableName: TABLE, Key: { ...keyOfPair(after) }, ...condition } }
    : {
        Put: {
          TableName: TABLE,
          Item: { ...keyOfPair(after), ...after, expiresAt: endOf(after) },
          ...condition,
        },
      }
  const counted = heart
    ? [...heart.counted, doneWith(idAt(after, heart.from), idAt(after, otherSide(heart.from)))]
    : []
  const result = await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({ TransactItems: [write, ...counted, ...places(before, after), ...tidings] }),
    ),
  )
  if (result === 'done') return 'done'
  return refusedAt(result, 0) ? 'changed' : 'hearts-used-up'
}

/** A heart that nobody answers lapses by itself; what has begun has no term while it goes on. */
function endOf({ state, since }: Pair): number | undefined {
  if (state === 'hearted') return endOfTerm('a heart a single gave', since)
  return state === 'over' ? expiryAfter(since, KEPT_DAYS) : undefined
}

const boundTo = (pair: Pair) => `${pair.lowId}/${pair.highId}/contacts`

export const sealDeclined = (pair: Pair, reason: string): string =>
  seal(reason, `${pair.lowId}/${pair.highId}/declined`)

export const sealContacts = (pair: Pair, contacts: Readonly<Record<Side, Contact>>): string =>
  seal(JSON.stringify(contacts), boundTo(pair))

export const contactAt = (pair: PairRow, side: Side): Contact | undefined =>
  pair.contactsSealed === undefined
    ? undefined
    : (JSON.parse(unseal(pair.contactsSealed, boundTo(pair))) as Record<Side, Contact>)[side]

/** What a single leaves behind besides the profile: the days’ suggestions and counts, and the places of ended pairs. */
export async function forgetTraces(profileId: string): Promise<void> {
  const ranges = [
    rangeOf('what a single was suggested on a day', { profileId }),
    rangeOf('hearts a single gave on a day', { profileId }),
    rangeOf('an introduction of a single', { profileId }),
  ]
  for (const range of ranges)
    for (const { pk, sk } of await readRange<{ pk: string; sk: string }>(range, { strong: true }))
      await database.send(new DeleteCommand({ TableName: TABLE, Key: { pk, sk } }))
}

export interface CaseNote {
  readonly by: string
  readonly text: string
  readonly writtenAt: Instant
}

export const notesOf = (pair: PairRow): readonly CaseNote[] =>
  pair.notesSealed === undefined
    ? []
    : JSON.parse(unseal(pair.notesSealed, `${pair.lowId}/${pair.highId}/notes`))

export const sealNotes = (pair: Pair, notes: readonly CaseNote[]): string =>
  seal(JSON.stringify(notes), `${pair.lowId}/${pair.highId}/notes`)
