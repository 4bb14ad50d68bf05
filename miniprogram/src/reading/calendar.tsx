import type { Campaign } from '@gonghui/shared/reading/campaigns'
import { dayAfter } from '@gonghui/shared/reading/days'
import { listCheckIns, type Reader } from '@gonghui/shared/reading/readers'
import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useMemo } from 'react'
import { useAnswer } from '../lib/use-answer'
import { Card, SectionHead } from '../ui/card'
import { LoginButton } from '../ui/login-button'
import { Page } from '../ui/page'
import { Empty, Loading, Offline, Refused } from '../ui/states'
import { CheckInLine } from './check-in-line'
import { type Enrolment, todayIn, useCampaign } from './use-campaign'
import './reading.scss'

/** The months that a campaign touches, each as its weeks from Monday. */
function monthsOf({ firstDay, lastDay }: Campaign) {
  const months: { name: string; days: (string | undefined)[] }[] = []
  for (let day = firstDay; day <= lastDay; day = dayAfter(day, 1)) {
    const name = `${Number(day.slice(0, 4))}年${Number(day.slice(5, 7))}月`
    if (months.at(-1)?.name !== name) {
      const blank = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
      months.push({ name, days: Array.from({ length: blank }, () => undefined) })
    }
    months.at(-1)?.days.push(day)
  }
  return months
}

const classOf = (one: Reader['days'][number] | undefined, day: string, today: string) =>
  [
    'reading-cell',
    one?.counts && 'reading-cell-done',
    one && !one.counts && 'reading-cell-part',
    one?.late && 'reading-cell-late',
    day === today && 'reading-cell-today',
    day > today && 'reading-cell-coming',
  ]
    .filter(Boolean)
    .join(' ')

function Months({ campaign, reader }: { readonly campaign: Campaign; readonly reader: Reader }) {
  const today = todayIn(campaign)
  const read = new Map(reader.days.map((one) => [one.day, one]))
  return monthsOf(campaign).map(({ name, days }) => (
    <Card key={name}>
      <SectionHead title={name} />
      <View className="reading-month">
        {['一', '二', '三', '四', '五', '六', '日'].map((weekday) => (
          <Text key={weekday} className="t12 quiet">
            {weekday}
          </Text>
        ))}
        {days.map((day, at) =>
          day ? (
            <View key={day} className={classOf(read.get(day), day, today)}>
              <Text className="numbers">{Number(day.slice(8, 10))}</Text>
            </View>
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: the blanks before the first never change places
            <View key={at} />
          ),
        )}
      </View>
    </Card>
  ))
}

/** In place of the days, where there are none to show. */
function NotReading({ enrolment, onRetry }: { readonly enrolment: Enrolment; readonly onRetry: () => void }) {
  if (enrolment.kind === 'loading') return <Loading rows={4} />
  if (enrolment.kind === 'offline') return <Offline onRetry={onRetry} />
  if (enrolment.kind === 'refused') return <Refused problem={enrolment.problem} />
  if (enrolment.kind === 'none')
    return <Empty icon="book" title="还没有报名" next="报名后，每天的打卡都在这里" />
  if (enrolment.kind === 'reading') return null
  return (
    <Empty icon="person" title="请先登录" next="登录后看自己的打卡">
      <View className="said-way">
        <LoginButton shape="small" />
      </View>
    </Empty>
  )
}

/** 打卡日历: every day of the campaign, and what was told of each. */
export default function CalendarPage() {
  const campaignId = useRouter().params.campaignId ?? ''
  const { answer, body, reader, enrolment, reload } = useCampaign(campaignId)
  const given = useMemo(() => ({ params: { campaignId } }), [campaignId])
  const told = useAnswer(listCheckIns, reader ? given : undefined)
  const titles = new Map(body?.campaign.books.map((book) => [book.bookId, book.title]))
  const checkIns = told.answer.kind === 'ready' ? told.answer.body : undefined
  return (
    <Page title="打卡日历">
      {answer.kind === 'loading' && <Loading rows={4} />}
      {answer.kind === 'offline' && <Offline busy={answer.busy} onRetry={reload} />}
      {answer.kind === 'refused' && <Refused problem={answer.problem} />}
      {body && reader && (
        <>
          <View className="row reading-legend t12 quiet">
            <View className="reading-key reading-cell-done" /> 读够
            <View className="reading-key reading-cell-part" /> 读了一点
            <View className="reading-key reading-cell-late" /> 有补记
            <Text className="reading-longest">最长连续 {reader.streak.longest} 天</Text>
          </View>
          <Months campaign={body.campaign} reader={reader} />
          <Card>
            <SectionHead title="打卡记录" />
            {checkIns?.items.length === 0 && <View className="t14 quiet">还没有打卡，从今天开始</View>}
            {checkIns?.items.map((one) => (
              <CheckInLine
                key={one.checkInId}
                campaignId={campaignId}
                checkIn={one}
                title={titles.get(one.bookId) ?? ''}
                running={body.campaign.state === 'open' || body.campaign.state === 'late'}
                onChanged={told.reload}
              />
            ))}
          </Card>
        </>
      )}
      {body && <NotReading enrolment={enrolment} onRetry={reload} />}
    </Page>
  )
}
