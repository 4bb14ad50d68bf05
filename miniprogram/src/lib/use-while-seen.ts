import { useEffect } from 'react'
import { isSeen } from './seen'
import { useShown } from './use-shown'

/**
 * Does something again and again while the page is before somebody's eyes, each time a while after the last has ended,
 * or up to half as long again by chance: a crowd that was told one thing at one instant does not ask as one.
 */
export function useWhileSeen(deed: () => Promise<unknown>, everyMs: number, active = true): void {
  const shown = useShown()
  useEffect(() => {
    if (!active || !shown) return
    let over = false
    let timer: ReturnType<typeof setTimeout>
    const rest = () => {
      timer = setTimeout(next, everyMs * (1 + Math.random() / 2))
    }
    const next = async () => {
      if (isSeen()) await deed()
      if (!over) rest()
    }
    rest()
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [deed, everyMs, active, shown])
}
