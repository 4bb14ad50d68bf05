import { getPass, PASS_LIFE_SECONDS } from '@gonghui/shared/benefits/vouchers'
import { Text, View } from '@tarojs/components'
import { useCallback, useEffect } from 'react'
import { call } from '../lib/api'
import { useFresh } from '../lib/use-fresh'
import { inFours } from '../lib/words'
import { CodePanel } from '../ui/code-panel'
import { Offline, Refused } from '../ui/states'

interface PassPanelProps {
  readonly voucherId: string
  /** The server gives no pass any more: the voucher is spent or over. */
  readonly onOver: () => void
}

/** The rotating QR, its seconds, and the short code for when a camera fails. */
export function PassPanel({ voucherId, onOver }: PassPanelProps) {
  const ask = useCallback(() => call(getPass, { params: { voucherId } }), [voucherId])
  const { state, retry } = useFresh(ask)
  const over = state.kind === 'refused'
  useEffect(() => {
    if (over) onOver()
  }, [over, onOver])

  if (state.kind === 'loading') return <View className="pass-blank" id="loading" />
  if (state.kind === 'offline') return <Offline onRetry={retry} />
  if (state.kind === 'refused') return <Refused problem={state.problem} />
  const { body: pass, secondsLeft, late } = state
  return (
    <View>
      <CodePanel
        id="pass-qr"
        text={pass.pass}
        secondsLeft={secondsLeft}
        of={PASS_LIFE_SECONDS}
        late={late}
        lateWords="网络没有连上，可以报短码"
        onRetry={() => void retry()}
      />
      <View className="pass-short">
        <Text className="block t12 quiet">扫不了就报短码</Text>
        <Text className="pass-digits numbers" id="short-code">
          {inFours(pass.shortCode)}
        </Text>
      </View>
    </View>
  )
}
