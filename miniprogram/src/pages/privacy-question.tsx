import {
  answerPrivacy,
  PRIVACY_ASKED_AGAIN_DAYS,
  type PrivacyAnswer,
} from '@gonghui/shared/membership/privacy'
import { privacyNotice } from '@gonghui/shared/membership/privacy-notice'
import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useDeed } from '../lib/use-deed'
import { usePrivacyQuestion } from '../lib/use-privacy-question'
import { Button } from '../ui/button'
import { Sheet } from '../ui/sheet'

const words = {
  changed: { title: '隐私说明有更新', text: `这一版的变化：${privacyNotice.changed}` },
  again: { title: '隐私说明，再看一眼', text: '你上次没有同意。不同意也能看福利；入会和报名要先同意。' },
} as const

const ended = { agreed: '已记下：同意', refused: '已记下，一周后再问你' } as const

/** Asks about the privacy notice on the opening, where it is time to. */
export function PrivacyQuestion({ personId }: { readonly personId: string | undefined }) {
  const { question, answered, later } = usePrivacyQuestion(personId)
  const deed = useDeed(answerPrivacy, () => undefined)
  if (!question) return null
  const { title, text } = words[question]
  const busy = deed.state.kind === 'sending' && '正在记下…'
  const say = (answer: Exclude<PrivacyAnswer, 'withdrawn'>) =>
    void deed.send({ body: { version: privacyNotice.version, answer } }, () => {
      answered()
      return ended[answer]
    })
  return (
    <Sheet title={title} onClose={later}>
      <View className="sheet-body" id="privacy-question">
        {text}先不同意的，{PRIVACY_ASKED_AGAIN_DAYS} 天后再问你。
      </View>
      <View className="sheet-words">
        <Button
          id="privacy-read"
          tone="quiet"
          onTap={() => {
            later()
            void Taro.navigateTo({ url: '/membership/privacy' })
          }}
        >
          看全文
        </Button>
      </View>
      {deed.state.kind === 'failed' && <View className="t14 no">{deed.state.words}</View>}
      <View className="sheet-ways">
        <Button id="privacy-refuse" tone="line" busy={busy} onTap={() => say('refused')}>
          先不同意
        </Button>
        <Button id="privacy-agree" busy={busy} onTap={() => say('agreed')}>
          同意
        </Button>
      </View>
    </Sheet>
  )
}
