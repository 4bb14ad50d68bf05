import { CODE_LIFE_SECONDS } from '@gonghui/shared/lib/member-code'
import { getMemberCode, giveMemberDigits } from '@gonghui/shared/membership/member-codes'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../lib/api'
import { loadMe, memberOf, useMe } from '../lib/me'
import { seenStanding } from '../lib/standing-words'
import { saidOf } from '../lib/until-known'
import { useFresh } from '../lib/use-fresh'
import { clockOf, inFours } from '../lib/words'
import { Button } from '../ui/button'
import { Card, Chip } from '../ui/card'
import { CodePanel } from '../ui/code-panel'
import { LoginButton } from '../ui/login-button'
import { Page } from '../ui/page'
import { Empty, Loading, Offline, Refused } from '../ui/states'
import './member-code.scss'

const ask = () => call(getMemberCode, {})

function Code() {
  const { state, retry } = useFresh(ask)
  if (state.kind === 'loading') return <View className="pass-blank" id="loading" />
  if (state.kind === 'offline') return <Offline onRetry={() => void retry()} />
  if (state.kind === 'refused') return <Refused problem={state.problem} />
  return (
    <CodePanel
      id="member-qr"
      text={state.body.memberCode}
      secondsLeft={state.secondsLeft}
      of={CODE_LIFE_SECONDS}
      late={state.late}
      lateWords="网络没有连上，这个码再等一分钟内还能用"
      onRetry={() => void retry()}
    />
  )
}

type Digits =
  | { readonly kind: 'hidden'; readonly error?: string }
  | { readonly kind: 'asking' }
  | { readonly kind: 'shown'; readonly digits: string; readonly expiresAt: string }

/** For when a camera fails: asked for, because each asking makes them good at the desks. */
function DigitsPanel() {
  const [state, setState] = useState<Digits>({ kind: 'hidden' })
  const show = async () => {
    setState({ kind: 'asking' })
    const ended = await call(giveMemberDigits, { body: {} })
    if (ended.kind === 'answer') return setState({ kind: 'shown', ...ended.body })
    setState({ kind: 'hidden', error: saidOf(ended) })
  }
  if (state.kind !== 'shown')
    return (
      <>
        <Button
          id="show-digits"
          tone="quiet"
          busy={state.kind === 'asking' && '正在取…'}
          onTap={() => void show()}
        >
          扫不了？报数字码
        </Button>
        {state.kind === 'hidden' && state.error && <Text className="block t14 no">{state.error}</Text>}
      </>
    )
  return (
    <View className="my-code-digits" onClick={() => void show()}>
      <Text className="block t12 quiet">报给工作人员，{clockOf(state.expiresAt)} 前有效</Text>
      <Text className="pass-digits numbers" id="digits">
        {inFours(state.digits)}
      </Text>
    </View>
  )
}

/** 会员码: the one code for venues, events and desks. */
export default function MemberCode() {
  const me = useMe()
  const member = memberOf(me)
  const { tone, icon, text } = seenStanding(member?.standing)
  return (
    <Page title="会员码" head="red" band={96}>
      {me.kind === 'loading' && <Loading rows={2} />}
      {me.kind === 'offline' && (
        <Card>
          <Offline onRetry={() => void loadMe()} />
        </Card>
      )}
      {me.kind === 'visitor' && (
        <Card>
          <Empty icon="person" title="请先登录" next="登录后在这里出示会员码">
            <View className="said-way">
              <LoginButton shape="small" />
            </View>
          </Empty>
        </Card>
      )}
      {member && (
        <>
          <View className="my-code">
            <View className="row my-code-head">
              <View className="grow">
                <Text className="block t18 bold">{member.name}</Text>
                <Text className="block t12 quiet">{member.orgPathNames[member.orgPathNames.length - 1]}</Text>
              </View>
              <Chip tone={tone} icon={icon}>
                {text}
              </Chip>
            </View>
            <Code />
            <DigitsPanel />
          </View>
          <Card>
            <View className="t14 bold">这个码能做什么</View>
            <View className="t14 quiet">
              活动签到、场馆入场、在合作商户证明会员身份。领到的券请用券包里的券码，不用这个码。
            </View>
          </Card>
        </>
      )}
      {me.kind === 'known' && !member && (
        <Card>
          <Empty icon="qr" title="加入工会就有会员码" next="扫单位工会的海报申请，通过后在这里出示" />
        </Card>
      )}
    </Page>
  )
}
