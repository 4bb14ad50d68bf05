import { returnVoucher } from '@gonghui/shared/benefits/returns'
import type { Voucher } from '@gonghui/shared/benefits/vouchers'
import { Text, View } from '@tarojs/components'
import { useDeed } from '../lib/use-deed'
import { Icon } from '../ui/icon'
import { Confirm } from '../ui/sheet'

/** 退券: for who cannot go; it asks first, for the unit is somebody else's a moment later. */
export function ReturnLink({
  voucher,
  onChange,
}: {
  readonly voucher: Voucher
  readonly onChange: () => void
}) {
  const { state, send, ask, putAway } = useDeed(returnVoucher, onChange)
  if (voucher.state !== 'issued' || voucher.uncoveredAt) return null
  return (
    <>
      <View className="voucher-more" id="return" onClick={ask}>
        <Icon name="undo" />
        <Text>用不上？退给工友</Text>
      </View>
      {state.kind !== 'idle' && (
        <Confirm
          title="退掉这张券？"
          body={
            <View>
              <Text>
                退回后马上给候补的工友，没有人候补就放回去，谁都能抢。退了不能拿回来。
                {voucher.pointsPrice ? `付的 ${voucher.pointsPrice} 积分马上退给你。` : ''}
              </Text>
              {state.kind === 'failed' && (
                <Text className="block no" id="return-failed">
                  {state.words}
                </Text>
              )}
            </View>
          }
          yes="退券"
          tone="danger"
          busy={state.kind === 'sending' && '正在退…'}
          onNo={putAway}
          onYes={() => void send({ params: { voucherId: voucher.voucherId } }, () => '已退回，谢谢你')}
        />
      )}
    </>
  )
}
