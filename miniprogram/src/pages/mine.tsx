import { Text, View } from '@tarojs/components'
import Taro, { useDidShow } from '@tarojs/taro'
import { useState } from 'react'
import { loadMe, memberOf, signOut, useMe } from '../lib/me'
import { useSwitches } from '../lib/switches'
import { loadUnread, useUnread } from '../lib/unread'
import { useConsoleScan } from '../lib/use-console-scan'
import { useJoinScan } from '../lib/use-join-scan'
import { worksFor } from '../lib/works'
import { chooseTheme, setCare, type ThemeChoice, useAppearance } from '../theme/appearance'
import { Button } from '../ui/button'
import { Card, Chip, Row, SectionHead } from '../ui/card'
import { Chips } from '../ui/field'
import { LoginButton } from '../ui/login-button'
import { Page } from '../ui/page'
import { Confirm } from '../ui/sheet'
import { Offline, StaleStrip } from '../ui/states'
import { TabBar } from '../ui/tab-bar'
import { MemberCard } from './member-card'
import './mine.scss'

const themes: readonly { value: ThemeChoice; text: string }[] = [
  { value: 'system', text: '跟随系统' },
  { value: 'light', text: '浅色' },
  { value: 'dark', text: '深色' },
]

const go = (url: string) => void Taro.navigateTo({ url })

function Switch({
  id,
  on,
  onTap,
}: {
  readonly id: string
  readonly on: boolean
  readonly onTap: () => void
}) {
  return (
    <View
      id={id}
      role="switch"
      aria-checked={on}
      className={`switch ${on ? 'switch-on' : ''}`}
      onClick={onTap}
    >
      <View className="switch-knob" />
    </View>
  )
}

export default function Mine() {
  const me = useMe()
  const scan = useJoinScan()
  const consoleScan = useConsoleScan()
  const { choice, care } = useAppearance()
  const [leaving, setLeaving] = useState(false)
  const unread = useUnread()
  useDidShow(() => {
    void loadMe()
    void loadUnread()
  })
  const member = memberOf(me)
  const held = me.kind === 'known' ? me.me.grants : []
  const mine = worksFor(held, useSwitches())

  return (
    <Page head="red" tab title="我的" bottom={<TabBar at="mine" />}>
      {me.kind === 'offline' ? (
        <Card>
          <Offline onRetry={() => void loadMe()} />
        </Card>
      ) : (
        <MemberCard me={me} onScan={scan.open} />
      )}
      {me.kind === 'known' && me.stale && <StaleStrip onRetry={() => void loadMe()} />}
      {me.kind === 'known' && (
        <Card>
          <Row
            id="messages"
            icon="bell"
            title="消息"
            under="入会结果、候补、到期和开抢提醒"
            end={unread > 0 && <Chip tone="no">{`${unread} 条未读`}</Chip>}
            onTap={() => go('/messages/inbox')}
          />
        </Card>
      )}
      {member && (
        <Card id="my-union">
          <SectionHead title="我的工会" />
          <View className="t14">{member.orgPathNames.join(' › ')}</View>
          <View className="t12 quiet">
            手机 {member.phoneMasked}・{member.verifiedBy === 'roster' ? '名册核对入会' : '工会干部审核入会'}
          </View>
          <Row
            id="to-union"
            icon="tree"
            title="会籍和转移"
            under="换单位转工会、会籍现状、退会"
            onTap={() => go('/membership/union')}
          />
          <Row
            id="my-tags"
            icon="id"
            title="我的标签"
            under={member.tags.length > 0 ? member.tags.join('、') : '女职工、新就业形态等，有的福利要看'}
            onTap={() => go('/membership/tags')}
          />
        </Card>
      )}
      {mine.length > 0 && (
        <Card>
          <SectionHead title="我的工作" />
          {mine.map(({ place, icon, text, under, url }) => (
            <Row
              key={place}
              id={`work-${place}`}
              icon={icon}
              tone="red"
              title={text}
              under={under}
              onTap={() => go(url)}
            />
          ))}
          <Row
            id="console-sign-in"
            icon="scan"
            title="扫码登录电脑控制台"
            under="在电脑浏览器里做大一点的活"
            onTap={consoleScan.open}
          />
        </Card>
      )}
      <Card>
        <Row
          icon="letters"
          title="关怀版"
          under="字更大，按钮更好点"
          end={<Switch id="care" on={care} onTap={() => setCare(!care)} />}
        />
        <View className="line-row mine-theme">
          <Text className="t14">外观</Text>
          <Chips id="theme" value={choice} options={themes} onChange={chooseTheme} />
        </View>
        {!member && (
          <Row
            id="clerk-invited"
            icon="shop"
            title="我是商户核销员"
            under="扫工会发的邀请码，就能在网点核销"
            onTap={() => go('/membership/clerk-invited')}
          />
        )}
        <Row
          id="account"
          icon="lock"
          title="账号与隐私"
          under="隐私说明、登录设备、我的信息"
          onTap={() => go('/membership/account')}
        />
        {me.kind === 'known' && (
          <Row id="sign-out" icon="out" title="退出登录" onTap={() => setLeaving(true)} />
        )}
      </Card>
      {me.kind === 'visitor' && <LoginButton id="sign-in" />}
      {me.kind === 'visitor' && process.env.TARO_ENV === 'h5' && (
        <Button id="sign-in-by-scan" tone="line" onTap={() => go('/console/sign-in')}>
          工作人员：扫码登录控制台
        </Button>
      )}
      {leaving && (
        <Confirm
          title="退出登录？"
          body="退出后还能看福利，抢和用券要再登录。"
          yes="退出"
          onNo={() => setLeaving(false)}
          onYes={() => {
            setLeaving(false)
            void signOut()
          }}
        />
      )}
      {scan.sheet}
      {consoleScan.sheet}
    </Page>
  )
}
