import { HOUR_MS, type Instant, later } from '@gonghui/shared/lib/instant'
import { yuan } from '@gonghui/shared/lib/money'
import { DOOR_HOURS, type Event, type EventState } from '@gonghui/shared/matchmaking/events'
import { clockOf, dateOf, deadlineOf } from '../lib/words'

export const eventStateWords: Readonly<Record<EventState, string>> = {
  coming: '还没开始报名',
  open: '正在报名',
  closed: '报名已截止',
  running: '正在进行',
  hearts: '可以选心动',
  over: '已结束',
  cancelled: '已取消',
}

export const eventStateTones: Readonly<Record<EventState, 'ok' | 'wait' | 'no' | 'plain'>> = {
  coming: 'wait',
  open: 'ok',
  closed: 'plain',
  running: 'ok',
  hearts: 'ok',
  over: 'plain',
  cancelled: 'no',
}

/** `8月19日（周三）14:00–16:00`; with the day of its end where that is another. */
export function hoursOf({ startsAt, endsAt }: Pick<Event, 'startsAt' | 'endsAt'>): string {
  const end = dateOf(startsAt) === dateOf(endsAt) ? clockOf(endsAt) : deadlineOf(endsAt)
  return `${deadlineOf(startsAt)}–${end}`
}

/** From then on people are let in, and rounds can be drawn. */
export const doorOpensAt = ({ startsAt }: Pick<Event, 'startsAt'>): Instant =>
  later(startsAt, -DOOR_HOURS * HOUR_MS)

export const feeOf = (feeFen: number): string => (feeFen === 0 ? '免费' : `${yuan(feeFen)} 元，到现场交`)
