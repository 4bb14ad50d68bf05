import type { Campaign } from '@gonghui/shared/reading/campaigns'
import { dayAfter } from '@gonghui/shared/reading/days'
import type { CheckInPlan, Reader } from '@gonghui/shared/reading/readers'
import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { dayWords } from '../lib/words'
import { Icon } from '../ui/icon'
import './reading.scss'

interface StandingCardProps {
  readonly campaign: Campaign
  readonly reader: Reader
  readonly today: string
  readonly kept: readonly CheckInPlan[]
}

const WEEKDAYS = ['日', '一', '二', '三', '四', '五', '六']
const weekdayOf = (day: string): string => WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? ''

/** How far today is, the check-ins that wait on the phone included. */
export function readToday({ reader, today, kept }: Pick<StandingCardProps, 'reader' | 'today' | 'kept'>) {
  const told = reader.days.find(({ day }) => day === today)
  const waiting = kept.filter(({ day }) => day === today)
  const sum = (of: 'minutes' | 'pages') => waiting.reduce((total, one) => total + one[of], told?.[of] ?? 0)
  return { minutes: sum('minutes'), pages: sum('pages') }
}

interface TodayWords extends Pick<StandingCardProps, 'campaign' | 'today'> {
  readonly read: { readonly minutes: number; readonly pages: number }
  readonly isDone: boolean
}

function todayWords({ campaign, today, read, isDone }: TodayWords): string {
  if (today < campaign.firstDay) return `${dayWords(campaign.firstDay)} 开始打卡`
  if (today > campaign.lastDay) return campaign.state === 'late' ? '活动期已过，还能补最后几天' : '活动已结束'
  if (isDone) return `今天读了 ${read.minutes ? `${read.minutes} 分钟` : `${read.pages} 页`}，已打卡`
  return `再读 ${campaign.rules.minutes - read.minutes} 分钟，今天就打卡了`
}

/** The streak, today's share, and the last seven days. */
export function StandingCard({ campaign, reader, today, kept }: StandingCardProps) {
  const { rules } = campaign
  const read = readToday({ reader, today, kept })
  const share = Math.min(1, Math.max(read.minutes / rules.minutes, read.pages / rules.pages))
  const counted = new Map(reader.days.map((day) => [day.day, day]))
  const week = Array.from({ length: 7 }, (_, at) => dayAfter(today, at - 6))
  return (
    <View
      className="card reading-standing"
      id="standing"
      onClick={() => void Taro.navigateTo({ url: `/reading/calendar?campaignId=${campaign.campaignId}` })}
    >
      <View className="row-between">
        <View>
          <Text className="t14 quiet">连续打卡</Text>
          <View className="numbers">
            <Text className="reading-figure" id="streak">
              {reader.streak.current}
            </Text>
            <Text className="t14 quiet"> 天</Text>
          </View>
        </View>
        <View className="reading-facts numbers">
          <View>
            <Text className="block bold t18">{reader.countedDays}</Text>
            <Text className="t12 quiet">读够天数</Text>
          </View>
          <View>
            <Text className="block bold t18">{reader.minutes}</Text>
            <Text className="t12 quiet">分钟</Text>
          </View>
          <View>
            <Text className="block bold t18">
              {reader.books.filter(({ finishedOn }) => finishedOn !== undefined).length}
            </Text>
            <Text className="t12 quiet">读完</Text>
          </View>
        </View>
      </View>
      <View className="reading-week">
        {week.map((day) => {
          const one = counted.get(day)
          const outside = day < campaign.firstDay || day > campaign.lastDay
          return (
            <View key={day} className="reading-week-day">
              <Text className="t12 quiet">{day === today ? '今' : weekdayOf(day)}</Text>
              <View
                className={`reading-dot ${one?.counts ? 'reading-dot-done' : ''} ${one && !one.counts ? 'reading-dot-part' : ''} ${outside ? 'reading-dot-out' : ''} ${day === today ? 'reading-dot-today' : ''}`}
              >
                {one?.counts && <Icon name="check" size="s" />}
              </View>
            </View>
          )
        })}
      </View>
      <View className="row reading-today">
        <View className="reading-track">
          <View className="reading-done" style={{ width: `${Math.round(share * 100)}%` }} />
        </View>
        <Text className="t12 quiet" id="today-words">
          {todayWords({ campaign, today, read, isDone: share >= 1 })}
        </Text>
      </View>
      {kept.length > 0 && (
        <View className="reading-kept t12" id="kept">
          <Icon name="cloud" size="s" />
          <Text>{kept.length} 次打卡还在手机里，连上网自动补交</Text>
        </View>
      )}
    </View>
  )
}
