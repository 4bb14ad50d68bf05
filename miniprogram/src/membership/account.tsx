import Taro from '@tarojs/taro'
import { memberOf, useMe } from '../lib/me'
import { Card, Row } from '../ui/card'
import { Page } from '../ui/page'

const go = (url: string) => void Taro.navigateTo({ url })

/** 账号与隐私: all that one may ask about oneself. */
export default function Account() {
  const me = useMe()
  const signedIn = me.kind === 'known'
  return (
    <Page title="账号与隐私">
      <Card>
        <Row
          id="privacy"
          icon="doc"
          title="隐私说明"
          under="我们取什么、用来做什么，同意和撤回"
          onTap={() => go('/membership/privacy')}
        />
        {memberOf(me) && (
          <Row
            id="looks"
            icon="lock"
            title="谁看过我的信息"
            under="每次查看完整姓名和手机号都有记录"
            onTap={() => go('/membership/looks')}
          />
        )}
        {signedIn && (
          <Row
            id="devices"
            icon="phone"
            title="登录设备"
            under="在哪里登录着，退出不认识的"
            onTap={() => go('/membership/devices')}
          />
        )}
        {signedIn && (
          <Row
            id="my-data"
            icon="upload"
            title="我的信息"
            under="导出全部信息，注销账号"
            onTap={() => go('/membership/my-data')}
          />
        )}
        {memberOf(me) && (
          <Row
            id="clerk-invited"
            icon="shop"
            title="我是商户核销员"
            under="扫工会发的邀请码，就能在网点核销"
            onTap={() => go('/membership/clerk-invited')}
          />
        )}
      </Card>
    </Page>
  )
}
