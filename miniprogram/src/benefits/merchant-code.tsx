import type { Voucher } from '@gonghui/shared/benefits/vouchers'
import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { Button } from '../ui/button'
import { Confirm } from '../ui/sheet'
import { Refused } from '../ui/states'
import { useMerchantCode } from './use-merchant-code'

/** A code for the merchant's own till. Uncovering it cannot be taken back, so it asks first; once uncovered it asks no more. */
export function MerchantCode({
  voucher,
  onChange,
}: {
  readonly voucher: Voucher
  readonly onChange: () => void
}) {
  const { state, uncover, ask, putAway } = useMerchantCode(voucher.voucherId, onChange)
  const uncovered = voucher.uncoveredAt !== undefined

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
        onTap={() => (uncovered ? void uncover() : ask())}
      >
        查看券码
      </Button>
      {state.kind === 'sure' && (
        <Confirm
          title="现在取码？"
          body="取出后这张券就算用掉，不能退回。请到了商家再取。"
          yes="取码"
          onNo={putAway}
          onYes={() => void uncover()}
        />
      )}
    </View>
  )
}
