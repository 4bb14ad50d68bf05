import type { Drop } from '../drop/drop.rule.ts'
import { dropCodes } from './codes.store.ts'
import { forgetSeen, type Scope } from './seen-codes.store.ts'

/** Where a drop's codes count as brought. */
export const scopeOf = ({ orgPath, kind }: Pick<Drop, 'orgPath' | 'kind'>): Scope => ({
  cityId: orgPath.split('/')[0] ?? orgPath,
  kind,
})

/** A draft's batch as the one before, once it points at another or at none; the plan it was for may go with it. */
export const before = (drop: Drop): Pick<Drop, 'codesBefore'> => {
  const { codesBatch, codesCount, codesBefore } = drop
  if (codesBatch) return { codesBefore: { ...scopeOf(drop), batch: codesBatch, count: codesCount } }
  return codesBefore ? { codesBefore } : {}
}

/**
 * Removes what the batch before left: its codes are free for other drops, and none lies about. Safe to repeat; what a
 * crash leaves is removed by the next edit or import, or with the drop.
 */
export async function clearBefore({ dropId, codesBefore }: Drop): Promise<void> {
  if (!codesBefore) return
  const { batch, count, cityId, kind } = codesBefore
  await forgetSeen({ dropId, batch, cityId, kind })
  await dropCodes(dropId, batch, count)
}
