import type { AnswerOf } from '@gonghui/shared/lib/contract'
import type { ProblemDocument } from '@gonghui/shared/lib/problems'
import { type Attempt, startAttempt, submitAttempt } from '@gonghui/shared/reading/quizzes'
import { useEffect, useRef, useState } from 'react'
import { call } from '../lib/api'
import { untilKnown } from '../lib/until-known'

type Result = AnswerOf<typeof submitAttempt>['body']

export type QuizState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'offline' }
  | { readonly kind: 'refused'; readonly problem: ProblemDocument }
  | {
      readonly kind: 'answering'
      readonly attempt: Attempt
      readonly sending: boolean
      readonly error?: string
    }
  | { readonly kind: 'done'; readonly attempt: Attempt; readonly result: Result }

export type Given = readonly (readonly number[])[]

/** One attempt at a quiz: begun as the page opens, handed in once. */
export function useQuiz(campaignId: string, quizId: string) {
  const [state, setState] = useState<QuizState>({ kind: 'loading' })
  const [given, setGiven] = useState<Given>([])
  const params = { campaignId, quizId }

  const begin = async () => {
    setState({ kind: 'loading' })
    const ended = await untilKnown(() => call(startAttempt, { params }))
    if (ended.kind === 'refused') return setState({ kind: 'refused', problem: ended.problem })
    if (ended.kind !== 'answer') return setState({ kind: 'offline' })
    setGiven(ended.body.questions.map(() => []))
    setState({ kind: 'answering', attempt: ended.body, sending: false })
  }
  const latest = useRef(begin)
  latest.current = begin
  useEffect(() => void latest.current(), [])

  /** Takes or gives back an option; of a single choice the last taken stands. */
  const choose = (at: number, option: number) => {
    if (state.kind !== 'answering') return
    const isMultiple = state.attempt.questions[at]?.kind === 'multiple'
    setGiven((before) =>
      before.map((one, i) => {
        if (i !== at) return one
        if (!isMultiple) return [option]
        return one.includes(option) ? one.filter((other) => other !== option) : [...one, option]
      }),
    )
  }

  const submit = async () => {
    if (state.kind !== 'answering' || state.sending) return
    const { attempt } = state
    setState({ kind: 'answering', attempt, sending: true })
    const body = { day: attempt.day, n: attempt.n, answers: given.map((one) => [...one]) }
    const ended = await untilKnown(() => call(submitAttempt, { params, body }))
    if (ended.kind === 'answer') return setState({ kind: 'done', attempt, result: ended.body })
    const error =
      ended.kind === 'refused'
        ? `${ended.problem.title}，${ended.problem.next}`
        : '网络没有连上，答案还在，请再点一次'
    setState({ kind: 'answering', attempt, sending: false, error })
  }

  return { state, given, choose, submit, begin }
}
