import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import type { Me } from '../lib/me'
import { forgetReturn, returnTo } from '../lib/return-to'
import { Card, Row } from '../ui/card'

/** Scanning again never makes a second membership: it says where one stands, and leads back. */
export function AlreadyIn({ me }: { readonly me: Me }) {
  const back = me.member && returnTo()
  return (
    <Card id="already-in">
      {me.member ? (
        <Row
          icon="check"
          tone="ok"
          title={<View className="bold">你已经是会员了</View>}
          under={`所在工会：${me.member.orgPathNames[me.member.orgPathNames.length - 1]}。换了单位？点这里办转移`}
          onTap={() => void Taro.redirectTo({ url: '/membership/union' })}
        />
      ) : (
        <Row
          icon="clock"
          tone="wait"
          title={<View className="bold">你的申请正在审核</View>}
          under={me.application?.orgName}
          onTap={() => void Taro.redirectTo({ url: '/membership/status' })}
        />
      )}
      {back && (
        <Row
          id="return"
          icon="gift"
          tone="red"
          title={`回到：${back.title}`}
          onTap={() => {
            forgetReturn()
            void Taro.redirectTo({ url: back.url })
          }}
        />
      )}
    </Card>
  )
}
