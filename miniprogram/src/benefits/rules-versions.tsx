import { listRules } from '@gonghui/shared/benefits/rules'
import { Text, View } from '@tarojs/components'
import { serverNowMs } from '../lib/server-clock'
import { useAnswer } from '../lib/use-answer'
import { whenOf } from '../lib/words'
import { Sheet } from '../ui/sheet'
import { Loading, Offline, Refused } from '../ui/states'

interface RulesVersionsProps {
  readonly dropId: string
  readonly onClose: () => void
}

/** Every version of the rules that was published: who claimed under one is held to that one. */
export function RulesVersions({ dropId, onClose }: RulesVersionsProps) {
  const { answer, reload } = useAnswer(listRules, { params: { dropId } })
  return (
    <Sheet title="各版规则" onClose={onClose}>
      {answer.kind === 'loading' && <Loading rows={2} />}
      {answer.kind === 'offline' && <Offline busy={answer.busy} onRetry={reload} />}
      {answer.kind === 'refused' && <Refused problem={answer.problem} />}
      {answer.kind === 'ready' &&
        answer.body.versions.map(({ version, text, from }) => (
          <View key={version} className="drop-version">
            <Text className="block bold t14">
              第 {version} 版
              <Text className="t12 quiet">　{whenOf(from, serverNowMs())} 起领取的按这一版</Text>
            </Text>
            <View className="drop-version-text t14 quiet">{text || '没有写规则'}</View>
          </View>
        ))}
    </Sheet>
  )
}
