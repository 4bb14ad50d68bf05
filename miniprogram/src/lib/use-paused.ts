import { useEffect, useState } from 'react'

const PAUSE_MS = 300

/** What was typed, once the typing has paused. */
export function usePaused(typed: string): string {
  const [paused, setPaused] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setPaused(typed.trim()), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [typed])
  return paused
}
