import { getManagedEvent } from '@gonghui/shared/matchmaking/managed-events'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useAnswer } from '../lib/use-answer'
import { Button } from '../ui/button'
import { Card, SectionHead } from '../ui/card'
import { ConsolePage } from '../ui/console'
import { Field } from '../ui/field'
import { MomentField } from '../ui/moment-field'
import { Loading, Offline, Refused } from '../ui/states'
import type { EventForm } from './event-form'
import { useEventEditor } from './use-event-editor'
import './matchmaking.scss'

/** 办一场相亲会, or changes one that has not begun. */
export default function EventEditor() {
  const { eventId, orgId = '' } = useRouter().params
  const { answer, reload } = useAnswer(getManagedEvent, eventId ? { params: { eventId } } : undefined)
  return (
    <ConsolePage at="events" title={eventId ? '修改相亲会' : '办一场相亲会'}>
      {eventId && answer.kind === 'loading' && <Loading />}
      {answer.kind === 'offline' && <Offline busy={answer.busy} onRetry={() => void reload()} />}
      {answer.kind === 'refused' && <Refused problem={answer.problem} />}
      {eventId && answer.kind === 'ready' && <EventFields start={{ event: answer.body.event }} />}
      {!eventId && <EventFields start={{ orgId }} />}
    </ConsolePage>
  )
}

function EventFields({ start }: { readonly start: Parameters<typeof useEventEditor>[0] }) {
  const { event, form, change, errors, deed, save } = useEventEditor(start)
  const field = (name: keyof EventForm) => ({
    id: `event-${name}`,
    value: form[name],
    onChange: (value: string) => change(name, value),
    error: errors[name],
  })
  return (
    <>
      <View className="event-columns">
        <View>
          <SectionHead title="活动" />
          <Card>
            <Field {...field('title')} label="名称" max={30} placeholder="例如：七夕相亲会" />
            <Field {...field('venue')} label="地点" max={60} hint="公共场所的名称和地址，会员都能看到" />
            <Field
              {...field('feeYuan')}
              label="费用（元）"
              type="digit"
              max={7}
              hint="0 是免费；收费在现场交"
            />
            <Field {...field('about')} label="说明（可不填）" lines={4} max={500} />
          </Card>
        </View>
        <View>
          <SectionHead
            title="时间"
            end={event && <View className="t12 quiet">改了时间或地点，会发消息告诉报名的会员</View>}
          />
          <Card>
            <View className="event-pair">
              <MomentField {...field('signUpFrom')} label="开始报名" />
              <MomentField {...field('signUpUntil')} label="截止报名" />
              <MomentField {...field('startsAt')} label="开场" />
              <MomentField {...field('endsAt')} label="散场" />
            </View>
          </Card>
          <SectionHead title="名额和桌次" />
          <Card>
            <View className="event-pair">
              <Field {...field('women')} label="女嘉宾名额" type="number" max={2} />
              <Field {...field('men')} label="男嘉宾名额" type="number" max={2} />
              <Field {...field('tables')} label="几张桌子" type="number" max={2} hint="一桌坐一对" />
              <Field {...field('rounds')} label="轮数" type="number" max={2} />
              <Field {...field('roundMinutes')} label="每轮几分钟" type="number" max={2} />
            </View>
            <View className="t12 quiet">名额开始报名后只能加不能减。谁也不会和同一个人坐两次。</View>
          </Card>
        </View>
      </View>
      {deed.failureOf('save') && <View className="no t14 form-failure">{deed.failureOf('save')}</View>}
      <Button id="save-event" busy={deed.isDoing('save') && '正在保存…'} onTap={() => void save()}>
        {event ? '保存' : '发布'}
      </Button>
    </>
  )
}
