import type { Call } from '@gonghui/shared/lib/client'
import type { AnswerOf, Contract } from '@gonghui/shared/lib/contract'
import type { ProblemDocument } from '@gonghui/shared/lib/problems'
import { useDidHide, useDidShow } from '@tarojs/taro'
import { useCallback, useEffect, useRef, useState } from 'react'
import { call } from './api'
import { forgetAnswer, keepAnswer, keptAnswer } from './kept-answers'
import { distrustClock } from './server-clock'
import { useOnSignIn } from './use-login'

/** What a screen that shows one answer can be in. `stale`: the last known answer, the network being away. */
export type Answer<B> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly body: B; readonly stale: boolean }
  | { readonly kind: 'refused'; readonly problem: ProblemDocument }
  | { readonly kind: 'offline'; readonly busy: boolean }

type Body<C extends Contract> = AnswerOf<C>['body']

const loading = { kind: 'loading' } as const

/** A question in a form that can be compared. */
export const questionOf = (to: Contract, given: unknown, keepAs?: string): string =>
  JSON.stringify([to.method, to.path, given, keepAs])

/**
 * Asks when the page opens, again when it is shown again, and on `reload`. What is on the screen stays while it asks,
 * and where the server fails to answer; but the answer to another question is never shown under this one.
 * With `keepAs`, the last answer is kept on the phone and shown where no new one can be had; with `keepIf` too, only
 * while it is worth that.
 */
export function useAnswer<C extends Contract>(
  to: C,
  given: Call<C> | undefined,
  { keepAs, keepIf }: { readonly keepAs?: string; readonly keepIf?: (body: Body<C>) => boolean } = {},
): { readonly answer: Answer<Body<C>>; readonly reload: () => Promise<void> } {
  const question = questionOf(to, given, keepAs)
  const [held, setHeld] = useState<{ readonly of: string; readonly answer: Answer<Body<C>> }>({
    of: question,
    answer: loading,
  })
  const answer = held.of === question ? held.answer : loading
  const latest = useRef(0)

  // biome-ignore lint/correctness/useExhaustiveDependencies: `question` is all that is asked, in a form that can be compared.
  const reload = useCallback(async () => {
    if (!given) return
    latest.current += 1
    const turn = latest.current
    const ended = await call(to, given)
    // A newer question is under way: its answer counts.
    if (turn !== latest.current) return
    const hold = (next: Answer<Body<C>>) => setHeld({ of: question, answer: next })
    if (ended.kind === 'answer') {
      const body = ended.body as Body<C>
      hold({ kind: 'ready', body, stale: false })
      if (keepAs && (keepIf?.(body) ?? true)) keepAnswer(keepAs, body)
      else if (keepAs) forgetAnswer(keepAs)
      return
    }
    if (ended.kind === 'refused') return hold({ kind: 'refused', problem: ended.problem })
    setHeld(({ of, answer: before }) => {
      const kept =
        of === question && before.kind === 'ready' ? before.body : keepAs && keptAnswer<Body<C>>(keepAs)
      return {
        of: question,
        answer: kept
          ? { kind: 'ready', body: kept, stale: true }
          : { kind: 'offline', busy: ended.kind !== 'unreachable' },
      }
    })
  }, [question])

  useOnSignIn(answer.kind === 'refused' && answer.problem.status === 401, reload)
  const shown = useRef(false)
  useEffect(() => void reload(), [reload])
  useDidHide(() => {
    shown.current = true
    distrustClock()
  })
  useDidShow(() => {
    // The first showing is the opening, which has asked already.
    if (shown.current) void reload()
    shown.current = false
  })

  return { answer, reload }
}
