import { acceptOffer, declineOffer } from '@gonghui/shared/benefits/returns'
import type { Voucher } from '@gonghui/shared/benefits/vouchers'
import { Text, View } from '@tarojs/components'
import { useDeed } from '../lib/use-deed'
import { deadlineOf } from '../lib/words'
import { Button } from '../ui/button'
import { Confirm } from '../ui/sheet'

/** A unit that is kept for me, for it came back or is not paid for: take it in time, or let others have it. */
export function OfferPanel({
  voucher,
  onChange,
}: {
  readonly voucher: Voucher
  readonly onChange: () => void
}) {
  const accepting = useDeed(acceptOffer, onChange)
  const declining = useDeed(declineOffer, onChange)
  const params = { voucherId: voucher.voucherId }
  const held = voucher.state === 'held'
  const failed = [accepting.state, declining.state].find((state) => state.kind === 'failed')
  return (
    <View className="merchant-code" id="offer">
      <Text className="block t14 merchant-hint">
        {held ? '名额给你留着，还没有付积分。' : '候补到了，'}给你留到{' '}
        {voucher.heldUntil ? deadlineOf(voucher.heldUntil) : '今天'}。过时会给{held ? '别人' : '下一位'}。
      </Text>
      {failed?.kind === 'failed' && (
        <Text className="block t12 no" id="offer-failed">
          {failed.words}
        </Text>
      )}
      <Button
        id="accept"
        icon="check"
        busy={accepting.state.kind === 'sending' && '正在领取…'}
        onTap={() => void accepting.send({ params }, () => '领到了')}
      >
        {voucher.pointsPrice ? `用 ${voucher.pointsPrice} 积分领取` : '领取'}
      </Button>
      <View className="said-way">
        <Button id="decline" tone="line" onTap={declining.ask}>
          {held ? '不要了，不付积分' : '不要了，给下一位'}
        </Button>
      </View>
      {(declining.state.kind === 'asking' || declining.state.kind === 'sending') && (
        <Confirm
          title="不要这个名额？"
          body={
            <Text>
              {held
                ? '放弃后名额马上放回去，积分不会扣。还有名额时可以再来。'
                : '放弃后马上留给下一位候补的人，不能再拿回来。你可以重新候补。'}
            </Text>
          }
          yes={held ? '不要了' : '给下一位'}
          tone="danger"
          busy={declining.state.kind === 'sending' && '正在处理…'}
          onNo={declining.putAway}
          onYes={() => void declining.send({ params }, () => (held ? '已放回' : '已给下一位'))}
        />
      )}
    </View>
  )
}
