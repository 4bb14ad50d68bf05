import type { Outcome } from '@gonghui/shared/lib/client'
import {
  cloneCampaign,
  closeCampaign,
  featureCampaign,
  getManagedCampaign,
  openCampaign,
} from '@gonghui/shared/reading/managed-campaigns'
import Taro from '@tarojs/taro'
import { useRef, useState } from 'react'
import { call, newKey } from '../lib/api'
import { saidOf, untilKnown } from '../lib/until-known'
import { useAnswer } from '../lib/use-answer'
import { toast } from '../ui/toast'

export const steps = {
  open: { text: '发布', busy: '正在发布…', done: '已发布，到开始那天自动开放' },
  close: { text: '提前结束', busy: '正在结束…', done: '已结束' },
  feature: { text: '首页推荐', busy: '正在推荐…', done: '已放到首页' },
  unfeature: { text: '撤下推荐', busy: '正在撤下…', done: '已撤下' },
  clone: { text: '复制', busy: '正在复制…', done: '已复制成一份草稿' },
} as const
export type Step = keyof typeof steps

/** The step that is being asked about, one at a time. */
export type Stepping =
  | { readonly kind: 'no' }
  | { readonly kind: 'asking'; readonly step: Step; readonly error?: string }
  | { readonly kind: 'sending'; readonly step: Step }

export function useManagedCampaign(campaignId: string) {
  const { answer, reload } = useAnswer(getManagedCampaign, { params: { campaignId } })
  const [stepping, setStepping] = useState<Stepping>({ kind: 'no' })
  const key = useRef(newKey())

  const deed = (step: Step): Promise<Outcome<typeof cloneCampaign>> => {
    const params = { campaignId }
    if (step === 'clone') return call(cloneCampaign, { params }, { key: key.current })
    if (step === 'open') return call(openCampaign, { params })
    if (step === 'close') return call(closeCampaign, { params })
    return call(featureCampaign, { params, body: { featured: step === 'feature' } })
  }

  const take = async (step: Step) => {
    setStepping({ kind: 'sending', step })
    const ended = await untilKnown(() => deed(step))
    if (ended.kind === 'answer') {
      setStepping({ kind: 'no' })
      toast(steps[step].done)
      if (step !== 'clone') return reload()
      key.current = newKey()
      return Taro.redirectTo({ url: `/console/campaign?campaignId=${ended.body.campaign.campaignId}` })
    }
    const error = saidOf(ended, '请再点一次')
    setStepping({ kind: 'asking', step, error })
  }

  const campaign = answer.kind === 'ready' ? answer.body.campaign : undefined
  return { answer, campaign, reload, stepping, ask: setStepping, take }
}
