import { claimDrop } from '@gonghui/shared/benefits/claim'
import Taro from '@tarojs/taro'
import { useCallback, useEffect, useRef, useState } from 'react'
import { call } from '../lib/api'
import { monotonicMs } from '../lib/server-clock'
import { waitMs } from '../lib/until-known'
import { type ClaimState, type Pending, runClaim } from './claim-flow'

/** After an answer the button rests: a thumb that goes on drumming sends nothing. */
const REST_MS = 600

/** Whose it is, where that was known: another person on the same phone must not take it up. */
type Kept = Pending & { readonly by?: string }

/** The claim of one drop's page. A claim that was under way when the app went away is taken up at once. */
export function useClaim(dropId: string, memberId: string | undefined) {
  const [state, setState] = useState<ClaimState>({ kind: 'idle' })
  const left = useRef(false)
  const running = useRef(false)
  const endedAt = useRef(Number.NEGATIVE_INFINITY)
  const key = `pending-claim-${dropId}`
  const pendingNow = useCallback((): Pending | undefined => {
    const kept = Taro.getStorageSync<Kept | ''>(key)
    if (!kept || (kept.by !== undefined && kept.by !== memberId)) return undefined
    return { j: kept.j }
  }, [key, memberId])

  const claim = useCallback(
    async (j: number) => {
      if (running.current || monotonicMs() - endedAt.current < REST_MS) return
      running.current = true
      await runClaim(
        {
          pending: {
            read: pendingNow,
            write: (pending) => Taro.setStorageSync(key, { ...pending, ...(memberId && { by: memberId }) }),
            clear: () => Taro.removeStorageSync(key),
          },
          send: (body) => call(claimDrop, { params: { dropId }, body }),
          wait: waitMs,
          tell: (told) => {
            if (!left.current) setState(told)
          },
          left: () => left.current,
        },
        j,
      ).finally(() => {
        running.current = false
        endedAt.current = monotonicMs()
      })
    },
    [dropId, key, memberId, pendingNow],
  )

  useEffect(() => {
    left.current = false
    const pending = pendingNow()
    if (pending) void claim(pending.j)
    return () => {
      left.current = true
    }
  }, [claim, pendingNow])

  return { state, claim, putAway: () => setState({ kind: 'idle' }) }
}
