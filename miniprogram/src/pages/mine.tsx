import { Text, View } from '@tarojs/components'
import Taro, { useDidShow } from '@tarojs/taro'
import { useState } from 'react'
import { startLogin } from '../lib/login'
import { loadMe, type Me, memberOf, signOut, useMe } from '../lib/me'
import { useSwitches } from '../lib/switches'
import { loadUnread, useUnread } from '../lib/unread'
import { useConsoleScan } from '../lib/use-console-scan'
import { useJoinScan } from '../lib/use-join-scan'
import { chooseTheme, setCare, type ThemeChoice, useAppearance } from '../theme/appearance'
import { Button } from '../ui/button'
import { Card, Chip, Row, SectionHead } from '../ui/card'
import { Chips } from '../ui/field'
import type { IconName } from '../ui/icon-paths'
import { Page } from '../ui/page'
import { Confirm } from '../ui/sheet'
import { Offline, StaleStrip } from '../ui/states'
import { TabBar } from '../ui/tab-bar'
import { MemberCard } from './member-card'
import './mine.scss'

interface Work {
  readonly id: string
  readonly roles: readonly Me['grants'][number]['role'][]
  readonly icon: IconName
  readonly text: string
  readonly under: string
  readonly url: string
}

/** What one's roles open; the server checks them again on every call. */
const works: readonly Work[] = [
  {
    id: 'clerk',
    roles: ['clerk'],
    icon: 'scan',
    text: '核销台',
    under: '扫会员的券码，确认后核销',
    url: '/benefits/clerk',
  },
  {
    id: 'drops',
    roles: ['operator', 'staff', 'auditor'],
    icon: 'gift',
    text: '福利场次',
    under: '新建、排期、看数',
    url: '/console/drops',
  },
  {
    id: 'desk',
    roles: ['staff', 'operator', 'matchmaker', 'cadre'],
    icon: 'scan',
    text: '签到验码',
    under: '活动签到，验会员码',
    url: '/membership/desk',
  },
  {
    id: 'campaigns',
    roles: ['operator', 'staff'],
    icon: 'book',
    text: '主题阅读',
    under: '办读书活动：书单、规则、发布',
    url: '/console/campaigns',
  },
  {
    id: 'orgs',
    roles: ['cadre'],
    icon: 'tree',
    text: '组织',
    under: '下级工会和会员人数',
    url: '/membership/orgs',
  },
  {
    id: 'applications',
    roles: ['cadre'],
    icon: 'users',
    text: '入会审核',
    under: '看申请，同意或退回',
    url: '/membership/applications',
  },
  {
    id: 'members',
    roles: ['cadre'],
    icon: 'id',
    text: '会员',
    under: '找会员，设标签',
    url: '/membership/members',
  },
  {
    id: 'transfers',
    roles: ['cadre'],
    icon: 'out',
    text: '会员转移',
    under: '接收转入，发起转出',
    url: '/membership/transfers',
  },
  {
    id: 'repairs',
    roles: ['cadre'],
    icon: 'person',
    text: '重复核实',
    under: '手机号已有会员的申请',
    url: '/membership/repairs',
  },
  {
    id: 'tag-claims',
    roles: ['cadre'],
    icon: 'check',
    text: '标签审核',
    under: '核对会员申请的标签',
    url: '/membership/tag-claims',
  },
  {
    id: 'roster',
    roles: ['cadre'],
    icon: 'doc',
    text: '名册',
    under: '导入单位的职工名单，扫码马上入会',
    url: '/membership/roster',
  },
  {
    id: 'join-codes',
    roles: ['cadre'],
    icon: 'qr',
    text: '入会码',
    under: '给单位生成入会海报码',
    url: '/membership/join-codes',
  },
  {
    id: 'roles',
    roles: ['cadre', 'operator', 'auditor'],
    icon: 'person',
    text: '人员与角色',
    under: '谁能做什么，给和收回',
    url: '/console/roles',
  },
  {
    id: 'reviews',
    roles: ['matchmaker'],
    icon: 'id',
    text: '资料审核',
    under: '核实交友资料，通过或退回',
    url: '/matchmaking/reviews',
  },
  {
    id: 'cases',
    roles: ['matchmaker'],
    icon: 'heart',
    text: '牵线',
    under: '确认互相心动的两个人',
    url: '/matchmaking/cases',
  },
  {
    id: 'reports',
    roles: ['matchmaker'],
    icon: 'bell',
    text: '举报查实',
    under: '查实被举报的资料',
    url: '/matchmaking/reports',
  },
  {
    id: 'figures',
    roles: ['matchmaker', 'staff'],
    icon: 'chart',
    text: '交友数据',
    under: '只有人数，没有人',
    url: '/matchmaking/figures',
  },
]

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
  const isOffered = useSwitches()
  const mine = works
    .filter(({ roles }) => held.some(({ role }) => roles.includes(role)))
    .filter(({ url }) => isOffered(url))

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
          {mine.map(({ id, icon, text, under, url }) => (
            <Row
              key={id}
              id={`work-${id}`}
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
      {me.kind === 'visitor' && (
        <Button id="sign-in" onTap={() => void startLogin().then(loadMe)}>
          登录
        </Button>
      )}
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
