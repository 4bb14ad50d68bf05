import { dayOf, type Instant } from '@gonghui/shared/lib/instant'
import { leafOf, pathsAbove } from '@gonghui/shared/lib/roles'
import { keyOf } from '../table/access-patterns.ts'
import { TABLE } from '../table/database.ts'
import { read } from '../table/reads.ts'
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
