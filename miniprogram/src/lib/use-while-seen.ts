import { useEffect } from 'react'
import { isSeen } from './seen'
import { useShown } from './use-shown'

/** Does something again and again while the page is before somebody's eyes, each time a while after the last has ended. */
export function useWhileSeen(deed: () => Promise<unknown>, everyMs: number, active = true): void {
  const shown = useShown()
  useEffect(() => {
    if (!active || !shown) return
    let over = false
    let timer: ReturnType<typeof setTimeout>
    const next = async () => {
      if (isSeen()) await deed()
      if (!over) timer = setTimeout(next, everyMs)
    }
    timer = setTimeout(next, everyMs)
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [deed, everyMs, active, shown])
}
