import type { Holding } from '../lib/holdings.ts'
import { rangeOf } from '../table/access-patterns.ts'
import { readRange } from '../table/reads.ts'
import { leaveLine, type Waiter } from './claim/waiting.store.ts'
import { knownOnShow, readDrops } from './drop/drop.store.ts'
import { deleteUnlisted, readEntry } from './lottery/entries.store.ts'
import { giveBackAll } from './redemption/returns.ts'
import type { VoucherRow } from './redemption/voucher.rule.ts'
import { walletOf } from './redemption/wallet.store.ts'

const vouchers: Holding = {
  file: 'benefits/vouchers',
  title: '我领到的券',
  tell: async ({ memberId }) => {
    if (memberId === undefined) return []
    const rows = await readRange<VoucherRow>(walletOf(memberId), { strong: true })
    const drops = await readDrops(rows.map(({ dropId }) => dropId))
    const titles = new Map(drops.map(({ dropId, title }) => [dropId, title]))
    return rows.map(({ dropId, state, issuedAt, uncoveredAt, spent, voided, insteadOf }) => ({
      title: titles.get(dropId),
      state,
      issuedAt,
      uncoveredAt,
      redeemedAt: spent?.at,
      outlet: spent?.outletName,
      voided: (voided ?? insteadOf)?.reason,
    }))
  },
  letGo: async ({ memberId }, now) => {
    if (memberId !== undefined) await giveBackAll(memberId, now)
  },
}

const waiting: Holding = {
  file: 'benefits/waiting',
  title: '我在候补的场次',
  tell: async ({ memberId }) => (await waitsOf(memberId)).map(({ dropId, since }) => ({ dropId, since })),
  letGo: async ({ memberId }) => {
    for (const waiter of await waitsOf(memberId)) await leaveLine(waiter)
  },
}

const waitsOf = async (memberId: string | undefined): Promise<Waiter[]> =>
  memberId === undefined
    ? []
    : readRange<Waiter>(rangeOf('a member’s wait for a drop', { memberId }), { strong: true })

/** Of the lotteries that can still be seen; older entries lie under pseudonyms until the record's term is over. */
async function entriesOf(memberId: string) {
  const lotteries = (await knownOnShow()).filter(({ way }) => way === 'lottery')
  const entries = await Promise.all(
    lotteries.map(async (drop) => ({ drop, entry: await readEntry(drop.dropId, memberId) })),
  )
  return entries.flatMap(({ drop, entry }) => (entry ? [{ drop, entry }] : []))
}

const entries: Holding = {
  file: 'benefits/lottery-entries',
  title: '我的抽签登记',
  tell: async ({ memberId }) =>
    (memberId === undefined ? [] : await entriesOf(memberId)).map(({ drop, entry }) => ({
      title: drop.title,
      enteredAt: entry.enteredAt,
      pseudonym: entry.pseudonym,
    })),
  letGo: async ({ memberId }) => {
    if (memberId === undefined) return
    for (const { drop } of await entriesOf(memberId)) await deleteUnlisted(drop.dropId, memberId)
  },
}

export const benefitsHoldings: readonly Holding[] = [waiting, entries, vouchers]
