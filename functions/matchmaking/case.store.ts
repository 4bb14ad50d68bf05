import { afterOf, cursorOf } from '../lib/cursor.ts'
import { rangeOf } from '../table/access-patterns.ts'
import { readPage } from '../table/reads.ts'
import { type PairRow, readPairs } from './pair.store.ts'

const PAGE = 30

/** The open introductions at an org and below it, the oldest first. */
export async function readOpenCases(orgId: string, cursor: string | undefined) {
  const range = rangeOf('an introduction to look after at or below an org', { orgId })
  const { items, after } = await readPage<Pick<PairRow, 'lowId' | 'highId'>>(range, {
    limit: PAGE,
    after: afterOf(range, cursor),
    strong: true,
  })
  const pairs = await readPairs(items)
  pairs.sort((one, next) => (one.introductionId < next.introductionId ? -1 : 1))
  return { pairs, ...cursorOf(range, after) }
}
