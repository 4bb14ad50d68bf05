import { type dropKinds, listManagedDrops } from '@gonghui/shared/benefits/drops'
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
}

const nothing: DropFilter = {
  ...{ state: 'all', kind: 'all', sort: 'newest', reach: 'own' },
  ...{ from: '', until: '', text: '' },
}

/** Only what was chosen is asked for. */
function queryOf(orgId: string, { state, kind, sort, reach, from, until, text }: DropFilter) {
  const [first, last] = [fromLocal(from), fromLocal(until)]
  return {
    orgId,
    ...(state !== 'all' && { state }),
    ...(kind !== 'all' && { kind }),
    ...(sort !== 'newest' && { sort }),
    ...(reach === 'below' && { below: 'yes' }),
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
  const change = (part: Partial<DropFilter>) => setFilter((before) => ({ ...before, ...part }))
  return { list, filter, change, typed, setTyped, search: () => change({ text: typed }) }
}
