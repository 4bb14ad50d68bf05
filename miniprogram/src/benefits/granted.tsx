import { unitOf } from '@gonghui/shared/benefits/units'
import type { Voucher } from '@gonghui/shared/benefits/vouchers'
import { yuan } from '@gonghui/shared/lib/money'
import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { openVoucher } from '../lib/drop-words'
import { useSubscription } from '../lib/use-subscription'
import { deadlineOf, inFours, momentOf } from '../lib/words'
import { Button } from '../ui/button'
import { Chip, Fact } from '../ui/card'
import { Cover } from '../ui/cover'
import { OutcomeHead } from '../ui/outcome-head'
import { ActionBar, Page } from '../ui/page'
import { Price } from '../ui/price'
import type { DropAnswer } from './use-drop'
import './receipt.scss'

interface GrantedProps {
  readonly voucher: Voucher
  readonly serverTime: string
  readonly body: DropAnswer | undefined
}

/** The receipt: green, with what to pay, until when and where. */
export function Granted({ voucher, serverTime, body }: GrantedProps) {
  const wechat = useSubscription('ending')
  const outlets = body?.drop.outlets ?? []
  const where = outlets.length > 1 ? `${outlets[0]?.name} 等 ${outlets.length} 家` : outlets[0]?.name
  return (
    <Page
      title="领取结果"
      bottom={
        <ActionBar>
          <Button
            id="to-voucher"
            icon="ticket"
            onTap={() => void Taro.redirectTo({ url: openVoucher(voucher.voucherId) })}
          >
            去用券
          </Button>
        </ActionBar>
      }
    >
      <View className="receipt" id="granted">
        <OutcomeHead
          tone="ok"
          icon="check"
          title="抢到了"
          under={
            body
              ? `本场共 ${body.drop.stock.total} ${unitOf(voucher.kind)}，这一${unitOf(voucher.kind)}是你的`
              : '已放进你的券包'
          }
        />
        <View className="receipt-body">
          <View className="row receipt-thing">
            <Cover cover={voucher.cover} picture={body?.drop.picture} shape="tile" />
            <View className="grow">
              <View className="t14 bold">{voucher.title}</View>
              <Price
                memberFen={voucher.memberPriceFen}
                listFen={voucher.listPriceFen}
                points={voucher.pointsPrice}
                label
              />
            </View>
            <Chip tone="ok">待使用</Chip>
          </View>
          <View className="receipt-dashes" />
          <Fact name="付款">
            {voucher.memberPriceFen > 0 ? `到店付 ¥${yuan(voucher.memberPriceFen)}` : '不用付款'}
          </Fact>
          {voucher.pointsPrice && <Fact name="积分">已用 {voucher.pointsPrice}</Fact>}
          <Fact name="有效期至">{deadlineOf(voucher.validUntil)}</Fact>
          {where && <Fact name="使用网点">{where}</Fact>}
          <Fact name="服务器时间">{momentOf(serverTime)}</Fact>
          <Fact name="回执号">{inFours(voucher.voucherId.slice(-12).toUpperCase())}</Fact>
        </View>
        <View className="receipt-edge" />
      </View>
      {wechat.offered && (
        <Button id="subscribe-ending" tone="line" icon="bell" onTap={wechat.ask}>
          快到期时用微信提醒我
        </Button>
      )}
    </Page>
  )
}
