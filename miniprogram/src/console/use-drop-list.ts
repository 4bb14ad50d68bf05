import type { dropKinds } from '@gonghui/shared/benefits/drop-plan'
import { listManagedDrops } from '@gonghui/shared/benefits/drops'
import { listDropSets } from '@gonghui/shared/benefits/figures'
import { useState } from 'react'
import { fromLocal } from '../lib/local-time'
import { useList } from '../lib/use-list'

type Kind = (typeof dropKinds)[number]

export interface DropFilter {
  readonly state: 'all' | 'draft' | 'scheduled' | 'open' | 'paused' | 'closed'
  readonly kind: 'all' | Kind
  readonly sort: 'newest' | 'opens'
  readonly reach: 'own' | 'below'
  /** As they stand in the fields, in China's time. */
  readonly from: string
  readonly until: string
  readonly text: string
  /** A set of drops, or all. */
  readonly setId: string
}

const nothing: DropFilter = {
  ...{ state: 'all', kind: 'all', sort: 'newest', reach: 'own' },
  ...{ from: '', until: '', text: '', setId: 'all' },
}

/** Only what was chosen is asked for. */
function queryOf(orgId: string, { state, kind, sort, reach, from, until, text, setId }: DropFilter) {
  const [first, last] = [fromLocal(from), fromLocal(until)]
  return {
    orgId,
    ...(state !== 'all' && { state }),
    ...(kind !== 'all' && { kind }),
    ...(sort !== 'newest' && { sort }),
    ...(reach === 'below' && { below: 'yes' }),
    ...(setId !== 'all' && { setId }),
    ...(first && { from: first }),
    ...(last && { until: last }),
    ...(text.trim() && { text: text.trim() }),
  }
}

/** A union's drops as they are looked for; the words are sent when they are typed to the end (Enter, or the button). */
export function useDropList(orgId: string | undefined) {
  const [filter, setFilter] = useState<DropFilter>(nothing)
  const [typed, setTyped] = useState('')
  const list = useList(listManagedDrops, orgId ? queryOf(orgId, filter) : undefined)
  // Few unions have many; those of long ago are looked for by their drops.
  const sets = useList(listDropSets, orgId ? { orgId } : undefined).items
  const change = (part: Partial<DropFilter>) => setFilter((before) => ({ ...before, ...part }))
  return { list, sets, filter, change, typed, setTyped, search: () => change({ text: typed }) }
}
