import { PASS_LIFE_SECONDS } from '@gonghui/shared/benefits/vouchers'
import { Text, View } from '@tarojs/components'
import { inFours } from '../lib/words'
import { CodePanel } from '../ui/code-panel'
import { Offline, Refused } from '../ui/states'
import { usePass } from './use-pass'

interface PassPanelProps {
  readonly voucherId: string
  /** The server gives no pass any more: the voucher is spent or over. */
  readonly onOver: () => void
}

/** The rotating QR, its seconds, and the short code for when a camera or the network fails. */
export function PassPanel({ voucherId, onOver }: PassPanelProps) {
  const { state, retry, shortCode } = usePass(voucherId, onOver)
  if (state.kind === 'refused') return <Refused problem={state.problem} />
  return (
    <View>
      {state.kind === 'loading' && <View className="pass-blank" id="loading" />}
      {state.kind === 'offline' && <Offline onRetry={retry} />}
      {state.kind === 'showing' && (
        <CodePanel
          id="pass-qr"
          text={state.body.pass}
          secondsLeft={state.secondsLeft}
          of={PASS_LIFE_SECONDS}
          late={state.late}
          lateWords="网络没有连上，可以报短码"
          onRetry={() => void retry()}
        />
      )}
      {shortCode && (
        <View className="pass-short">
          <Text className="block t12 quiet">
            {state.kind === 'offline' ? '没有网络时，把短码报给店员' : '扫不了就报短码'}
          </Text>
          <Text className="pass-digits numbers" id="short-code">
            {inFours(shortCode)}
          </Text>
        </View>
      )}
    </View>
  )
}
