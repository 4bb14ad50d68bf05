/** What everybody was told, held against what the table holds. */
import { elementOf } from '@gonghui/functions/benefits/claim/bucket.rule'
import { type Pool, poolFor } from '@gonghui/functions/benefits/claim/pool.rule'
import { markOf } from '@gonghui/functions/benefits/day/rehearsal.rule'
import { voucherParts } from '@gonghui/functions/benefits/redemption/voucher.rule'
import type { Books } from '@gonghui/shared/benefits/rehearsals'
import type { Story } from './crowd.ts'

const MARK_LENGTH = 8

export interface Checked {
  /** Told of a voucher that the books have under another name, or not at all. */
  readonly strangers: number
  /** Told that nothing was left, or that it was not for them, while the books have them. */
  readonly cheated: number
  /** Told “sold out” though units of their pool were left. */
  readonly hasty: number
  /** Two members told of one voucher, or one of two. */
  readonly doubled: number
  /** In the books, but without an answer on the phone: they will see it when they look. */
  readonly unheard: number
  /** Places in the books that belong to nobody of this rehearsal. */
  readonly foreign: number
}

export const falseAnswers = ({ strangers, cheated, hasty, doubled, foreign }: Checked): number =>
  strangers + cheated + hasty + doubled + foreign

const holdersIn = (text: string): string[] => text.match(new RegExp(`.{${MARK_LENGTH}}`, 'g')) ?? []

export const poolsIn = ({ pools }: Books): Pool[] =>
  pools.map(({ name = '', path, units, first, count }) => ({
    first,
    count,
    units,
    ...(path === undefined ? {} : { quota: { orgId: '', path, name, units } }),
  }))

export function checked(shadowId: string, stories: readonly Story[], books: Books): Checked {
  const pools = poolsIn(books)
  const holders = books.buckets.map((bucket) => holdersIn(bucket.holders))
  const held = new Map<string, number>()
  for (const mark of holders.flat()) held.set(mark, (held.get(mark) ?? 0) + 1)
  const freeIn = ({ first, count }: Pool) =>
    books.buckets.slice(first, first + count).reduce((sum, { free }) => sum + free, 0)
  const isOpen = new Map(pools.map((pool) => [pool.first, freeIn(pool) > 0]))

  const found = { strangers: 0, cheated: 0, hasty: 0, doubled: 0, unheard: 0, foreign: 0 }
  const toldOf = new Set<string>()
  const members = new Set<string>()
  for (const { memberId, orgPath, voucherId, refused } of stories) {
    const mark = markOf(elementOf(memberId, 1))
    members.add(mark)
    if (voucherId !== undefined) {
      const { dropId, bucket, place } = voucherParts(voucherId)
      if (dropId !== shadowId || holders[bucket]?.[place] !== mark) found.strangers++
      if (toldOf.has(voucherId)) found.doubled++
      toldOf.add(voucherId)
    } else if (held.has(mark)) {
      if (refused === undefined) found.unheard++
      else found.cheated++
    } else if (refused === 'drop-sold-out' && isOpen.get(poolFor(pools, orgPath).first)) found.hasty++
  }
  for (const [mark, times] of held) {
    if (times > 1) found.doubled++
    if (!members.has(mark)) found.foreign++
  }
  return found
}
