import type { Introduction } from '@gonghui/shared/matchmaking/introductions'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { useSubscription } from '../lib/use-subscription'
import { dateOf } from '../lib/words'
import { Button } from '../ui/button'
import { Card, SectionHead } from '../ui/card'
import { More } from '../ui/more'
import { Page } from '../ui/page'
import { Confirm } from '../ui/sheet'
import { Empty, Loading, Offline, Refused } from '../ui/states'
import { AboutSheet, type Whom } from './about-sheet'
import { type Asking, IntroductionCard } from './introduction-card'
import { PersonFace } from './person-face'
import { useIntroductions } from './use-introductions'
import './matchmaking.scss'

const questions: Readonly<Record<Asking, { title: string; body: string; yes: string; tone?: 'danger' }>> = {
  consent: {
    title: '同意交换姓名和手机号？',
    body: '对方也同意后，你们会看到彼此的姓名和手机号，只给对方一人看，并留下记录。',
    yes: '我同意',
  },
  withdraw: {
    title: '退出这次牵线？',
    body: '对方只会看到“已结束”，不会知道是谁退出、为什么。退出后你们不再互相推荐。',
    yes: '退出',
    tone: 'danger',
  },
  together: {
    title: '你们牵手了？',
    body: '双方都这样说，红娘才会记下来，只计数、不记名字。',
    yes: '是的',
  },
  married: { title: '你们结婚了？', body: '双方都这样说，红娘才会记下来。祝你们幸福。', yes: '是的' },
}

/** 心动和牵线: what one gave in secret, and what both want, each with its next step. */
export default function Introductions() {
  const { introductions, hearts, deed, reload, consent, withdraw, tell, takeBack } = useIntroductions()
  const [asking, setAsking] = useState<{ readonly deed: Asking; readonly about: Introduction }>()
  const wechat = useSubscription('singles')
  const [whom, setWhom] = useState<Whom>()
  const { answer } = introductions
  const given = hearts.items
  const items = answer.kind === 'ready' ? answer.body.items : []
  const question = asking && questions[asking.deed]

  const answerYes = async () => {
    if (!asking) return
    const { about, deed: what } = asking
    if (what === 'consent') {
      wechat.ask()
      await consent(about)
    } else if (what === 'withdraw') await withdraw(about)
    else await tell(about, what)
    setAsking(undefined)
  }

  return (
    <Page title="心动和牵线">
      {answer.kind === 'loading' && <Loading rows={3} />}
      {answer.kind === 'offline' && <Offline busy={answer.busy} onRetry={() => void reload()} />}
      {answer.kind === 'refused' && <Refused problem={answer.problem} />}
      {items.length > 0 && <SectionHead title="正在牵的线" />}
      {items.map((one) => (
        <IntroductionCard
          key={one.introductionId}
          introduction={one}
          busy={deed.isDoing(one.introductionId)}
          failure={deed.failureOf(one.introductionId)}
          onAsk={(what) => setAsking({ deed: what, about: one })}
          onMore={() => setWhom({ introductionId: one.introductionId })}
        />
      ))}
      {given.length > 0 && (
        <SectionHead
          title="我给出的心动"
          end={<View className="t12 quiet">只有你知道；180 天没有回应就自动作罢</View>}
        />
      )}
      {given.map(({ card, givenAt }) => (
        <Card key={card.singleId} id={`given-${card.singleId}`}>
          <PersonFace person={card} />
          {deed.failureOf(card.singleId) && <View className="no t14">{deed.failureOf(card.singleId)}</View>}
          <View className="row single-ways">
            <Button
              id={`more-${card.singleId}`}
              tone="quiet"
              shape="small"
              onTap={() => setWhom({ singleId: card.singleId })}
            >
              屏蔽、举报
            </Button>
            <View className="grow t12 quiet">{dateOf(givenAt)}</View>
            <Button
              id={`take-back-${card.singleId}`}
              tone="line"
              shape="small"
              busy={deed.isDoing(card.singleId) && '…'}
              onTap={() => void takeBack(card.singleId)}
            >
              收回
            </Button>
          </View>
        </Card>
      ))}
      <More list={hearts} />
      {answer.kind === 'ready' && items.length === 0 && given.length === 0 && !hearts.hasMore && (
        <Empty icon="heart" title="还没有心动" next="在今天的推荐里点“心动”，只有你自己知道" />
      )}
      {question && asking && (
        <Confirm
          title={question.title}
          body={question.body}
          yes={question.yes}
          tone={question.tone ?? 'primary'}
          busy={deed.isDoing(asking.about.introductionId) && '正在提交…'}
          onNo={() => setAsking(undefined)}
          onYes={() => void answerYes()}
        />
      )}
      {whom && (
        <AboutSheet
          whom={whom}
          onClose={() => setWhom(undefined)}
          onGone={() => {
            setWhom(undefined)
            void reload()
          }}
        />
      )}
    </Page>
  )
}
