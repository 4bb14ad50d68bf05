import { claimDrop } from '@gonghui/shared/benefits/claim'
import Taro from '@tarojs/taro'
import { useCallback, useEffect, useRef, useState } from 'react'
import { call } from '../lib/api'
import { waitMs } from '../lib/until-known'
import { type ClaimState, type Pending, runClaim } from './claim-flow'

/** The claim of one drop's page. A claim that was under way when the app went away is taken up at once. */
export function useClaim(dropId: string) {
  const [state, setState] = useState<ClaimState>({ kind: 'idle' })
  const left = useRef(false)
  const running = useRef(false)
  const key = `pending-claim-${dropId}`

  const claim = useCallback(
    async (j: number) => {
      if (running.current) return
      running.current = true
      await runClaim(
        {
          pending: {
            read: () => Taro.getStorageSync<Pending | ''>(key) || undefined,
            write: (pending) => Taro.setStorageSync(key, pending),
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
      )
      running.current = false
    },
    [dropId, key],
  )

  useEffect(() => {
    left.current = false
    const pending = Taro.getStorageSync<Pending | ''>(key)
    if (pending) void claim(pending.j)
    return () => {
      left.current = true
    }
  }, [claim, key])

  return { state, claim, putAway: () => setState({ kind: 'idle' }) }
}
