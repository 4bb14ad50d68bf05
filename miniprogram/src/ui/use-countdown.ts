import { epochMsOf, type Instant } from '@gonghui/shared/lib/instant'
import { useEffect, useRef, useState } from 'react'
import { serverNowMs } from '../lib/server-clock'
import { useShown } from '../lib/use-shown'

export interface Left {
  readonly ms: number
  readonly hours: string
  readonly minutes: string
  readonly seconds: string
}

const two = (count: number) => String(count).padStart(2, '0')

/** What a countdown shows at a moment. A second that has begun is still shown; it reads 00:00:00 only at the end. */
export function leftUntil(endMs: number, nowMs: number): Left {
  const ms = Math.max(0, endMs - nowMs)
  const whole = Math.ceil(ms / 1_000)
  return {
    ms,
    hours: two(Math.floor(whole / 3_600)),
    minutes: two(Math.floor(whole / 60) % 60),
    seconds: two(whole % 60),
  }
}

/** When the figure next changes: just past the next whole second before the end. */
export const untilNextTick = (leftMs: number): number => (leftMs % 1_000 || 1_000) + 5

/**
 * Counts down to an instant by the server's clock. It keeps the end, never a tally of ticks, so a phone that slept
 * shows the right figure at once. A page that lies under another does not tick: at an opening that would be every page
 * of every phone, beside the one that claims. `onEnd` is called once for each end that is reached, and where nobody
 * looked, as soon as one looks again.
 */
export function useCountdown(end: Instant, onEnd?: () => void): Left {
  const endMs = epochMsOf(end)
  const [left, setLeft] = useState(() => leftUntil(endMs, serverNowMs()))
  const ended = useRef(onEnd)
  ended.current = onEnd

  const shown = useShown()
  const running = useRef<number>()

  useEffect(() => {
    if (!shown) return
    let timer: ReturnType<typeof setTimeout>
    const tick = () => {
      const now = leftUntil(endMs, serverNowMs())
      setLeft(now)
      if (now.ms > 0) {
        running.current = endMs
        timer = setTimeout(tick, untilNextTick(now.ms))
      } else if (running.current === endMs) {
        running.current = undefined
        ended.current?.()
      }
    }
    tick()
    return () => clearTimeout(timer)
  }, [endMs, shown])

  return left
}
