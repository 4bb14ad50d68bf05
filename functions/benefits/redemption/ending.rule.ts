import { DAY_MS, dayOf, hourOf, type Instant, later } from '@gonghui/shared/lib/instant'
import type { Drop } from '../drop/drop.rule.ts'
import { type VoucherRow, validUntilOf } from './voucher.rule.ts'

/** So many days before its last day, a voucher that is not used is told of. */
export const ENDING_DAYS = 2

/** Where the round of a drop's vouchers stands: it is walked on `day` or as soon after as anybody comes. */
export interface Ending {
  readonly dropId: string
  readonly day: string
  /** The bucket it goes on from. */
  readonly next: number
  /** Vouchers whose last day is up to here were told of in an earlier round. */
  readonly toldTo?: string
}

const noon = (day: string): Instant => `${day}T04:00:00.000Z`
const daysAfter = (day: string, days: number): string => dayOf(later(noon(day), days * DAY_MS))

type Plan = Pick<Drop, 'opensAt' | 'validFrom' | 'validUntil' | 'useWithinDays'>

/** The first day on which there may be somebody to tell; undefined for a drop whose vouchers end too soon for it. */
export function firstEnding(drop: Plan): string | undefined {
  const before = daysAfter(dayOf(validUntilOf({ issuedAt: drop.opensAt }, drop)), -ENDING_DAYS)
  // Nobody is told on the very day on which they took it.
  const after = daysAfter(dayOf(drop.opensAt), 1)
  const first = before > after ? before : after
  return first <= dayOf(drop.validUntil) ? first : undefined
}

/** By day, when phones may ring. */
export const isTellingHour = (now: Instant): boolean => hourOf(now) >= 10 && hourOf(now) < 21

/** Whether the member is to be told of a voucher in this round. */
export function isEnding(row: VoucherRow, drop: Plan, { toldTo = '' }: Ending, today: string): boolean {
  const last = dayOf(validUntilOf(row, drop))
  const isNew = dayOf(row.takenAt ?? row.issuedAt) >= today
  return (
    row.state === 'issued' &&
    !isNew &&
    last > toldTo &&
    last >= today &&
    last <= daysAfter(today, ENDING_DAYS)
  )
}

/** The instant of such a message: ten in the morning of its day, whenever it is written. */
export const endingSince = (row: VoucherRow, drop: Plan): Instant =>
  `${daysAfter(dayOf(validUntilOf(row, drop)), -ENDING_DAYS)}T02:00:00.000Z`

/** The round after one that was walked to its end; undefined after the last. */
export function nextEnding(ending: Ending, drop: Plan, today: string): Ending | undefined {
  const last = daysAfter(dayOf(drop.validUntil), -ENDING_DAYS)
  if (today >= last) return undefined
  const day = drop.useWithinDays === undefined ? last : daysAfter(today, 1)
  return { dropId: ending.dropId, day, next: 0, toldTo: daysAfter(today, ENDING_DAYS) }
}
