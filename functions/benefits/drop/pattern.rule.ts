import { type DropPlan, dropPlan } from '@gonghui/shared/benefits/drop-plan'
import { epochMsOf, type Instant, later } from '@gonghui/shared/lib/instant'
import * as z from 'zod/mini'
import type { Drop } from './drop.rule.ts'

/** The times of a plan that keep their distance to its opening. */
const moments = ['opensAt', 'closesAt', 'validFrom', 'validUntil', 'reflowAt'] as const

/** The plan behind a drop, as its author gave it; fields that a plan gets later come along by themselves. */
export function planOf(drop: Drop): DropPlan {
  const given = Object.keys(dropPlan.shape).flatMap((field) => {
    const value = drop[field as keyof Drop]
    return value === undefined ? [] : [[field, value] as const]
  })
  const quotas = drop.quotas?.map(({ orgId, units }) => ({ orgId, units }))
  return {
    ...Object.fromEntries(given),
    ...(quotas?.length ? { quotas } : { quotas: undefined }),
  } as DropPlan
}

/** The same plan at another time, judged as any plan is; or the fields that do not fit. */
export function planAt(
  plan: DropPlan,
  { opensAt, draw }: { readonly opensAt: Instant; readonly draw?: DropPlan['draw'] },
): { readonly plan: DropPlan } | { readonly fields: readonly string[] } {
  const byMs = epochMsOf(opensAt) - epochMsOf(plan.opensAt)
  const moved = moments.flatMap((field) => {
    const at = plan[field]
    return at === undefined ? [] : [[field, later(at, byMs)] as const]
  })
  const { draw: _, ...rest } = plan
  const wanted = { ...rest, ...Object.fromEntries(moved), ...(draw ? { draw } : {}) }
  const read = z.safeParse(dropPlan, withoutUndefined(wanted))
  if (read.success) return { plan: read.data }
  return { fields: [...new Set(read.error.issues.map(({ path }) => String(path[0])))] }
}

const withoutUndefined = (value: object) =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined))
