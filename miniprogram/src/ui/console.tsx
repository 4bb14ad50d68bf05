import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import type { ReactNode } from 'react'
import { capsule } from '../lib/capsule'
import { memberOf, useMe } from '../lib/me'
import { useSwitches } from '../lib/switches'
import { type WorkPlace, worksFor } from '../lib/works'
import { useThemeClass } from '../theme/appearance'
import { Icon } from './icon'
import { goBack } from './page'
import { ReadyFileSheet } from './ready-file'
import { ServerClock } from './server-clock'
import './console.scss'

/** From a page below it, an entry leads back up to its own. */
const isShown = (url: string) => Taro.getCurrentInstance().router?.path.split('?')[0] === url

/** The left rail of a wide screen: what one's roles open, and who one is. */
function Rail({ at }: { readonly at: WorkPlace }) {
  const me = useMe()
  const isOn = useSwitches()
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
      {worksFor(grants, isOn).map(({ place, text, icon, url }) => (
        <View
          key={place}
          id={`rail-${place}`}
          className={`rail-entry ${place === at ? 'rail-here' : ''}`}
          onClick={() => !isShown(url) && void Taro.redirectTo({ url })}
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
  readonly at: WorkPlace
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
            <View className="page-back" id="back" onClick={goBack} role="button" aria-label="返回">
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
      <ReadyFileSheet />
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
