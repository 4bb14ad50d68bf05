import type { JoinCode } from '@gonghui/shared/membership/join-codes'
import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { joinLink } from '../lib/join-link'
import { inFours } from '../lib/words'
import { Button } from '../ui/button'
import { QrCode } from '../ui/qr-code'
import { Sheet } from '../ui/sheet'

/** The code to be shown or printed, with the words that stand below it on the poster. */
export function JoinCodeSheet({ code, onClose }: { readonly code: JoinCode; readonly onClose: () => void }) {
  const link = joinLink(code.scene)
  return (
    <Sheet title={code.label} onClose={onClose}>
      <View style={{ textAlign: 'center' }}>
        <Text className="block t14 quiet">{code.orgName}</Text>
        <View style={{ padding: '12px 0' }}>
          <QrCode id="join-qr" text={link} />
        </View>
        <Text className="block t18 bold numbers" id="scene">
          {inFours(code.scene)}
        </Text>
        <Text className="block t12 quiet">扫码入会，扫不了就在小程序里输这 16 位</Text>
      </View>
      <View className="sheet-ways" style={{ paddingTop: '16px' }}>
        <Button tone="line" onTap={() => void Taro.setClipboardData({ data: link })}>
          复制
        </Button>
      </View>
    </Sheet>
  )
}
