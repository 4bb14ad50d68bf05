import { uncoverVoucher, type Voucher } from '@gonghui/shared/benefits/vouchers'
import type { ProblemDocument } from '@gonghui/shared/lib/problems'
import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { call } from '../lib/api'
import { saidOf, untilKnown } from '../lib/until-known'
import { Button } from '../ui/button'
import { Confirm } from '../ui/sheet'
import { Refused } from '../ui/states'
import { toast } from '../ui/toast'

type CodeState =
  | { readonly kind: 'covered' }
  | { readonly kind: 'asking' }
  | { readonly kind: 'sure' }
  | { readonly kind: 'shown'; readonly code: string }
  | { readonly kind: 'refused'; readonly problem: ProblemDocument }

/** A code for the merchant's own till. Uncovering it cannot be taken back, so it asks first; once uncovered it asks no more. */
export function MerchantCode({
  voucher,
  onChange,
}: {
  readonly voucher: Voucher
  readonly onChange: () => void
}) {
  const [state, setState] = useState<CodeState>({ kind: 'covered' })
  const uncovered = voucher.uncoveredAt !== undefined

  const uncover = async () => {
    setState({ kind: 'asking' })
    const ended = await untilKnown(() => call(uncoverVoucher, { params: { voucherId: voucher.voucherId } }))
    if (ended.kind === 'answer') setState({ kind: 'shown', code: ended.body.code })
    else if (ended.kind === 'refused') setState({ kind: 'refused', problem: ended.problem })
    else {
      setState({ kind: 'covered' })
      toast(saidOf(ended))
    }
    onChange()
  }

  if (state.kind === 'refused') return <Refused problem={state.problem} />
  if (state.kind === 'shown')
    return (
      <View className="merchant-code">
        <Text className="block t12 quiet">把这个码给商家</Text>
        <Text className="merchant-digits" id="merchant-code" selectable>
          {state.code}
        </Text>
        <Button tone="pale" shape="small" onTap={() => void Taro.setClipboardData({ data: state.code })}>
          复制
        </Button>
      </View>
    )
  return (
    <View className="merchant-code">
      <Text className="block t14 quiet merchant-hint">
        {uncovered ? '这张券的码已取出过，可以再看。' : '到了商家再取码。取出后不能退回给工友。'}
      </Text>
      <Button
        id="uncover"
        icon="lock"
        busy={state.kind === 'asking' && '正在取码…'}
        onTap={() => (uncovered ? void uncover() : setState({ kind: 'sure' }))}
      >
        查看券码
      </Button>
      {state.kind === 'sure' && (
        <Confirm
          title="现在取码？"
          body="取出后这张券就算用掉，不能退回。请到了商家再取。"
          yes="取码"
          onNo={() => setState({ kind: 'covered' })}
          onYes={() => void uncover()}
        />
      )}
    </View>
  )
}
