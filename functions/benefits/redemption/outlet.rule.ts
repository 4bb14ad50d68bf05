import type { listOutlets, OutletPlace } from '@gonghui/shared/benefits/outlets'
import type { QueryOf } from '@gonghui/shared/lib/contract'
import type { OutletRow } from './outlet.store.ts'

/** 闭店: what was claimed is still redeemed there, and no new drop is. */
export const isClosed = ({ closedAt }: Pick<OutletRow, 'closedAt'>): boolean => closedAt !== undefined

const folded = (text: string): string => text.normalize('NFKC').toLowerCase()

/** Whether an outlet is one that somebody looks for. */
export function isWanted(
  outlet: Pick<OutletRow, 'name' | 'address' | 'closedAt'>,
  { state, text }: Pick<QueryOf<typeof listOutlets>, 'state' | 'text'>,
): boolean {
  if (state !== undefined && (isClosed(outlet) ? 'closed' : 'open') !== state) return false
  return text === undefined || folded(`${outlet.name} ${outlet.address}`).includes(folded(text))
}

const FIELDS = ['name', 'address', 'hours', 'latitude', 'longitude'] as const

/** Whether an outlet is described so already. */
export const saysTheSame = (outlet: OutletPlace, place: OutletPlace): boolean =>
  FIELDS.every((field) => outlet[field] === place[field])
