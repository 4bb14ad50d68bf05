/** What happens at a counter: members with a voucher each, clerks who scan, and the books recounted from the table. */
import { randomUUID } from 'node:crypto'
import { getCounts } from '@gonghui/shared/benefits/counts'
import {
  listRedemptions,
  previewRedemption,
  type Redemption,
  redeemVoucher,
  undoRedemption,
} from '@gonghui/shared/benefits/redemptions'
import { getPass } from '@gonghui/shared/benefits/vouchers'
import { readDrop } from '../../functions/benefits/drop/drop.store.ts'
import { auditDrop } from '../../functions/benefits/figures/audit.ts'
import { tap } from './test-crowd.ts'
import { ask, type Member, type Person, problemOf, told } from './test-people.ts'
import type { District } from './test-world.ts'

export interface Holder {
  readonly member: Member
  readonly voucherId: string
}

/** Each member takes one unit of the drop. */
export const takeVouchers = (members: readonly Member[], dropId: string): Promise<Holder[]> =>
  Promise.all(
    members.map(async (member) => {
      const { voucherId } = await tap(member, dropId)
      if (voucherId === undefined) throw new Error('the drop has no unit for everyone')
      return { member, voucherId }
    }),
  )

export const passOf = async ({ member, voucherId }: Holder): Promise<string> =>
  (await told(member, getPass, { params: { voucherId } })).body.pass

type Shown = { pass: string } | { ticket: string } | { shortCode: string }

/** How a scan ended, in few words: the status and the slip, or the code of the refusal and its facts. */
export async function redeem(clerk: Person, outletId: string, shown: Shown, key: string = randomUUID()) {
  const came = await ask(clerk, redeemVoucher, { body: { ...shown, outletId } }, key)
  if (came.kind === 'answer') return { status: came.status, slip: came.body.redemption }
  const problem = problemOf(came)
  if (problem) return { status: problem.status, code: problem.code, facts: problem.facts }
  return { status: 0, code: came.kind }
}

export const preview = async (clerk: Person, outletId: string, shown: { pass: string }) => {
  const came = await ask(clerk, previewRedemption, { body: { ...shown, outletId } })
  const problem = problemOf(came)
  return problem ? { code: problem.code } : { ...came }
}

export async function undo(clerk: Person, redemptionId: string) {
  const came = await ask(clerk, undoRedemption, { params: { redemptionId }, body: { reason: '扫错了' } })
  if (came.kind === 'answer') return { status: came.status, slip: came.body.redemption }
  const problem = problemOf(came)
  return problem ? { status: problem.status, code: problem.code } : { status: 0 }
}

/** Every slip of today at an outlet, page after page. */
export async function slipsAt(clerk: Person, outletId: string): Promise<Redemption[]> {
  const slips: Redemption[] = []
  let cursor: string | undefined
  do {
    const query = { outletId, ...(cursor ? { cursor } : {}) }
    const { body } = await told(clerk, listRedemptions, { query })
    slips.push(...body.items)
    cursor = body.cursor
  } while (cursor !== undefined)
  return slips
}

/**
 * Three tellings of one story: what the wallets say, what the slips say, and what the operator is told. They agree
 * whenever nothing is under way.
 */
export async function books(
  at: District,
  dropId: string,
  desks: readonly { clerk: Person; outletId: string }[],
) {
  const drop = await readDrop(dropId)
  if (!drop) throw new Error('the drop is gone')
  const { wrong, byState } = await auditDrop(drop)
  const slips = (await Promise.all(desks.map(({ clerk, outletId }) => slipsAt(clerk, outletId))))
    .flat()
    .filter((slip) => slip.dropId === dropId)
  const { body } = await told(at.operator, getCounts, { params: { dropId } })
  const standing = slips.filter(({ undone }) => !undone)
  const recounted = desks.map(({ outletId }) => ({
    outletId,
    redeemed: standing.filter((slip) => slip.outletId === outletId).length,
    undone: slips.filter((slip) => slip.outletId === outletId && slip.undone).length,
  }))
  const counted = desks.map(({ outletId }) => {
    const rows = body.byOutletAndDay.filter((row) => row.outletId === outletId)
    const sum = (of: 'redeemed' | 'undone') => rows.reduce((total, row) => total + row[of], 0)
    return { outletId, redeemed: sum('redeemed'), undone: sum('undone') }
  })
  return {
    wrong,
    spentInWallets: byState.redeemed ?? 0,
    spentBySlips: new Set(standing.map(({ voucherId }) => voucherId)).size,
    standingSlips: standing.length,
    spentByCounts: body.redeemed,
    undoneByCounts: body.undone,
    recounted,
    counted,
  }
}
