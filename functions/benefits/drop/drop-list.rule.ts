import type { listManagedDrops } from '@gonghui/shared/benefits/drops'
import type { QueryOf } from '@gonghui/shared/lib/contract'
import type { Instant } from '@gonghui/shared/lib/instant'
import { type Drop, stateAt } from './drop.rule.ts'

type Wanted = Omit<QueryOf<typeof listManagedDrops>, 'orgId' | 'cursor' | 'sort' | 'below' | 'setId'>

const folded = (text: string): string => text.normalize('NFKC').toLowerCase()

/** Whether a drop is one that somebody looks for. Settled is a way of being closed. */
export function isWanted(
  drop: Pick<Drop, 'phase' | 'kind' | 'title' | 'orgName' | 'opensAt' | 'closesAt'>,
  { state, kind, text, from, until }: Wanted,
  now: Instant,
): boolean {
  const stands = stateAt(drop, now)
  const isInState =
    state === 'laid' ? stands !== 'draft' : state === stands || (state === 'closed' && stands === 'settled')
  if (state !== undefined && !isInState) return false
  if (kind !== undefined && drop.kind !== kind) return false
  if (from !== undefined && drop.opensAt < from) return false
  if (until !== undefined && drop.opensAt >= until) return false
  return text === undefined || folded(`${drop.title} ${drop.orgName}`).includes(folded(text))
}

/** What opens last stands first; of two that open at once the newer. */
export const rankByOpening = ({ opensAt, dropId }: Pick<Drop, 'opensAt' | 'dropId'>): string =>
  `${opensAt} ${dropId}`
