/** Who comes to a drop day besides those at the screens: two hundred members, a clerk, and the merchant with a file. */
import type { AnomalyKind } from '@gonghui/shared/benefits/reconciliations'
import { inParallel, tap } from '../proofs/test-crowd.ts'
import type { Member, Person, Place } from '../proofs/test-people.ts'

export interface DropDay {
  readonly crowd: readonly Member[]
  readonly clerk: Person
  readonly outletId: string
}

export const HALL = '南山职工羽毛球馆'
/** What the hall's own system printed; none of them in order of anything. */
export const CODES: readonly string[] = Array.from(
  { length: 500 },
  (_, i) => `YMQ-${((i * 7919) % 100_003) + 100_000}`,
)

/** Members of a workplace and a clerk of the hall, both of the demo's union. The stack must run: stores read the environment as they load. */
export async function makeDropDay(place: Place): Promise<DropDay> {
  const { named, putUnion } = await import('../seed/union.ts')
  const { enrolMembers, staffOf } = await import('../proofs/test-world.ts')
  const { outletsOf, readOutletsOf } = await import('@gonghui/functions/benefits/redemption/outlet.store')
  const union = await putUnion()
  const district = named(union, '南山区总工会')
  const { items } = await readOutletsOf(outletsOf(district.orgId), 10, undefined)
  const outletId = items.find(({ name }) => name === HALL)?.outletId ?? ''
  return {
    outletId,
    clerk: await staffOf(place, 'clerk', district, outletId),
    crowd: await enrolMembers({ place }, 200, { workplace: named(union, '海风电子工会委员会') }),
  }
}

/** They tap over some seconds; who is told anything but yes or no asks again, as the mini-program does. */
export const claimAll = (dropId: string, members: readonly Member[], overMs: number) =>
  inParallel(members, members.length, async (member, i) => {
    await new Promise((resolve) => setTimeout(resolve, (i / members.length) * overMs))
    return (await tap(member, dropId)).refused ?? 'granted'
  })

export interface Used {
  readonly voucherId: string
  readonly code: string
}

/** The members' vouchers with the hall's code that each of them carries, in the order of `members`. */
export async function vouchersOf(dropId: string, members: readonly Member[]): Promise<Used[]> {
  const { readRow } = await import('@gonghui/functions/benefits/redemption/wallet.store')
  return inParallel(members, 16, async ({ memberId }) => {
    const row = await readRow({ dropId, memberId, j: 1 })
    if (!row) throw new Error(`${memberId} holds nothing`)
    return { voucherId: row.voucherId, code: CODES[row.ordinal] ?? '' }
  })
}

/** Each member shows the code, the clerk redeems it. */
export async function redeemAll(dropId: string, members: readonly Member[], { clerk, outletId }: DropDay) {
  const { passOf, redeem } = await import('../proofs/test-till.ts')
  const vouchers = await vouchersOf(dropId, members)
  const ends = await inParallel(members, 8, async (member, i) => {
    const pass = await passOf({ member, voucherId: vouchers[i]?.voucherId ?? '' })
    return (await redeem(clerk, outletId, { pass })).status
  })
  if (ends.some((status) => status !== 201)) throw new Error(`redeemed: ${ends.join(' ')}`)
  return vouchers
}

/** The twelve things that are wrong with the file. */
export const SEEDED: Readonly<Record<AnomalyKind, number>> = {
  'unknown-code': 2,
  'double-use': 2,
  'wrong-outlet': 2,
  'after-expiry': 1,
  'price-difference': 2,
  'missing-here': 2,
  'missing-there': 1,
}

const line = (code = '', { at = '', outlet = HALL, paid = '6.00' } = {}) => [code, at, outlet, paid].join(',')

/**
 * What the hall sends of a day.
 * @param used what was redeemed there, at least ten.
 * @param unused vouchers that nobody has redeemed, at least two.
 * @param free a code of the hall that nobody was given.
 */
export function merchantFile(
  day: string,
  used: readonly Used[],
  unused: readonly Used[],
  free: string,
): string {
  const at = `${day} 19:30`
  const [a, b, c, d, e, f, g, , ...fine] = used.map(({ code }) => code)
  const [h, i] = unused.map(({ code }) => code)
  return [
    '券码,核销时间,门店,实收金额',
    ...fine.map((code) => line(code, { at })),
    line(a, { at }),
    line(b, { at }),
    line('YMQ-000001', { at }),
    line(free, { at }),
    line(a, { at: `${day} 20:10` }),
    line(b, { at: `${day} 21:00` }),
    line(c, { at, outlet: '南山文体中心' }),
    line(d, { at, outlet: '深圳湾体育馆' }),
    line(e, { at: '2099-01-01 10:00' }),
    line(f, { at, paid: '8.00' }),
    line(g, { at, paid: '60' }),
    line(h, { at }),
    line(i, { at }),
    // The eighth that was redeemed the hall knows nothing of.
  ].join('\n')
}
