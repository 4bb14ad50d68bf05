import type { AnswerOf } from '@gonghui/shared/lib/contract'
import type { ProblemDocument } from '@gonghui/shared/lib/problems'
import { type Attempt, startAttempt, submitAttempt } from '@gonghui/shared/reading/quizzes'
import { useEffect, useRef, useState } from 'react'
import { call } from '../lib/api'
import { storage } from '../lib/storage'
import { saidOf, untilKnown } from '../lib/until-known'
import { useOnSignIn } from '../lib/use-login'

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
  /** The time ended and nothing was handed in; another attempt is begun by a tap only, for they are counted. */
  | { readonly kind: 'over'; readonly left: number }
  | { readonly kind: 'done'; readonly attempt: Attempt; readonly result: Result }

export type Given = readonly (readonly number[])[]

/** What was given so far, for whoever leaves the page in the middle: the server gives the same attempt again. */
interface Kept {
  readonly day: string
  readonly n: number
  /** Tells the attempt of one person from another's on the same phone. */
  readonly endsAt: string
  readonly given: Given
}

/** One attempt at a quiz: begun as the page opens, handed in once. */
export function useQuiz(campaignId: string, quizId: string) {
  const [state, setState] = useState<QuizState>({ kind: 'loading' })
  const [given, setGiven] = useState<Given>([])
  const params = { campaignId, quizId }
  const keptAs = `quiz ${campaignId} ${quizId}`

  const givenBefore = ({ day, n, endsAt, questions }: Attempt): Given => {
    const kept = storage.read<Kept>(keptAs)
    const isSame = kept && kept.day === day && kept.n === n && kept.endsAt === endsAt
    return isSame ? kept.given : questions.map(() => [])
  }

  const begin = async () => {
    setState({ kind: 'loading' })
    const ended = await untilKnown(() => call(startAttempt, { params }))
    if (ended.kind === 'refused') return setState({ kind: 'refused', problem: ended.problem })
    if (ended.kind !== 'answer') return setState({ kind: 'offline' })
    setGiven(givenBefore(ended.body))
    setState({ kind: 'answering', attempt: ended.body, sending: false })
  }
  const latest = useRef(begin)
  latest.current = begin
  useEffect(() => void latest.current(), [])
  useOnSignIn(state.kind === 'refused' && state.problem.status === 401, begin)

  /** Takes or gives back an option; of a single choice the last taken stands. */
  const choose = (at: number, option: number) => {
    if (state.kind !== 'answering') return
    const { day, n, endsAt, questions } = state.attempt
    const isMultiple = questions[at]?.kind === 'multiple'
    const next = given.map((one, i) => {
      if (i !== at) return one
      if (!isMultiple) return [option]
      return one.includes(option) ? one.filter((other) => other !== option) : [...one, option]
    })
    setGiven(next)
    storage.write(keptAs, { day, n, endsAt, given: next } satisfies Kept)
  }

  const becomeOver = ({ left }: Attempt) => {
    storage.remove(keptAs)
    setState({ kind: 'over', left })
  }
  /** The clock ran out. What is being handed in may have come in time: its answer says. */
  const runOut = () => {
    if (state.kind === 'answering' && !state.sending) becomeOver(state.attempt)
  }

  const submit = async () => {
    if (state.kind !== 'answering' || state.sending) return
    const { attempt } = state
    setState({ kind: 'answering', attempt, sending: true })
    const body = { day: attempt.day, n: attempt.n, answers: given.map((one) => [...one]) }
    const ended = await untilKnown(() => call(submitAttempt, { params, body }))
    if (ended.kind === 'answer') {
      storage.remove(keptAs)
      return setState({ kind: 'done', attempt, result: ended.body })
    }
    if (ended.kind === 'refused' && ended.problem.code === 'attempt-late') return becomeOver(attempt)
    const error = saidOf(ended, '答案还在，请再点一次')
    setState({ kind: 'answering', attempt, sending: false, error })
  }

  return { state, given, choose, submit, runOut, begin }
}
