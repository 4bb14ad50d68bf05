import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import type { KeptReceipt } from '../lib/kept-receipts'
import { dateOf, secondsOf } from '../lib/words'
import { Button } from '../ui/button'
import { QrCode } from '../ui/qr-code'
import { Sheet } from '../ui/sheet'
import { toast } from '../ui/toast'

async function copy(data: string): Promise<void> {
  await Taro.setClipboardData({ data })
  toast('凭证已复制')
}

/** 没抢到的凭证: to be shown at a union's desk, or sent to it. */
export function ReceiptSheet({ one, onClose }: { readonly one: KeptReceipt; readonly onClose: () => void }) {
  return (
    <Sheet title="没抢到的凭证" onClose={onClose}>
      <View className="sheet-body" id="receipt">
        <View className="t16 bold">{one.title}</View>
        <Text className="block t14 quiet">
          {dateOf(one.at)} {secondsOf(one.at)} 到达：{one.said}
        </Text>
        <View className="pass-qr">
          <QrCode id="receipt-qr" text={one.receipt} />
        </View>
        <Text className="block t12 quiet">
          服务器当场签的，只存在这部手机里，上面没有姓名和手机号。有疑问时给工会客服扫一扫，或复制发过去，就能核对真假和到达时间。
        </Text>
        <Button id="copy-receipt" tone="pale" icon="doc" onTap={() => void copy(one.receipt)}>
          复制凭证
        </Button>
      </View>
    </Sheet>
  )
}
