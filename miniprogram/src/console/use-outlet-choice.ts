import { listOutlets, type ManagedOutlet } from '@gonghui/shared/benefits/outlets'
import { useState } from 'react'
import { useList } from '../lib/use-list'

/**
 * The outlets of the union that gives a drop, to be ticked. One that has closed is there only while it is chosen, so that it
 * can be taken out; one that was registered here is at the end of the list, which may be pages away.
 */
export function useOutletChoice(
  orgId: string,
  chosen: readonly string[],
  onChoose: (outletIds: readonly string[]) => void,
) {
  const list = useList(listOutlets, { orgId })
  const [registered, setRegistered] = useState<readonly ManagedOutlet[]>([])
  const listed = new Set(list.items.map(({ outletId }) => outletId))
  const outlets = [...list.items, ...registered.filter(({ outletId }) => !listed.has(outletId))].filter(
    ({ outletId, closedAt }) => closedAt === undefined || chosen.includes(outletId),
  )
  const open = outlets.filter(({ closedAt }) => closedAt === undefined).map(({ outletId }) => outletId)
  const toggle = (outletId: string) =>
    onChoose(chosen.includes(outletId) ? chosen.filter((one) => one !== outletId) : [...chosen, outletId])
  /** All that are seen, besides those chosen on other pages. */
  const chooseAll = () => onChoose([...new Set([...chosen, ...open])])
  const register = (outlet: ManagedOutlet) => {
    setRegistered((before) => [...before, outlet])
    onChoose([...chosen, outlet.outletId])
  }
  return { list, outlets, toggle, chooseAll, register }
}
