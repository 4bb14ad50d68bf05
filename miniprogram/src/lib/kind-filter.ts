import type { DropFace } from '@gonghui/shared/benefits/drops'
import { create } from 'zustand'

/** The kind that the 福利 tab shows. A tab page takes no query, so the home page's services set it here. */
export type KindFilter = DropFace['kind'] | 'all'

export const useKindFilter = create<{ readonly kind: KindFilter }>(() => ({ kind: 'all' }))
export const showKind = (kind: KindFilter) => useKindFilter.setState({ kind })
