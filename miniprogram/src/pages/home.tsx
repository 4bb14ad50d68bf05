import type { Switchable } from '@gonghui/shared/lib/switches'
import { Text, View } from '@tarojs/components'
import Taro, { useDidShow } from '@tarojs/taro'
import { useEffect } from 'react'
import { showKind } from '../lib/kind-filter'
import { memberOf, refreshMe, useMe } from '../lib/me'
import { serverNowMs } from '../lib/server-clock'
import { useSwitches } from '../lib/switches'
import { loadUnread, useUnread } from '../lib/unread'
import { useJoinScan } from '../lib/use-join-scan'
import { greetingOf } from '../lib/words'
import { Card, Row } from '../ui/card'
import { DropCard, DropRow } from '../ui/drop-card'
import { Icon } from '../ui/icon'
import type { IconName } from '../ui/icon-paths'
import { Page } from '../ui/page'
import { Empty, Loading, Offline, Refused, StaleStrip } from '../ui/states'
import { TabBar } from '../ui/tab-bar'
import { MemberCard } from './member-card'
import { PrivacyQuestion } from './privacy-question'
import { ReadingStrip } from './reading-strip'
import { useHome } from './use-home'
import './home.scss'

const seeKind = (kind: Parameters<typeof showKind>[0]) => () => {
  showKind(kind)
  void Taro.switchTab({ url: '/pages/benefits' })
}

interface Service {
  readonly id: string
  readonly text: string
  readonly icon: IconName
  readonly go: () => void
  readonly capability?: Switchable
}

const to = (url: string) => () => void Taro.navigateTo({ url })

const services: readonly Service[] = [
  { id: 'goods', text: '四折好物', icon: 'bag', go: seeKind('goods') },
  { id: 'film', text: '一元观影', icon: 'film', go: seeKind('film') },
  { id: 'sports', text: '运动场馆', icon: 'racket', go: seeKind('sports') },
  { id: 'meal', text: '食堂餐券', icon: 'bowl', go: seeKind('meal') },
  {
    id: 'matchmaking',
    capability: 'matchmaking',
    text: '在线红娘',
    icon: 'heart',
    go: to('/matchmaking/home'),
  },
  { id: 'reading', capability: 'reading', text: '书香打卡', icon: 'book', go: to('/reading/campaigns') },
  { id: 'orgs', text: '找工会', icon: 'tree', go: to('/membership/find-org') },
]

export default function Home() {
  const me = useMe()
  const scan = useJoinScan()
  const isOn = useSwitches()
  const { answer, drops, reload, onOpening } = useHome()
  const unread = useUnread()
  // Once it is known who looks, and whenever they come back to this page.
  useEffect(() => {
    if (me.kind === 'known') void loadUnread()
  }, [me.kind])
  useDidShow(() => {
    void refreshMe()
    void loadUnread()
  })
  const surname = memberOf(me)?.name.slice(0, 1)
  const greeting = `${greetingOf(serverNowMs())}${surname ? `，${surname}师傅` : ''}`
  const offered = services.filter(({ capability }) => isOn(capability))
  const all: readonly Service[] = [{ id: 'join', text: '扫码入会', icon: 'scan', go: scan.open }, ...offered]

  return (
    <Page head="red" tab title={greeting} bottom={<TabBar at="home" />}>
      <MemberCard me={me} onScan={scan.open} />
      {unread > 0 && (
        <Card>
          <Row
            id="home-messages"
            icon="bell"
            tone="red"
            title={`有 ${unread} 条没看的消息`}
            onTap={() => void Taro.navigateTo({ url: '/messages/inbox' })}
          />
        </Card>
      )}
      <View className="services">
        {all.map(({ id, text, icon, go }) => (
          <View key={id} id={`service-${id}`} className="services-one" onClick={go}>
            <View className="services-tile">
              <Icon name={icon} size="l" />
            </View>
            <Text className="services-text">{text}</Text>
          </View>
        ))}
      </View>
      <View className="home-head">
        <Text className="bold t18">今日福利</Text>
        <View className="row quiet t12" id="all-drops" onClick={seeKind('all')}>
          全部
          <Icon name="right" size="s" />
        </View>
      </View>
      {answer.kind === 'loading' && <Loading rows={2} />}
      {answer.kind === 'offline' && <Offline busy={answer.busy} onRetry={reload} />}
      {answer.kind === 'refused' && <Refused problem={answer.problem} />}
      {answer.kind === 'ready' && answer.stale && <StaleStrip onRetry={reload} />}
      {drops?.next && <DropCard drop={drops.next} onOpen={onOpening} />}
      {drops && drops.rest.length > 0 && (
        <View className="drop-rows">
          {drops.rest.map((drop) => (
            <DropRow key={drop.dropId} drop={drop} />
          ))}
        </View>
      )}
      {drops && !drops.next && (
        <Empty icon="gift" title="福利正在准备" next="开抢的场次会出现在这里，过会儿再来看看" />
      )}
      {isOn('reading') && <ReadingStrip />}
      {scan.sheet}
      <PrivacyQuestion personId={me.kind === 'known' ? me.me.personId : undefined} />
    </Page>
  )
}
