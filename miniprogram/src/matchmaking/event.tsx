import type { MyEvent } from '@gonghui/shared/matchmaking/events'
import { genderWords } from '@gonghui/shared/matchmaking/words'
import { View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { useSubscription } from '../lib/use-subscription'
import { deadlineOf } from '../lib/words'
import { Button } from '../ui/button'
import { Card, Fact, SectionHead } from '../ui/card'
import { ActionBar, Page } from '../ui/page'
import { Confirm } from '../ui/sheet'
import { Loading, Offline, Refused } from '../ui/states'
import { AboutSheet } from './about-sheet'
import { EventFace } from './event-face'
import { EventHearts } from './event-hearts'
import { EventPlace } from './event-place'
import { EventRounds } from './event-rounds'
import { doorOpensAt } from './event-words'
import { useEvent } from './use-event'
import './matchmaking.scss'

function placesLeft({ standings, event, me }: MyEvent): string {
  const { taken, waiting } = standings[me.gender]
  const left = event.places[me.gender] - taken
  if (left > 0) return `还剩 ${left} 个`
  return waiting > 0 ? `满了，${waiting} 人候补` : '满了，可以候补'
}

/** One event: what it is, my place, my tables, and whom I would like to see again. One button, by what can be done now. */
export default function EventPage() {
  const eventId = useRouter().params.eventId ?? ''
  const { answer, mine, reload, deed, come, heart } = useEvent(eventId)
  const wechat = useSubscription('event')
  const [asking, setAsking] = useState(false)
  const [about, setAbout] = useState<number>()
  const state = mine?.event.state
  const isIn = mine !== undefined && mine.me.place !== 'none'
  const mayLeave = isIn && (state === 'open' || state === 'closed') && mine.me.number === undefined
  /** From the door’s opening on; also whoever comes late, or waited and tries for a seat that stayed empty. */
  const mayEnter =
    isIn &&
    (state === 'open' || state === 'closed' || state === 'running') &&
    mine.me.number === undefined &&
    mine.serverTime >= doorOpensAt(mine.event)
  const failure = deed.failureOf('place')
  const busy = deed.isDoing('place')

  const leave = async () => {
    if (await come(false)) setAsking(false)
  }
  const full = mine && mine.standings[mine.me.gender].taken >= mine.event.places[mine.me.gender]
  const action = !mine ? null : state === 'open' && !isIn ? (
    <Button
      id="join"
      busy={busy && '正在报名…'}
      onTap={() => {
        wechat.ask()
        void come(true)
      }}
    >
      {full ? '排候补' : '报名'}
    </Button>
  ) : mayLeave || mayEnter ? (
    mine.me.place === 'placed' || state === 'running' ? (
      <Button
        id="show-code"
        tone={mayEnter ? 'primary' : 'pale'}
        onTap={() => void Taro.navigateTo({ url: '/membership/member-code' })}
      >
        {mayEnter ? '出示会员码签到' : '看看我的会员码，到现场签到用'}
      </Button>
    ) : (
      <Button id="leave-line" tone="line" onTap={() => setAsking(true)}>
        不等了，退出候补
      </Button>
    )
  ) : null

  return (
    <Page title="相亲会" bottom={action && <ActionBar>{action}</ActionBar>}>
      {answer.kind === 'loading' && <Loading rows={3} />}
      {answer.kind === 'offline' && !mine && <Offline busy={answer.busy} onRetry={() => void reload()} />}
      {answer.kind === 'refused' && <Refused problem={answer.problem} />}
      {mine && (isIn || state === 'cancelled') && (
        <Card flush id={`place-${mine.me.place}`}>
          <EventPlace mine={mine} />
        </Card>
      )}
      {isIn && state !== 'cancelled' && mine.me.number === undefined && wechat.offered && (
        <Button id="subscribe-event" tone="line" icon="bell" onTap={wechat.ask}>
          有变动用微信告诉我
        </Button>
      )}
      {mine && mine.partners.length > 0 && (
        <EventHearts mine={mine} deed={deed} onHeart={heart} onMore={setAbout} />
      )}
      {mine && mine.rounds.length > 0 && (
        <EventRounds
          rounds={mine.rounds}
          gender={mine.me.gender}
          isOver={state === 'hearts' || state === 'over'}
          onMore={setAbout}
        />
      )}
      {mine && (
        <Card>
          <EventFace event={mine.event} />
          {!isIn && (state === 'coming' || state === 'open') && (
            <Fact name={`${genderWords[mine.me.gender]}嘉宾名额`}>
              共 {mine.event.places[mine.me.gender]} 个，{placesLeft(mine)}
            </Fact>
          )}
          {state === 'coming' && <Fact name="开始报名">{deadlineOf(mine.event.signUpFrom)}</Fact>}
          {!isIn && state === 'open' && <Fact name="截止报名">{deadlineOf(mine.event.signUpUntil)}</Fact>}
          {failure && <View className="no t14 person-line">{failure}</View>}
          {mayLeave && mine.me.place === 'placed' && (
            <View className="row single-ways">
              <View className="grow t12 quiet">来不了请早点退出，名额会给候补的人</View>
              <Button id="leave" tone="line" shape="small" onTap={() => setAsking(true)}>
                退出
              </Button>
            </View>
          )}
        </Card>
      )}
      {mine && mine.me.number === undefined && (state === 'coming' || state === 'open') && (
        <>
          <SectionHead title="放心来" />
          <Card>
            <View className="t14 quiet">
              现场只用号码，不念姓名、不说单位；同单位的人不同桌。散场后可以选心动，只有互相选中的两个人会知道。
            </View>
          </Card>
        </>
      )}
      {asking && (
        <Confirm
          title="退出这场相亲会？"
          body={
            <View>
              <View className="t14">名额会马上给候补的人，再报名要排到最后。</View>
              {failure && <View className="no t14">{failure}</View>}
            </View>
          }
          yes="退出"
          tone="danger"
          busy={busy && '正在退出…'}
          onNo={() => setAsking(false)}
          onYes={() => void leave()}
        />
      )}
      {about !== undefined && (
        <AboutSheet
          whom={{ met: { eventId, number: about } }}
          onClose={() => setAbout(undefined)}
          onGone={() => {
            setAbout(undefined)
            void reload()
          }}
        />
      )}
    </Page>
  )
}
