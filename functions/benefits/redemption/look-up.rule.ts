import type { Found, FoundReceipt } from '@gonghui/shared/benefits/look-ups'
import { benefitsProblems } from '@gonghui/shared/benefits/problems'
import type { Instant } from '@gonghui/shared/lib/instant'
import type { MemberFace } from '../../lib/members.store.ts'
import type { Receipt } from '../claim/receipt.rule.ts'
import type { Drop } from '../drop/drop.rule.ts'
import type { RedemptionRow } from './redemption.rule.ts'
import { type VoucherRow, voucherState } from './voucher.rule.ts'

const BACK: Readonly<Record<NonNullable<VoucherRow['returnedBy']>, string>> = {
  member: '会员退回',
  decline: '候补没有接受',
  lapse: '候补过时没有领',
  short: '积分不够，退回',
  expiry: '到期退回',
}

/** What happened to a voucher, oldest first, in words for the person at the telephone. */
export function timelineOf(
  row: VoucherRow,
  drop: Drop,
  slip: RedemptionRow | undefined,
  now: Instant,
): Found['timeline'] {
  const steps: Found['timeline'] = [{ at: row.issuedAt, words: '抢到' }]
  if (row.uncoveredAt) steps.push({ at: row.uncoveredAt, words: '取出券码' })
  if (slip) steps.push({ at: slip.at, words: `在${slip.outletName}核销` })
  if (slip?.undone) steps.push({ at: slip.undone.at, words: `核销撤销：${slip.undone.reason}` })
  if (row.returnedBy) steps.push({ at: row.heldUntil ?? row.issuedAt, words: BACK[row.returnedBy] })
  if (voucherState(row, drop, now) === 'expired') steps.push({ at: drop.validUntil, words: '过期' })
  if (row.insteadOf)
    steps.push({ at: row.insteadOf.at, words: `补发，替换作废的那张：${row.insteadOf.reason}` })
  if (row.voided)
    steps.push({
      at: row.voided.at,
      words: `${row.voided.replacedBy ? '作废，已另补一张' : '作废'}：${row.voided.reason}`,
    })
  return steps.sort((a, b) => (a.at < b.at ? -1 : 1))
}

/** Somebody as masked as on a counter; who is erased has no face any more. */
export const personOf = (face: MemberFace | undefined) => ({
  nameMasked: face?.nameMasked ?? '（已注销）',
  phoneMasked: face?.phoneMasked ?? '',
  orgName: face?.orgName ?? '',
})

export const receiptFace = ({
  receipt: { dropId, reason, opensAt, soldOutAt, arrivedAt },
  drop,
}: {
  readonly receipt: Receipt
  readonly drop: Drop
}): FoundReceipt => ({
  ...{ dropId, title: drop.title, said: benefitsProblems[reason].title, opensAt },
  ...(soldOutAt ? { soldOutAt } : {}),
  arrivedAt,
})

export const foundOf = (
  {
    row,
    drop,
    face,
    slip,
  }: {
    readonly row: VoucherRow
    readonly drop: Drop
    readonly face: MemberFace | undefined
    readonly slip: RedemptionRow | undefined
  },
  now: Instant,
): Found => ({
  voucherId: row.voucherId,
  dropId: row.dropId,
  title: drop.title,
  state: voucherState(row, drop, now),
  ...(row.voided?.replacedBy ? { replacedBy: row.voided.replacedBy } : {}),
  ...personOf(face),
  timeline: timelineOf(row, drop, slip, now),
})
