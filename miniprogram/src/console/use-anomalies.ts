import { listAnomalies } from '@gonghui/shared/benefits/reconciliations'
import { useState } from 'react'
import { useList } from '../lib/use-list'

export type AnomalyFilter = 'todo' | 'all'

/** 差异清单: what is left to do, or all, as the server knows it; whoever reads one page knows nothing of the others. */
export function useAnomalies(dropId: string) {
  const [filter, setFilter] = useState<AnomalyFilter>('todo')
  const list = useList(listAnomalies, filter === 'todo' ? { state: 'todo' } : {}, { params: { dropId } })
  return { filter, setFilter, list }
}
