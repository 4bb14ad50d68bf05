import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useUnread } from '../lib/unread'
import { Icon } from './icon'
import type { IconName } from './icon-paths'
import './tab-bar.scss'

const tabs = [
  { tab: 'home', text: '首页', icon: 'home' },
  { tab: 'benefits', text: '福利', icon: 'gift' },
  { tab: 'wallet', text: '券包', icon: 'ticket' },
  { tab: 'mine', text: '我的', icon: 'person' },
] as const satisfies readonly { tab: string; text: string; icon: IconName }[]

export type Tab = (typeof tabs)[number]['tab']

export function TabBar({ at }: { readonly at: Tab }) {
  const unread = useUnread()
  return (
    <View className="tabs">
      {tabs.map(({ tab, text, icon }) => (
        <View
          key={tab}
          id={`tab-${tab}`}
          className={`tabs-tab ${tab === at ? 'tabs-here' : ''}`}
          onClick={() => tab !== at && Taro.switchTab({ url: `/pages/${tab}` })}
        >
          <Icon name={icon} size="l" />
          {tab === 'mine' && unread > 0 && (
            <View className="tabs-count" aria-label={`${unread} 条未读消息`}>
              {unread}
            </View>
          )}
          <Text className="tabs-text">{text}</Text>
        </View>
      ))}
    </View>
  )
}
