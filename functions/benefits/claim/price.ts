import type { Instant } from '@gonghui/shared/lib/instant'
import { type Entry, NO_POINTS } from '../../lib/ledger.rule.ts'
import { readBalance } from '../../lib/ledger.store.ts'
import { giveBack as givePointsBack, hold, spend, standingOf } from '../../lib/ledger.ts'
import { isRefusal, type Refusal, refuse } from '../../lib/server.ts'
import type { Drop } from '../drop/drop.rule.ts'
import { type VoucherRow, voucherIdOf } from '../redemption/voucher.rule.ts'
import { confirm, endBack, startBack } from '../redemption/voucher-steps.store.ts'
import { ensureRow, readRow, type Taker } from '../redemption/wallet.store.ts'
import type { Unit } from './grant.rule.ts'
import { nextDeed } from './price.rule.ts'
import { giveBack } from './stock-moves.store.ts'
import { endKept, markKept } from './underway.store.ts'

/** A drop whose units cost points. */
export type Priced = Drop & { readonly pointsPrice: number }
export const isPriced = (drop: Drop): drop is Priced => drop.pointsPrice !== undefined

type Short = Refusal<'points-short' | 'busy'>

/** More deeds than any order of crashes and rivals leaves to do. */
const DEEDS = 12
/** A reading is old once, or twice where somebody goes on meanwhile; then it is no reading that is wrong. */
const LOOKS = 3

export const balanceOf = async (memberId: string): Promise<number> =>
  ((await readBalance(memberId)) ?? NO_POINTS).balance

/** Why somebody's points do not do, before any unit is touched. */
export async function pointsRefusal(drop: Priced, memberId: string): Promise<Short | undefined> {
  const balance = await balanceOf(memberId)
  return balance < drop.pointsPrice ? pointsShort(drop, balance) : undefined
}

const pointsShort = ({ pointsPrice }: Priced, balance: unknown) =>
  refuse('points-short', { balance, price: pointsPrice })

/**
 * Does what is next, until there is nothing more to do now. Safe to repeat after any crash and beside anybody.
 * @param pays the member wants to pay now; else nothing is taken that was not taken before.
 * @returns the voucher as it stands; a refusal where it is still to be paid for and the points do not do.
 */
export async function settled(
  drop: Priced,
  given: VoucherRow,
  { pays }: { readonly pays: boolean },
  now: Instant,
): Promise<VoucherRow | Short> {
  const of = { memberId: given.memberId, cause: causeOf(given) }
  const bought = { ...of, reason: `兑换：${drop.title}` }
  let [row, standing, looks] = [given, await standingOf(of), 0]
  for (let deeds = 0; deeds < DEEDS; deeds++) {
    switch (nextDeed({ row, drop, standing, pays }, now)) {
      case 'rest':
        return row
      case 'hold': {
        const held = await hold({ ...bought, amount: drop.pointsPrice }, now)
        if (!isRefusal(held)) standing = 'held'
        else if (held.refused === 'hold-released') standing = 'back'
        else return held.refused === 'busy' ? refuse('busy') : pointsShort(drop, held.facts?.balance)
        break
      }
      case 'confirm':
        row = (await confirm(row, now)) ?? (await asItStands(row))
        break
      case 'let-go':
        row = (await startBack(row, 'lapse')) ?? (await asItStands(row))
        break
      case 'spend': {
        const ended = await spend(bought, now)
        if (isBusy(ended)) return refuse('busy')
        standing = isRefusal(ended) ? 'back' : 'spent'
        break
      }
      case 'give-back':
        if (isBusy(await givePointsBack({ ...of, reason: `退还：${drop.title}` }, now))) return refuse('busy')
        standing = 'back'
        break
      case 'look-again':
        if (++looks > LOOKS) throw new Error(`voucher ${row.voucherId} is ${row.state}: never paid for`)
        row = await asItStands(row)
        standing = await standingOf(of)
        break
    }
  }
  return refuse('busy')
}

/** What was paid for the first voucher of a place is paid for those in its stead. */
const causeOf = ({ dropId, bucket, place }: VoucherRow): string =>
  `VOUCHER#${voucherIdOf({ dropId, bucket, place })}`

const isBusy = (done: Entry | Refusal<string>): boolean => isRefusal(done) && done.refused === 'busy'

async function asItStands(row: VoucherRow): Promise<VoucherRow> {
  const found = await readRow(row)
  if (!found) throw new Error(`voucher ${row.voucherId} is gone`)
  return found
}

/** The row of a granted unit, written if it is missing; one that is to be paid for is marked before it stands. */
export async function keptRow(claimant: Taker, unit: Unit, now: Instant): Promise<VoucherRow> {
  if (unit.holdMinutes !== undefined) await markKept(claimant, now)
  return ensureRow(claimant, unit, now)
}

/**
 * A unit that a claim has taken is paid for in the same request. One that cannot be goes back at once, so that a refusal
 * costs nobody a unit; where somebody may be waiting for it, the repair brings it to them.
 */
export async function paidFor(
  drop: Priced,
  held: VoucherRow,
  now: Instant,
): Promise<VoucherRow | Short | Refusal<'hold-over'>> {
  // Whatever became of it before is told as it is, but for what its member never had.
  if (held.state !== 'held') return (await neverHad(drop, held)) ?? held
  const paid = await settled(drop, held, { pays: true }, now)
  const isShort = isRefusal(paid) && paid.refused === 'points-short'
  const row = isShort ? ((await startBack(held, 'short')) ?? (await asItStands(held))) : paid
  if (isRefusal(row)) return row
  if (row.state === 'issued') await endKept(row)
  if (row.state === 'returning') await leave(drop, row, now)
  return (await neverHad(drop, row)) ?? row
}

async function neverHad(drop: Priced, { memberId, state, returnedBy }: VoucherRow) {
  if (state !== 'returning' && state !== 'returned') return undefined
  if (returnedBy === 'lapse') return refuse('hold-over')
  return returnedBy === 'short' ? pointsShort(drop, await balanceOf(memberId)) : undefined
}

async function leave(drop: Priced, row: VoucherRow, now: Instant): Promise<void> {
  const back = await settled(drop, row, { pays: false }, now)
  if (isRefusal(back) || drop.waitingList) return
  const { bucket, place, ordinal } = row
  await giveBack(drop.dropId, bucket, { place, ordinal, kept: false })
  await endBack(back)
}
