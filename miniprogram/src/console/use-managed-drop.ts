import { getCounts, getLive } from '@gonghui/shared/benefits/counts'
import { getManagedDrop, type ManagedDrop } from '@gonghui/shared/benefits/drops'
import { scheduleDrop } from '@gonghui/shared/benefits/launch'
import { useState } from 'react'
import { call } from '../lib/api'
import { serverNowMs } from '../lib/server-clock'
import { saidOf, untilKnown } from '../lib/until-known'
import { useAnswer } from '../lib/use-answer'
import { useWhileSeen } from '../lib/use-while-seen'
import { toast } from '../ui/toast'
import { newest } from './newest-figures'

export const steps = {
  schedule: { to: scheduleDrop, text: '排期', busy: '正在排期…', done: '已排期，到点自动开始' },
} as const
export type Step = keyof typeof steps

/** The step that is being asked about, one at a time. */
export type Stepping =
  | { readonly kind: 'no' }
  | { readonly kind: 'asking'; readonly step: Step; readonly error?: string }
  | { readonly kind: 'sending'; readonly step: Step }

/** While one looks: how often the live board is asked, and how often the dearer figures beside it. */
const LIVE_MS = 2_000
const COUNTS_MS = 15_000

const isOver = ({ state, validUntil }: ManagedDrop): boolean =>
  (state === 'closed' || state === 'settled') && Date.parse(validUntil) <= serverNowMs()

export function useManagedDrop(dropId: string) {
  const { answer, reload } = useAnswer(getManagedDrop, { params: { dropId } })
  const drop = answer.kind === 'ready' ? answer.body.drop : undefined
  const published = drop !== undefined && drop.state !== 'draft'
  const asked = published ? { params: { dropId } } : undefined
  const counting = useAnswer(getCounts, asked)
  const board = useAnswer(getLive, asked)
  useWhileSeen(counting.reload, COUNTS_MS, published)
  // What is refused stays refused, and of what is over long since nothing moves by the second.
  const isLive = published && board.answer.kind !== 'refused'
  useWhileSeen(board.reload, drop && isOver(drop) ? COUNTS_MS : LIVE_MS, isLive)
  const [stepping, setStepping] = useState<Stepping>({ kind: 'no' })

  const take = async (step: Step) => {
    setStepping({ kind: 'sending', step })
    const ended = await untilKnown(() => call(steps[step].to, { params: { dropId } }))
    if (ended.kind === 'answer') {
      setStepping({ kind: 'no' })
      toast(steps[step].done)
      return reload()
    }
    const error = saidOf(ended, '请再点一次')
    setStepping({ kind: 'asking', step, error })
  }

  const counts = counting.answer.kind === 'ready' ? counting.answer.body : undefined
  const live = board.answer.kind === 'ready' ? board.answer.body : undefined
  return {
    answer,
    drop,
    counts,
    live,
    figures: newest(counts, live),
    reload,
    stepping,
    ask: setStepping,
    take,
  }
}
