import { getCounts } from '@gonghui/shared/benefits/counts'
import { getManagedDrop } from '@gonghui/shared/benefits/drops'
import { closeDrop, pauseDrop, resumeDrop, scheduleDrop } from '@gonghui/shared/benefits/launch'
import { useEffect, useState } from 'react'
import { call } from '../lib/api'
import { untilKnown } from '../lib/until-known'
import { useAnswer } from '../lib/use-answer'
import { toast } from '../ui/toast'

export const steps = {
  schedule: { to: scheduleDrop, text: '排期', busy: '正在排期…', done: '已排期，到点自动开始' },
  pause: { to: pauseDrop, text: '暂停', busy: '正在暂停…', done: '已暂停' },
  resume: { to: resumeDrop, text: '恢复', busy: '正在恢复…', done: '已恢复' },
  close: { to: closeDrop, text: '提前结束', busy: '正在结束…', done: '已结束' },
} as const
export type Step = keyof typeof steps

/** The step that is being asked about, one at a time. */
export type Stepping =
  | { readonly kind: 'no' }
  | { readonly kind: 'asking'; readonly step: Step; readonly error?: string }
  | { readonly kind: 'sending'; readonly step: Step }

/** How often the figures are read while one looks at a drop that is under way. */
const EVERY_MS = 3_000

export function useManagedDrop(dropId: string) {
  const { answer, reload } = useAnswer(getManagedDrop, { params: { dropId } })
  const drop = answer.kind === 'ready' ? answer.body.drop : undefined
  const published = drop !== undefined && drop.state !== 'draft'
  const figures = useAnswer(getCounts, published ? { params: { dropId } } : undefined)
  const [stepping, setStepping] = useState<Stepping>({ kind: 'no' })

  const readFigures = figures.reload
  useEffect(() => {
    if (!published) return
    const timer = setInterval(() => void readFigures(), EVERY_MS)
    return () => clearInterval(timer)
  }, [published, readFigures])

  const take = async (step: Step) => {
    setStepping({ kind: 'sending', step })
    const ended = await untilKnown(() => call(steps[step].to, { params: { dropId } }))
    if (ended.kind === 'answer') {
      setStepping({ kind: 'no' })
      toast(steps[step].done)
      return reload()
    }
    const error =
      ended.kind === 'refused' ? `${ended.problem.title}，${ended.problem.next}` : '网络没有连上，请再点一次'
    setStepping({ kind: 'asking', step, error })
  }

  const counts = figures.answer.kind === 'ready' ? figures.answer.body : undefined
  return { answer, drop, counts, reload, stepping, ask: setStepping, take }
}
