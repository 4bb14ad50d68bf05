import { claimDrop } from '@gonghui/shared/benefits/claim'
import { joinOpening } from '@gonghui/shared/benefits/opening'
import { epochMsOf } from '@gonghui/shared/lib/instant'
import { useCallback, useEffect, useRef, useState } from 'react'
import { call } from '../lib/api'
import { monotonicMs, serverNowMs } from '../lib/server-clock'
import { storage } from '../lib/storage'
import { waitMs } from '../lib/until-known'
import { type ClaimState, type Pending, runClaim } from './claim-flow'
import { runOpening } from './opening-flow'

/** After an answer the button rests: a thumb that goes on drumming sends nothing. */
const REST_MS = 600

/** The entrants of an opening come back within two seconds of each other. */
const SPREAD_MS = 2_000
const waitMsTo = (at: string) => Math.max(0, epochMsOf(at) - serverNowMs()) + Math.random() * SPREAD_MS

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
    const kept = storage.read<Kept>(key)
    if (!kept || (kept.by !== undefined && kept.by !== memberId)) return undefined
    return { j: kept.j, ...(kept.opening && { opening: true as const }) }
  }, [key, memberId])

  const claim = useCallback(
    async (j: number, opening = false) => {
      if (running.current || monotonicMs() - endedAt.current < REST_MS) return
      running.current = true
      const params = { dropId }
      const means = {
        pending: {
          read: pendingNow,
          write: (pending: Pending) => storage.write(key, { ...pending, ...(memberId && { by: memberId }) }),
          clear: () => storage.remove(key),
        },
        wait: waitMs,
        tell: (told: ClaimState) => {
          if (!left.current) setState(told)
        },
        left: () => left.current,
      }
      const join = () => call(joinOpening, { params })
      const send = (body: { j: number; retry?: true }) => call(claimDrop, { params, body })
      const run = async () => {
        // Who is not in the draw is one of those who come first to what it leaves.
        if (opening && (await runOpening({ ...means, join, waitMsTo })) === 'ended') return
        await runClaim({ ...means, send }, j)
      }
      await run().finally(() => {
        running.current = false
        endedAt.current = monotonicMs()
      })
    },
    [dropId, key, memberId, pendingNow],
  )

  useEffect(() => {
    left.current = false
    const pending = pendingNow()
    if (pending) void claim(pending.j, pending.opening)
    return () => {
      left.current = true
    }
  }, [claim, pendingNow])

  return { state, claim, putAway: () => setState({ kind: 'idle' }) }
}
