import { leaveUnion } from '@gonghui/shared/membership/standing'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../lib/api'
import { loadMe } from '../lib/me'
import { tokens } from '../lib/tokens'
import { saidOf, untilKnown } from '../lib/until-known'
import { Field } from '../ui/field'
import { Confirm } from '../ui/sheet'
import { Tick } from '../ui/tick'
import { toast } from '../ui/toast'

type Leaving = { readonly kind: 'idle'; readonly error?: string } | { readonly kind: 'sending' }

/** What leaving means, read and ticked before it is done. */
export function LeaveSheet({ onClose }: { readonly onClose: () => void }) {
  const [understood, setUnderstood] = useState(false)
  const [reason, setReason] = useState('')
  const [state, setState] = useState<Leaving>({ kind: 'idle' })

  const leave = async () => {
    setState({ kind: 'sending' })
    const body = { understood: true as const, ...(reason.trim() ? { reason: reason.trim() } : {}) }
    const ended = await untilKnown(() => call(leaveUnion, { body }))
    if (ended.kind === 'answer') {
      tokens.exchange(ended.body.token)
      await loadMe()
      toast('已退会')
      return onClose()
    }
    const error = saidOf(ended, '再点一次不会重复办理')
    setState({ kind: 'idle', error })
  }

  return (
    <Confirm
      title="退会意味着什么"
      body={
        <View>
          <View className="union-means t14">
            <Text className="block">· 马上不再是会员，不能领福利、报名活动、出示会员码。</Text>
            <Text className="block">· 券包和积分要等再入会才能看，券过期不补。</Text>
            <Text className="block">· 正在办的会员转移随之作罢。</Text>
            <Text className="block">
              · 交友资料不再给人看；报了的相亲会请先退出。资料随时可以在“在线红娘”里删除。
            </Text>
            <Text className="block">· 以后可以再入会，会员号、券、积分和记录都会回来，会龄重新算。</Text>
            <Text className="block">只是换单位？不用退会，办“转到另一家工会”就好。</Text>
          </View>
          <Field
            id="leave-reason"
            label="原因（可不填）"
            value={reason}
            onChange={setReason}
            placeholder="例如：离开本市"
          />
          <Tick id="understood" ticked={understood} onTick={setUnderstood}>
            我看清楚了，确定退会
          </Tick>
          {state.kind === 'idle' && state.error && <View className="no t14">{state.error}</View>}
        </View>
      }
      yes="退会"
      tone="danger"
      disabled={!understood}
      busy={state.kind === 'sending' && '正在办理…'}
      onNo={onClose}
      onYes={() => void leave()}
    />
  )
}
