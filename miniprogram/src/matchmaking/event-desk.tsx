import type { Guest, ManagedEvent } from '@gonghui/shared/matchmaking/managed-events'
import { type Gender, genderWords } from '@gonghui/shared/matchmaking/words'
import { Text, View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { deadlineOf } from '../lib/words'
import { Button } from '../ui/button'
import { Card, Chip, SectionHead } from '../ui/card'
import { ConsolePage } from '../ui/console'
import { Field } from '../ui/field'
import { OutcomeHead } from '../ui/outcome-head'
import { Confirm } from '../ui/sheet'
import { Loading, Offline, Refused } from '../ui/states'
import { EventDoor } from './event-door'
import { EventFace } from './event-face'
import { EventPlan } from './event-plan'
import { doorOpensAt } from './event-words'
import { useManagedEvent } from './use-managed-event'
import './matchmaking.scss'

function GuestLine({ guest: { place, order, age, number } }: { readonly guest: Guest }) {
  return (
    <View className="event-guest">
      <Text className="t14">第 {order} 位</Text>
      {age !== undefined && <Text className="t12 quiet">{age} 岁</Text>}
      {number !== undefined ? (
        <Chip tone="ok">{number} 号已到</Chip>
      ) : (
        place === 'waiting' && <Chip tone="wait">候补</Chip>
      )}
    </View>
  )
}

/** 报名: by order and age; who it is, nobody at the desk needs to know. */
function Guests({ managed: { guests, event } }: { readonly managed: ManagedEvent }) {
  const column = (gender: Gender) => {
    const all = guests[gender]
    const taken = all.filter(({ place }) => place === 'placed').length
    return (
      <View id={`guests-${gender}`}>
        <View className="t14 bold">
          {genderWords[gender]}嘉宾 {taken}/{event.places[gender]}
        </View>
        {all.map((guest) => (
          <GuestLine key={guest.order} guest={guest} />
        ))}
        {all.length === 0 && <View className="t14 quiet">还没有人报名</View>}
      </View>
    )
  }
  return (
    <>
      <SectionHead title="报名" end={<View className="t12 quiet">只看先后，不显示姓名</View>} />
      <Card>
        <View className="event-guests">
          {column('female')}
          {column('male')}
        </View>
      </Card>
    </>
  )
}

/** One event at its desk: the door, the rounds, the line. */
export default function EventDesk() {
  const eventId = useRouter().params.eventId ?? ''
  const { answer, managed, reload, deed, badge, look, draw, callOff } = useManagedEvent(eventId)
  const [cancelling, setCancelling] = useState(false)
  const [reason, setReason] = useState('')
  const state = managed?.event.state
  const isBefore = state === 'coming' || state === 'open' || state === 'closed'
  const doorOpen =
    managed !== undefined &&
    (isBefore || state === 'running') &&
    managed.serverTime >= doorOpensAt(managed.event)
  const cancel = async () => {
    if (await callOff(reason.trim())) setCancelling(false)
  }
  return (
    <ConsolePage
      at="events"
      title={managed?.event.title ?? '相亲会'}
      actions={
        isBefore && (
          <>
            <Button id="cancel-event" tone="line" shape="small" onTap={() => setCancelling(true)}>
              取消活动
            </Button>
            <Button
              id="edit-event"
              tone="line"
              shape="small"
              icon="edit"
              onTap={() => void Taro.navigateTo({ url: `/matchmaking/event-editor?eventId=${eventId}` })}
            >
              修改
            </Button>
          </>
        )
      }
    >
      {answer.kind === 'loading' && <Loading />}
      {answer.kind === 'offline' && <Offline busy={answer.busy} onRetry={() => void reload()} />}
      {answer.kind === 'refused' && <Refused problem={answer.problem} />}
      {managed && (
        <View className="event-columns">
          <View>
            {isBefore && !doorOpen && (
              <Card>
                <View className="t14 quiet">{deadlineOf(doorOpensAt(managed.event))} 起可以签到和排桌</View>
              </Card>
            )}
            {doorOpen && (
              <EventDoor
                badge={badge}
                failure={deed.failureOf('door')}
                busy={deed.isDoing('door')}
                onText={(text) => void look(text)}
              />
            )}
            {managed.event.cancelled && (
              <Card flush id="cancelled">
                <OutcomeHead tone="no" icon="cross" title="已取消" under={managed.event.cancelled} />
              </Card>
            )}
            <Card>
              <EventFace event={managed.event} />
            </Card>
            <Guests managed={managed} />
          </View>
          <View>
            {(state !== 'cancelled' || managed.plan) && (
              <EventPlan managed={managed} doorOpen={doorOpen} deed={deed} onDraw={draw} />
            )}
          </View>
        </View>
      )}
      {cancelling && (
        <Confirm
          title="取消这场相亲会？"
          body={
            <Field
              id="cancel-reason"
              label="原因"
              max={60}
              value={reason}
              onChange={setReason}
              hint="会发消息告诉报名的会员；取消后不能恢复"
              error={deed.failureOf('cancel')}
            />
          }
          yes="取消活动"
          tone="danger"
          disabled={!reason.trim()}
          busy={deed.isDoing('cancel') && '正在提交…'}
          onNo={() => setCancelling(false)}
          onYes={() => void cancel()}
        />
      )}
    </ConsolePage>
  )
}
