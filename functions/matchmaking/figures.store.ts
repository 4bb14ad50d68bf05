import { dayOf, type Instant } from '@gonghui/shared/lib/instant'
import { leafOf, pathsAbove } from '@gonghui/shared/lib/roles'
import type { EventCount } from '@gonghui/shared/matchmaking/figures'
import { type Key, keyOf, rangeOf } from '../table/access-patterns.ts'
import { TABLE } from '../table/database.ts'
import { read, readAll, readRange } from '../table/reads.ts'
import type { EventRow, Line } from './event.rule.ts'
import { readEvents } from './event.store.ts'
import { cellOf } from './figures.rule.ts'
import type { Single } from './summary.rule.ts'

/** Counted in the transaction that makes it so, at the workplace and every org above it. */
const add = (key: { readonly pk: string; readonly sk: string }, changes: ReadonlyMap<string, number>) => {
  const names = [...changes.keys()]
  return {
    Update: {
      TableName: TABLE,
      Key: { ...key },
      UpdateExpression: `ADD ${names.map((_, i) => `#n${i} :n${i}`).join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(names.map((name, i) => [`#n${i}`, name])),
      ExpressionAttributeValues: Object.fromEntries(names.map((name, i) => [`:n${i}`, changes.get(name)])),
    },
  }
}

/** The writes that count a single who is listed, or no longer, or in another cell. */
export function singleCounted(
  orgPaths: readonly [before: string | undefined, after: string | undefined],
  [before, after]: readonly [Single | undefined, Single | undefined],
) {
  const changes = new Map<string, Map<string, number>>()
  const note = (orgPath: string, single: Single, by: number) => {
    for (const path of pathsAbove(orgPath)) {
      const cells = changes.get(path) ?? new Map<string, number>()
      changes.set(path, cells.set(cellOf(single), (cells.get(cellOf(single)) ?? 0) + by))
    }
  }
  if (before && orgPaths[0] !== undefined) note(orgPaths[0], before, -1)
  if (after && orgPaths[1] !== undefined) note(orgPaths[1], after, 1)
  return [...changes].flatMap(([path, cells]) => {
    const moved = new Map([...cells].filter(([, by]) => by !== 0))
    return moved.size === 0
      ? []
      : [add(keyOf('singles listed at or below an org', { orgId: leafOf(path) }), moved)]
  })
}

const yearOf = (now: Instant) => dayOf(now).slice(0, 4)

/**
 * The writes that count an introduction that has come to a state: once at each org that is above either of the two, and
 * at the event where they met.
 */
export const introductionCounted = (
  orgPaths: readonly string[],
  state: string,
  { now, metAt }: { readonly now: Instant; readonly metAt?: string | undefined },
) =>
  [
    ...[...new Set(orgPaths.flatMap(pathsAbove))].map((path) =>
      keyOf('introductions at or below an org in a year', { orgId: leafOf(path), year: yearOf(now) }),
    ),
    ...(metAt === undefined ? [] : [keyOf('introductions after an event', { eventId: metAt })]),
  ].map((key) => add(key, new Map([[state, 1]])))

type Counts = Readonly<Record<string, number>>

export async function readFigures(
  orgId: string,
  now: Instant,
): Promise<{ singles: Counts; introductions: Counts }> {
  const [singles, introductions] = await Promise.all([
    read<Counts>(keyOf('singles listed at or below an org', { orgId }), { strong: false }),
    read<Counts>(keyOf('introductions at or below an org in a year', { orgId, year: yearOf(now) }), {
      strong: false,
    }),
  ])
  return { singles: singles ?? {}, introductions: introductions ?? {} }
}

/** A line, the rounds, or what became of hearts. */
type EventPart = Key &
  Partial<Line> & { readonly rounds?: readonly unknown[] } & Partial<
    Pick<EventCounted, 'mutual' | 'together' | 'married'>
  >
type EventCounted = Readonly<Record<EventCount, number>>

/** What is counted of an event, from the rows that make it so. */
export async function readEventCounts(orgId: string, now: Instant) {
  const ofYear = { ...rangeOf('an event of an org by when it begins', { orgId }), begins: yearOf(now) }
  const named = await readRange<{ readonly eventId: string }>(ofYear)
  const held = (await readEvents(named.map(({ eventId }) => eventId))).filter(
    ({ cancelled }) => cancelled === undefined,
  )
  const rows = await readAll<EventPart>(held.flatMap(({ eventId }) => Object.values(keysOf(eventId))))
  const found = new Map(rows.map((row) => [`${row.pk} ${row.sk}`, row]))
  const at = ({ pk, sk }: Key) => found.get(`${pk} ${sk}`)
  return held.reverse().map(({ eventId, title, startsAt }: EventRow) => {
    const keys = keysOf(eventId)
    const [women, men, came] = [at(keys.women), at(keys.men), at(keys.introductions)]
    return {
      ...{ eventId, title, startsAt },
      rounds: at(keys.rounds)?.rounds?.length ?? 0,
      women: sizeOf(women?.order),
      men: sizeOf(men?.order),
      womenCame: sizeOf(women?.arrived),
      menCame: sizeOf(men?.arrived),
      ...{ mutual: came?.mutual ?? 0, together: came?.together ?? 0, married: came?.married ?? 0 },
    }
  })
}

const keysOf = (eventId: string) => ({
  women: keyOf('the line of an event', { eventId, gender: 'female' }),
  men: keyOf('the line of an event', { eventId, gender: 'male' }),
  rounds: keyOf('the rounds of an event', { eventId }),
  introductions: keyOf('introductions after an event', { eventId }),
})
const sizeOf = (people: Readonly<Record<string, number>> | undefined): number =>
  Object.keys(people ?? {}).length
