import type { Suggestion } from '@gonghui/shared/matchmaking/suggestions'
import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { useSubscription } from '../lib/use-subscription'
import { SectionHead } from '../ui/card'
import { Confirm } from '../ui/sheet'
import { Empty, Loading, Offline, Refused } from '../ui/states'
import { AboutSheet } from './about-sheet'
import { SuggestionCard } from './suggestion-card'
import { useSuggestions } from './use-suggestions'

/** 今天的推荐: the same all day, each with the reasons. */
export function Today({ onChanged }: { readonly onChanged: () => void }) {
  const { answer, reload, items, deed, heart, pass, leave, mutual, closeMutual } = useSuggestions(true)
  const wechat = useSubscription('singles')
  const [about, setAbout] = useState('')
  const [passing, setPassing] = useState<Suggestion>()
  return (
    <>
      <SectionHead
        title="今天为你推荐"
        end={
          answer.kind === 'ready' && (
            <View className="t12 quiet">今天还能心动 {answer.body.heartsLeft} 次</View>
          )
        }
      />
      {answer.kind === 'loading' && <Loading rows={3} />}
      {answer.kind === 'offline' && <Offline busy={answer.busy} onRetry={() => void reload()} />}
      {answer.kind === 'refused' && <Refused problem={answer.problem} />}
      {items.map((one) => (
        <SuggestionCard
          key={one.card.singleId}
          suggestion={one}
          busy={deed.isDoing(one.card.singleId)}
          failure={deed.failureOf(one.card.singleId)}
          onHeart={() => {
            wechat.ask()
            heart(one)
          }}
          onPass={() => setPassing(one)}
          onMore={() => setAbout(one.card.singleId)}
        />
      ))}
      {answer.kind === 'ready' && items.length === 0 && (
        <Empty
          icon="heart"
          title="今天的缘分看完了"
          next="明天会有新的推荐；把“必须”的要求放宽一点，遇到的人会更多"
        />
      )}
      {about && (
        <AboutSheet
          whom={{ singleId: about }}
          onClose={() => setAbout('')}
          onGone={() => {
            leave(about)
            setAbout('')
          }}
        />
      )}
      {passing && (
        <Confirm
          title="以后不再推荐给彼此？"
          body="对方不会知道。选了不合适就不能恢复，你们不会再出现在对方的推荐里。"
          yes="不合适"
          tone="danger"
          onNo={() => setPassing(undefined)}
          onYes={() => {
            pass(passing)
            setPassing(undefined)
          }}
        />
      )}
      {mutual && (
        <Confirm
          title="你们互相心动了"
          body="已告诉两边的单位红娘。红娘确认后，会请你们各再同意一次，才交换姓名和手机号。"
          yes="去看看"
          onNo={() => {
            closeMutual()
            onChanged()
          }}
          onYes={() => {
            closeMutual()
            void Taro.navigateTo({ url: '/matchmaking/introductions' })
          }}
        />
      )}
    </>
  )
}
