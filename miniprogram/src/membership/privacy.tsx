import { answerPrivacy, getPrivacy, type PrivacyAnswer } from '@gonghui/shared/membership/privacy'
import { privacyNotice } from '@gonghui/shared/membership/privacy-notice'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useMe } from '../lib/me'
import { useAnswer } from '../lib/use-answer'
import { useDeed } from '../lib/use-deed'
import { momentOf } from '../lib/words'
import { Button } from '../ui/button'
import { Card, Chip, Fact, SectionHead } from '../ui/card'
import { ActionBar, Page } from '../ui/page'
import { Confirm } from '../ui/sheet'
import { Loading, Offline } from '../ui/states'

const words = {
  never: { tone: 'wait', text: '还没有回答' },
  agreed: { tone: 'ok', text: '已同意' },
  outdated: { tone: 'wait', text: '说明有更新，请再看一遍' },
  refused: { tone: 'no', text: '没有同意' },
  withdrawn: { tone: 'no', text: '已撤回同意' },
} as const

const answers: Readonly<Record<PrivacyAnswer, string>> = {
  agreed: '同意',
  refused: '不同意',
  withdrawn: '撤回同意',
}

const ended: Readonly<Record<PrivacyAnswer, string>> = {
  agreed: '已记下：同意',
  refused: '已记下：不同意',
  withdrawn: '已撤回同意',
}

function Notice() {
  return (
    <Card>
      {privacyNotice.parts.map(({ title, text }) => (
        <View key={title} style={{ paddingBottom: '16px' }}>
          <Text className="block bold t16">{title}</Text>
          <Text className="t14 quiet">{text}</Text>
        </View>
      ))}
      <Text className="t12 quiet">
        版本 {privacyNotice.version}，{privacyNotice.since} 起施行
      </Text>
    </Card>
  )
}

/** For who is signed in: what they answered, and the ways to answer anew. */
function Answered() {
  const { answer, reload } = useAnswer(getPrivacy, {})
  const deed = useDeed(answerPrivacy, reload)
  const [taking, setTaking] = useState(false)
  if (answer.kind === 'loading') return <Loading rows={1} />
  if (answer.kind === 'offline') return <Offline busy={answer.busy} onRetry={reload} />
  if (answer.kind === 'refused') return null
  const { standing, entries } = answer.body
  const say = (said: PrivacyAnswer) =>
    void deed.send({ body: { version: privacyNotice.version, answer: said } }, () => ended[said])
  const busy = deed.state.kind === 'sending' && '正在记下…'
  return (
    <>
      <Card id={`privacy-${standing}`}>
        <SectionHead title="我的回答" end={<Chip tone={words[standing].tone}>{words[standing].text}</Chip>} />
        {standing === 'outdated' && <View className="t14 quiet">这一版的变化：{privacyNotice.changed}</View>}
        {entries.map((entry) => (
          <Fact key={entry.at} name={momentOf(entry.at)}>
            {answers[entry.answer]}（{entry.version}）
          </Fact>
        ))}
        {deed.state.kind === 'failed' && <View className="t14 no">{deed.state.words}</View>}
        {standing === 'agreed' && (
          <Button id="withdraw" tone="quiet" busy={busy} onTap={() => setTaking(true)}>
            撤回同意
          </Button>
        )}
      </Card>
      {standing !== 'agreed' && (
        <ActionBar>
          <Button id="agree" busy={busy} onTap={() => say('agreed')}>
            同意这份说明
          </Button>
          {standing !== 'refused' && standing !== 'withdrawn' && (
            <Button id="disagree" tone="quiet" onTap={() => say('refused')}>
              先不同意，一周后再问我
            </Button>
          )}
        </ActionBar>
      )}
      {taking && (
        <Confirm
          title="撤回同意？"
          body="撤回以后我们不再给你发微信消息，也不能再办新的入会和报名。已经办好的会籍和券还在；要把信息删掉，请到“我的信息”里注销。"
          yes="撤回同意"
          tone="danger"
          onNo={() => setTaking(false)}
          onYes={() => {
            setTaking(false)
            say('withdrawn')
          }}
        />
      )}
    </>
  )
}

/** 隐私说明: the notice in force, and how one stands to it. */
export default function Privacy() {
  const me = useMe()
  return (
    <Page title="隐私说明">
      <Notice />
      {me.kind === 'known' && <Answered />}
      {me.kind === 'visitor' && (
        <View className="t12 quiet">登录以后可以在这里同意、不同意，或撤回同意。</View>
      )}
    </Page>
  )
}
