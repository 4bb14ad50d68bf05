import { PASS_LIFE_SECONDS } from '@gonghui/shared/benefits/vouchers'
import { Text, View } from '@tarojs/components'
import { useEffect } from 'react'
import { inFours } from '../lib/words'
import { Button } from '../ui/button'
import { Icon } from '../ui/icon'
import { QrCode } from '../ui/qr-code'
import { SecondsRing } from '../ui/seconds-ring'
import { Offline, Refused } from '../ui/states'
import { canBrighten, useBrightScreen } from './brightness'
import { usePass } from './use-pass'

interface PassPanelProps {
  readonly voucherId: string
  /** The server gives no pass any more: the voucher is spent or over. */
  readonly onOver: () => void
}

/** The rotating QR, its seconds, and the short code for when a camera fails. */
export function PassPanel({ voucherId, onOver }: PassPanelProps) {
  const { state, retry } = usePass(voucherId, true)
  useBrightScreen(state.kind === 'showing')
  const over = state.kind === 'refused'
  useEffect(() => {
    if (over) onOver()
  }, [over, onOver])

  if (state.kind === 'loading') return <View className="pass-blank" id="loading" />
  if (state.kind === 'offline') return <Offline onRetry={retry} />
  if (state.kind === 'refused') return <Refused problem={state.problem} />
  const { pass, secondsLeft, late } = state
  return (
    <View>
      <View className={`pass-qr ${late ? 'pass-late' : ''}`}>
        <QrCode id="pass-qr" text={pass.pass} />
      </View>
      <View className="row pass-seconds">
        <SecondsRing left={secondsLeft} of={PASS_LIFE_SECONDS} />
        <View>
          <View className="t14 bold">{late ? '这个码过期了' : `${secondsLeft} 秒后换新码`}</View>
          <View className="row t12 quiet pass-hint">
            {canBrighten && <Icon name="sun" size="s" />}
            <Text>
              {late ? '网络没有连上，可以报短码' : canBrighten ? '屏幕已调亮，截图无效' : '截图无效'}
            </Text>
          </View>
        </View>
        {late && (
          <Button id="retry" tone="pale" shape="pill" onTap={() => void retry()}>
            重试
          </Button>
        )}
      </View>
      <View className="pass-short">
        <Text className="block t12 quiet">扫不了就报短码</Text>
        <Text className="pass-digits numbers" id="short-code">
          {inFours(pass.shortCode)}
        </Text>
      </View>
    </View>
  )
}
