import type { PoolPeople } from '@gonghui/shared/benefits/audience'
import type { DropPlan } from '@gonghui/shared/benefits/drop-plan'
import type { ManagedDrop } from '@gonghui/shared/benefits/drops'
import { fromLocal, toLocal } from '../lib/local-time'

/** Units for org subtrees, as they are typed. */
export interface QuotaForm {
  readonly quotas: readonly { readonly orgId: string; readonly name: string; readonly units: string }[]
  /** `never`: what is left of them stays theirs to the end. */
  readonly reflow: 'never' | 'at'
  readonly reflowAt: string
}

export const noQuotas: QuotaForm = { quotas: [], reflow: 'at', reflowAt: '' }

export const quotasOf = ({ quotas, reflowAt }: Pick<ManagedDrop, 'quotas' | 'reflowAt'>): QuotaForm => ({
  quotas: quotas.map(({ orgId, name, units }) => ({ orgId, name, units: String(units) })),
  reflow: reflowAt === undefined && quotas.length > 0 ? 'never' : 'at',
  reflowAt: reflowAt ? toLocal(reflowAt) : '',
})

/** Not a number where none was typed. */
export const unitsOf = (typed: string): number => (/^\d+$/.test(typed.trim()) ? Number(typed) : Number.NaN)

/** The plan's part of it; a reflow that was asked for without an instant is an empty one, which no plan takes. */
export const quotaPlan = ({ quotas, reflow, reflowAt }: QuotaForm): Pick<DropPlan, 'quotas' | 'reflowAt'> =>
  quotas.length === 0
    ? {}
    : {
        quotas: quotas.map(({ orgId, units }) => ({ orgId, units: unitsOf(units) })),
        ...(reflow === 'at' && { reflowAt: fromLocal(reflowAt) ?? '' }),
      }

/** What the quotas leave for everybody (公共池); less than nothing where they do not add up. */
export const unitsLeft = (stock: string, quotas: QuotaForm['quotas']): number =>
  unitsOf(stock) - quotas.reduce((sum, { units }) => sum + (unitsOf(units) || 0), 0)

/**
 * How many units of a pool nobody can take before the reflow, where it is known that there are more than its people may
 * have; 0 where there are not, or the number of people is only an upper bound that does not show it.
 */
export function idleUnits(units: number, { count }: PoolPeople['people'], perMember: number): number {
  const most = count * (perMember || 1)
  return units > most ? units - most : 0
}

/** `2026-06-12T10:00`, 6 → `2025-12-12T10:00`; the last day of the month where it has no such day. */
export function monthsBefore(local: string, months: number): string {
  const [year = 0, month = 1, day = 1] = local.slice(0, 10).split('-').map(Number)
  const first = new Date(Date.UTC(year, month - 1 - months, 1))
  const days = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  first.setUTCDate(Math.min(day, days))
  return `${first.toISOString().slice(0, 10)}${local.slice(10)}`
}
