import type { Instant } from '@gonghui/shared/lib/instant'
import type { Cell, Column } from '../../lib/sheet-writing.ts'
import type { Drop } from '../drop/drop.rule.ts'
import { knownOrgNames } from '../drop/org-names.ts'
import type { RedemptionRow } from '../redemption/redemption.rule.ts'
import { readDayCounts, walkSlips } from '../redemption/redemption.store.ts'
import { spendingDays } from './days.rule.ts'
import { type Listed, shownAt } from './listed.ts'

const COLUMNS: readonly Column[] = [
  ...['核销编号', '券号', '短码尾号', '核销时间', '网点', '单位'].map((title) => ({
    title,
    kind: 'text' as const,
  })),
  { title: '实收', kind: 'fen' },
  ...['状态', '撤销时间', '撤销原因', '核销员编号'].map((title) => ({ title, kind: 'text' as const })),
]

export const redemptionRows = (drop: Drop, now: Instant): Listed => ({
  columns: COLUMNS,
  rows: rowsOf(drop, now),
})

/** Every slip of a drop, by day and outlet, those taken back included. Days and outlets without any are not looked at. */
export async function* walkRedemptions(drop: Drop, now: Instant): AsyncGenerator<RedemptionRow[]> {
  for (const day of spendingDays(drop, now))
    for (const { sk } of await readDayCounts(drop.dropId, day))
      for await (const slips of walkSlips(sk.slice('OUTLET#'.length), day))
        yield slips.filter(({ dropId }) => dropId === drop.dropId)
}

async function* rowsOf(drop: Drop, now: Instant): AsyncGenerator<readonly Cell[]> {
  const namesOf = knownOrgNames()
  for await (const slips of walkRedemptions(drop, now)) {
    const orgs = await namesOf(slips.map(({ orgId }) => orgId))
    for (const slip of slips)
      yield [
        slip.redemptionId,
        slip.voucherId,
        slip.shortCodeTail,
        shownAt(slip.at),
        slip.outletName,
        orgs.get(slip.orgId) ?? '',
        slip.collectedFen,
        slip.undone ? '已撤销' : '有效',
        shownAt(slip.undone?.at),
        slip.undone?.reason,
        slip.clerkId,
      ]
  }
}
