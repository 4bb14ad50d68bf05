import type { Grant, Role } from '@gonghui/shared/lib/roles'
import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import type { ReactNode } from 'react'
import { capsule } from '../lib/capsule'
import { memberOf, useMe } from '../lib/me'
import { useSwitches } from '../lib/switches'
import { useThemeClass } from '../theme/appearance'
import { Icon } from './icon'
import type { IconName } from './icon-paths'
import { goBack } from './page'
import { ServerClock } from './server-clock'
import './console.scss'

export type ConsolePlace =
  | 'drops'
  | 'exports'
  | 'look-up'
  | 'approvals'
  | 'campaigns'
  | 'clerk'
  | 'desk'
  | 'orgs'
  | 'applications'
  | 'members'
  | 'transfers'
  | 'repairs'
  | 'tag-claims'
  | 'join-codes'
  | 'roster'
  | 'roles'
  | 'reviews'
  | 'cases'
  | 'reports'
  | 'events'
  | 'figures'

interface Entry {
  readonly place: ConsolePlace
  readonly text: string
  readonly icon: IconName
  readonly url: string
  readonly roles: readonly Role[]
}

const entries: readonly Entry[] = [
  {
    place: 'drops',
    text: '福利场次',
    icon: 'gift',
    url: '/console/drops',
    roles: ['operator', 'staff', 'auditor'],
  },
  {
    place: 'look-up',
    text: '客服查询',
    icon: 'phone',
    url: '/console/look-up',
    roles: ['operator', 'staff'],
  },
  {
    place: 'exports',
    text: '我的导出',
    icon: 'doc',
    url: '/console/exports',
    roles: ['operator', 'staff', 'auditor'],
  },
  {
    place: 'approvals',
    text: '待审批',
    icon: 'check',
    url: '/console/approvals',
    roles: ['operator', 'auditor', 'cadre'],
  },
  {
    place: 'campaigns',
    text: '主题阅读',
    icon: 'book',
    url: '/console/campaigns',
    roles: ['operator', 'staff'],
  },
  { place: 'clerk', text: '核销台', icon: 'ticket', url: '/benefits/clerk', roles: ['clerk'] },
  {
    place: 'desk',
    text: '签到验码',
    icon: 'scan',
    url: '/membership/desk',
    roles: ['staff', 'operator', 'matchmaker', 'cadre'],
  },
  { place: 'orgs', text: '组织', icon: 'tree', url: '/membership/orgs', roles: ['cadre'] },
  {
    place: 'applications',
    text: '入会审核',
    icon: 'users',
    url: '/membership/applications',
    roles: ['cadre'],
  },
  { place: 'repairs', text: '重复核实', icon: 'person', url: '/membership/repairs', roles: ['cadre'] },
  { place: 'members', text: '会员', icon: 'id', url: '/membership/members', roles: ['cadre'] },
  { place: 'transfers', text: '会员转移', icon: 'out', url: '/membership/transfers', roles: ['cadre'] },
  {
    place: 'tag-claims',
    text: '标签审核',
    icon: 'check',
    url: '/membership/tag-claims',
    roles: ['cadre'],
  },
  { place: 'roster', text: '名册', icon: 'doc', url: '/membership/roster', roles: ['cadre'] },
  { place: 'join-codes', text: '入会码', icon: 'qr', url: '/membership/join-codes', roles: ['cadre'] },
  {
    place: 'roles',
    text: '人员与角色',
    icon: 'person',
    url: '/console/roles',
    roles: ['cadre', 'operator', 'auditor'],
  },
  { place: 'reviews', text: '资料审核', icon: 'id', url: '/matchmaking/reviews', roles: ['matchmaker'] },
  { place: 'cases', text: '牵线', icon: 'heart', url: '/matchmaking/cases', roles: ['matchmaker'] },
  { place: 'reports', text: '举报查实', icon: 'bell', url: '/matchmaking/reports', roles: ['matchmaker'] },
  {
    place: 'events',
    text: '相亲会',
    icon: 'users',
    url: '/matchmaking/managed-events',
    roles: ['matchmaker', 'staff'],
  },
  {
    place: 'figures',
    text: '交友数据',
    icon: 'chart',
    url: '/matchmaking/figures',
    roles: ['matchmaker', 'staff'],
  },
]

/** Where somebody with these roles begins; undefined where they open nothing. */
export const workOf = (grants: readonly Grant[]): string | undefined =>
  entries.find(({ roles }) => grants.some(({ role }) => roles.includes(role)))?.url

/** The left rail of a wide screen: what one's roles open, and who one is. */
function Rail({ at }: { readonly at: ConsolePlace }) {
  const me = useMe()
  const isOffered = useSwitches()
  const grants = me.kind === 'known' ? me.me.grants : []
  const name = memberOf(me)?.name
  return (
    <View className="rail">
      <View className="rail-brand">
        <View className="rail-mark">
          <Icon name="gift" />
        </View>
        <Text className="bold t16">工惠 控制台</Text>
      </View>
      {entries
        .filter(({ roles, url }) => grants.some(({ role }) => roles.includes(role)) && isOffered(url))
        .map(({ place, text, icon, url }) => (
          <View
            key={place}
            id={`rail-${place}`}
            className={`rail-entry ${place === at ? 'rail-here' : ''}`}
            onClick={() => place !== at && void Taro.redirectTo({ url })}
          >
            <Icon name={icon} />
            <Text>{text}</Text>
          </View>
        ))}
      <View className="rail-entry" id="rail-home" onClick={() => void Taro.switchTab({ url: '/pages/home' })}>
        <Icon name="home" />
        <Text>回到小程序</Text>
      </View>
      <View className="rail-me">
        <View className="rail-face">{(name ?? '工').slice(0, 1)}</View>
        <View className="grow">
          <View className="t14 bold cut">{name ?? '工作人员'}</View>
          <View className="t12 quiet cut">{grants[0]?.orgName}</View>
        </View>
      </View>
    </View>
  )
}

interface ConsolePageProps {
  readonly at: ConsolePlace
  readonly title: string
  readonly state?: ReactNode
  readonly under?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** The frame of the pages for those who work here: wide with a rail, stacked on a phone. */
export function ConsolePage({ at, title, state, under, actions, children }: ConsolePageProps) {
  const { top, height, right } = capsule()
  return (
    <View className={`${useThemeClass()} console`}>
      <Rail at={at} />
      <View className="console-main">
        <View className="console-nav" style={{ paddingTop: `${top}px` }}>
          <View className="page-nav-row" style={{ height: `${height}px`, paddingRight: `${right}px` }}>
            <View className="page-back" id="back" onClick={goBack} aria-label="返回">
              <Icon name="left" size="l" />
            </View>
            <Text className="page-title cut">{title}</Text>
          </View>
        </View>
        <View className="console-head">
          <View className="grow">
            <View className="row console-title">
              <Text className="t22 bold console-name">{title}</Text>
              {state}
            </View>
            {under && <View className="t12 quiet">{under}</View>}
          </View>
          <ServerClock />
          {actions && <View className="row console-actions">{actions}</View>}
        </View>
        {children}
      </View>
    </View>
  )
}

/** A number that people run the day by, with what it is measured against. */
export function Figure({
  name,
  of,
  value,
  unit,
  children,
}: {
  readonly name: string
  readonly of?: string
  readonly value: string
  readonly unit?: string
  readonly children?: ReactNode
}) {
  return (
    <View className="card figure">
      <View className="row-between">
        <Text className="t14 quiet">{name}</Text>
        {of && <Text className="t12 quiet numbers">{of}</Text>}
      </View>
      <View className="numbers">
        <Text className="figure-value">{value}</Text>
        {unit && <Text className="t14 quiet"> {unit}</Text>}
      </View>
      {children}
    </View>
  )
}
