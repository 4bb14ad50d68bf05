import { Text, View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import { useEffect, useState } from 'react'
import { campaignWords } from '../lib/campaign-words'
import { memberOf, useMe } from '../lib/me'
import { arriveAt, rememberReturn } from '../lib/return-to'
import { useJoinScan } from '../lib/use-join-scan'
import { dayWords } from '../lib/words'
import { Button } from '../ui/button'
import { Card, Chip, Row } from '../ui/card'
import { LoginButton } from '../ui/login-button'
import { ActionBar, Page } from '../ui/page'
import { Loading, Offline, Refused, StaleStrip } from '../ui/states'
import { toast } from '../ui/toast'
import { Badges } from './badges'
import { CampaignHero, measureWords } from './campaign-hero'
import { CertificateRow } from './certificate-row'
import { CheckInSheet, type CheckInSheetProps } from './check-in-sheet'
import { QuizCards } from './quiz-cards'
import { Shelf } from './shelf'
import { readToday, StandingCard } from './standing-card'
import { todayIn, useCampaign } from './use-campaign'
import { useCheckInPicture } from './use-check-in-picture'
import { useNoteBox } from './use-note-box'
import './reading.scss'

/** One reading campaign: enrol, read, check in. */
export default function CampaignPage() {
  const campaignId = useRouter().params.campaignId ?? ''
  const me = useMe()
  const mine = useCampaign(campaignId)
  const notes = useNoteBox(campaignId)
  const scan = useJoinScan()
  const picture = useCheckInPicture(campaignId)
  const [telling, setTelling] = useState(false)
  const { answer, body, reader, enrolment, kept, working, reload } = mine
  const isOffline = enrolment.kind === 'offline'
  const url = `/reading/campaign?campaignId=${campaignId}`
  const isMember = memberOf(me) !== undefined
  useEffect(() => {
    if (isMember) arriveAt(url)
  }, [isMember, url])

  if (!body)
    return (
      <Page title="书香打卡">
        {answer.kind === 'loading' && <Loading rows={4} />}
        {answer.kind === 'offline' && <Offline busy={answer.busy} onRetry={reload} />}
        {answer.kind === 'refused' && <Refused problem={answer.problem} />}
      </Page>
    )

  const { campaign, refusal } = body
  const today = todayIn(campaign)
  const state = campaignWords[campaign.state]
  const running = campaign.state === 'open' || campaign.state === 'late'
  const read = reader && readToday({ reader, today, kept })
  const isDone = read && (read.minutes >= campaign.rules.minutes || read.pages >= campaign.rules.pages)

  const tell: CheckInSheetProps['onTell'] = async (told, { shared, fileId }) => {
    const checkInId = await mine.tell(told)
    if (!checkInId) return false
    if (shared && told.note) void notes.write(told.bookId, told.note)
    const isPut = !fileId || (await picture.put({ checkInId, day: told.day }, fileId))
    if (!isPut) toast('图片没有加上，可以在打卡日历里再加')
    return true
  }

  const action = () => {
    if (isOffline || enrolment.kind === 'loading') return undefined
    if (reader && running)
      return (
        <Button id="check-in" tone={isDone ? 'pale' : 'primary'} icon="book" onTap={() => setTelling(true)}>
          {isDone ? '再记一次' : '打卡'}
        </Button>
      )
    if (reader)
      return (
        <Button id="waiting" tone="pale" disabled>
          {campaign.state === 'coming' ? `已报名，${dayWords(campaign.firstDay)} 开始打卡` : '活动已结束'}
        </Button>
      )
    if (memberOf(me) && !refusal)
      return (
        <Button id="enrol" busy={working === 'enrolling' && '正在报名…'} onTap={() => void mine.enrol()}>
          我要参加
        </Button>
      )
    if (me.kind === 'visitor') return <LoginButton onSignedIn={reload}>登录后报名</LoginButton>
    if (me.kind === 'known' && !memberOf(me))
      return (
        <Button
          id="join"
          onTap={() => {
            rememberReturn({ url, title: campaign.title })
            scan.open()
          }}
        >
          扫码入会后报名
        </Button>
      )
    return undefined
  }
  const button = action()

  return (
    <Page head="picture" {...(button ? { bottom: <ActionBar>{button}</ActionBar> } : {})}>
      <CampaignHero campaign={campaign} />
      {((answer.kind === 'ready' && answer.stale) || isOffline) && <StaleStrip onRetry={reload} />}
      {reader ? (
        <StandingCard campaign={campaign} reader={reader} today={today} kept={kept} />
      ) : (
        <Card>
          <Row
            icon="book"
            tone="red"
            title={<Text className="bold">{measureWords(campaign)}</Text>}
            under={`共 ${campaign.bookCount} 本书，自己挑着读；${campaign.rules.backDays > 0 ? `忘了打卡，${campaign.rules.backDays} 天内可以补` : '当天打卡，不能补'}`}
            end={<Chip tone={state.tone}>{state.text}</Chip>}
          />
          {refusal && memberOf(me) && (
            <Row id="why-not" icon="cross" tone="no" title="现在不能报名" under={refusal.words} />
          )}
        </Card>
      )}
      {campaign.state !== 'coming' && me.kind === 'known' && (
        <Card>
          <Row
            id="standings"
            icon="chart"
            tone="red"
            title={<Text className="bold">队伍榜</Text>}
            under="各单位人均读了几天，每分钟更新"
            onTap={() => void Taro.navigateTo({ url: `/reading/standings?campaignId=${campaignId}` })}
          />
          {reader && (
            <Row
              id="points"
              icon="sun"
              tone="red"
              title={<Text className="bold">我的积分</Text>}
              under={`徽章有积分，读完一本 ${campaign.rules.bookPoints} 分`}
              onTap={() => void Taro.navigateTo({ url: '/reading/points' })}
            />
          )}
          {reader && (
            <Row
              id="notes"
              icon="edit"
              tone="red"
              title={<Text className="bold">书友圈</Text>}
              under="看看书友们写的，也写一篇自己的"
              onTap={() => void Taro.navigateTo({ url: `/reading/notes?campaignId=${campaignId}` })}
            />
          )}
          {reader && <CertificateRow campaign={campaign} reader={reader} />}
        </Card>
      )}
      {reader && campaign.state !== 'coming' && (
        <QuizCards campaignId={campaignId} reader={reader} running={running} />
      )}
      {reader && <Badges badges={reader.badges} />}
      <Shelf
        campaign={campaign}
        reader={reader}
        busy={working !== 'no'}
        mayFinish={running}
        onChoose={mine.choose}
        onFinish={mine.finish}
      />
      {campaign.about && (
        <Card>
          <View className="t14 bold">活动说明</View>
          <View className="t14 quiet reading-about">{campaign.about}</View>
        </Card>
      )}
      {telling && reader && (
        <CheckInSheet
          campaign={campaign}
          reader={reader}
          today={today}
          busy={working === 'checking-in' || picture.busy}
          onTell={tell}
          onClose={() => setTelling(false)}
        />
      )}
      {scan.sheet}
    </Page>
  )
}
