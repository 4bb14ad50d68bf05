import { getPass } from '@gonghui/shared/benefits/vouchers'
import type { AnswerOf } from '@gonghui/shared/lib/contract'
import { epochMsOf } from '@gonghui/shared/lib/instant'
import type { ProblemDocument } from '@gonghui/shared/lib/problems'
import { useDidHide, useDidShow } from '@tarojs/taro'
import { useCallback, useEffect, useRef, useState } from 'react'
import { call } from '../lib/api'
import { serverNowMs } from '../lib/server-clock'

export type Pass = AnswerOf<typeof getPass>['body']

/** `late`: no new pass could be had, so the QR shown may have run out; the short code still works. */
export type PassState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'showing'; readonly pass: Pass; readonly secondsLeft: number; readonly late: boolean }
  | { readonly kind: 'refused'; readonly problem: ProblemDocument }
  | { readonly kind: 'offline' }

/** A new pass is fetched this long before the old one ends, so that the clerk's camera never meets a dead one. */
const AHEAD_MS = 8_000
const TRY_AGAIN_MS = 2_000

const leftMsOf = (pass: Pass) => epochMsOf(pass.expiresAt) - serverNowMs()

const showing = (pass: Pass): PassState => ({
  kind: 'showing',
  pass,
  secondsLeft: Math.max(0, Math.ceil(leftMsOf(pass) / 1_000)),
  late: leftMsOf(pass) <= 0,
})

/** Keeps a fresh pass on the screen while one looks. */
export function usePass(voucherId: string, wanted: boolean) {
  const [state, setState] = useState<PassState>({ kind: 'loading' })
  const [seen, setSeen] = useState(true)
  const pass = useRef<Pass>()
  useDidHide(() => setSeen(false))
  useDidShow(() => setSeen(true))

  const fetchPass = useCallback(async () => {
    const ended = await call(getPass, { params: { voucherId } })
    if (ended.kind === 'answer') pass.current = ended.body
    else if (ended.kind === 'refused') return setState({ kind: 'refused', problem: ended.problem })
    else if (!pass.current) return setState({ kind: 'offline' })
    setState(showing(pass.current))
  }, [voucherId])

  useEffect(() => {
    if (!wanted || !seen) return
    let busy = true
    let notBefore = 0
    void fetchPass().finally(() => {
      busy = false
    })
    const timer = setInterval(() => {
      const now = pass.current
      if (!now) return
      setState((before) => (before.kind === 'showing' ? showing(now) : before))
      if (leftMsOf(now) > AHEAD_MS || busy || Date.now() < notBefore) return
      busy = true
      notBefore = Date.now() + TRY_AGAIN_MS
      void fetchPass().finally(() => {
        busy = false
      })
    }, 1_000)
    return () => clearInterval(timer)
  }, [wanted, seen, fetchPass])

  return { state, retry: fetchPass }
}
