import { getProfile, type MyProfile } from '@gonghui/shared/matchmaking/profiles'
import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { useAnswer } from '../lib/use-answer'
import { useSubscription } from '../lib/use-subscription'
import { deadlineOf } from '../lib/words'
import { Button } from '../ui/button'
import { Card, Row } from '../ui/card'
import { OutcomeHead } from '../ui/outcome-head'
import { ActionBar, Page } from '../ui/page'
import { Empty, Loading, Offline, Refused, StaleStrip } from '../ui/states'
import { Today } from './today'
import { Welcome } from './welcome'
import './matchmaking.scss'

const go = (url: string) => void Taro.navigateTo({ url })

/** Where one's profile stands, where it is not what others are shown. */
function Standing({ profile }: { readonly profile: MyProfile }) {
  const wechat = useSubscription('singles')
  if (profile.held)
    return (
      <OutcomeHead tone="wait" icon="clock" title="资料正在核查" under="红娘在核实一条反映，期间暂不推荐" />
    )
  if (profile.away === 'left')
    return (
      <OutcomeHead
        tone="wait"
        icon="lock"
        title="你已退会，没有人看到你的资料"
        under="不想留着，就在“我的资料和隐私”里删除；再入会后重新提交核实"
      />
    )
  if (profile.away === 'moved')
    return (
      <OutcomeHead
        tone="wait"
        icon="edit"
        title="你换了单位，资料暂不推荐"
        under="看看要不要改，再交给新单位的红娘核实"
      />
    )
  if (profile.review === 'in-review')
    return (
      <>
        <OutcomeHead
          tone="wait"
          icon="clock"
          title="资料已交，正在核实"
          under={`单位红娘最晚 ${profile.reviewBy ? deadlineOf(profile.reviewBy) : '三天内'} 回复，结果会发消息给你`}
        />
        {wechat.offered && (
          <Button id="subscribe-singles" tone="line" icon="bell" onTap={wechat.ask}>
            有结果用微信告诉我
          </Button>
        )}
      </>
    )
  if (profile.review === 'returned')
    return (
      <OutcomeHead tone="no" icon="edit" title="资料需要改一改" under={profile.reason ?? '请看看哪里要改'} />
    )
  return <OutcomeHead tone="wait" icon="edit" title="草稿存好了" under="填完交给单位红娘，通过后开始推荐" />
}

/** 在线红娘: what it promises, where one stands, whom one is suggested today. */
export default function MatchmakingHome() {
  const { answer, reload } = useAnswer(getProfile, {})
  const [shown, setShown] = useState(0)
  const profile = answer.kind === 'ready' ? answer.body : undefined
  const isNew = profile !== undefined && profile.revision === 0
  const looks =
    profile !== undefined &&
    !profile.held &&
    !profile.away &&
    (profile.listed || (profile.review === 'approved' && profile.visibility === 'hidden'))
  const paused =
    profile !== undefined && !profile.away && profile.review === 'approved' && profile.visibility === 'paused'
  const mayEdit =
    profile !== undefined &&
    !looks &&
    !paused &&
    !profile.held &&
    (profile.away === 'moved' || (!profile.away && profile.review !== 'in-review'))

  return (
    <Page
      title="在线红娘"
      bottom={
        mayEdit && (
          <ActionBar>
            <Button id="fill-in" onTap={() => go('/matchmaking/profile')}>
              {isNew ? '填写我的资料' : '继续填写'}
            </Button>
          </ActionBar>
        )
      }
    >
      {answer.kind === 'loading' && <Loading rows={3} />}
      {answer.kind === 'offline' && <Offline busy={answer.busy} onRetry={() => void reload()} />}
      {answer.kind === 'refused' && (
        <>
          <Welcome />
          <Refused problem={answer.problem} />
        </>
      )}
      {answer.kind === 'ready' && answer.stale && <StaleStrip onRetry={() => void reload()} />}
      {isNew && <Welcome />}
      {profile && !isNew && (
        <Card>
          <Row
            id="introductions"
            icon="heart"
            tone="red"
            title="心动和牵线"
            under="你给出的心动，和正在牵的线"
            onTap={() => go('/matchmaking/introductions')}
          />
          <Row
            id="events"
            icon="users"
            tone="red"
            title="相亲会"
            under="工会办的线下活动，现场只用号码"
            onTap={() => go('/matchmaking/events')}
          />
          <Row
            id="settings"
            icon="lock"
            tone="red"
            title="我的资料和隐私"
            under={
              profile.visibility === 'shown' ? '修改、隐身、暂停或删除' : visibilityWords[profile.visibility]
            }
            onTap={() => go('/matchmaking/settings')}
          />
        </Card>
      )}
      {profile && !isNew && !looks && !paused && (
        <Card flush id={`standing-${profile.held ? 'held' : (profile.away ?? profile.review)}`}>
          <Standing profile={profile} />
        </Card>
      )}
      {paused && (
        <Empty icon="pause" title="你已暂停交友" next="没有人看到你，也不会给你推荐；想好了随时恢复">
          <View className="said-way">
            <Button id="resume" shape="small" tone="pale" onTap={() => go('/matchmaking/settings')}>
              去恢复
            </Button>
          </View>
        </Empty>
      )}
      {looks && <Today key={shown} onChanged={() => setShown(shown + 1)} />}
    </Page>
  )
}

const visibilityWords = { hidden: '隐身中：只看不被看', paused: '已暂停' } as const
