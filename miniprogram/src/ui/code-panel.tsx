import { Text, View } from '@tarojs/components'
import { canBrighten, useBrightScreen } from '../lib/brightness'
import { Button } from './button'
import { Icon } from './icon'
import { QrCode } from './qr-code'
import { SecondsRing } from './seconds-ring'
import './code-panel.scss'

interface CodePanelProps {
  readonly id: string
  readonly text: string
  readonly secondsLeft: number
  readonly of: number
  readonly late: boolean
  /** What one can still do once it has run out and the network is away. */
  readonly lateWords: string
  readonly onRetry: () => void
}

/** A QR that lives for a minute, its seconds, and the screen at its brightest meanwhile. */
export function CodePanel({ id, text, secondsLeft, of, late, lateWords, onRetry }: CodePanelProps) {
  useBrightScreen()
  return (
    <View>
      <View className={`pass-qr ${late ? 'pass-late' : ''}`}>
        <QrCode id={id} text={text} />
      </View>
      <View className="row pass-seconds">
        <SecondsRing left={secondsLeft} of={of} />
        <View>
          <View className="t14 bold">{late ? '这个码过期了' : `${secondsLeft} 秒后换新码`}</View>
          <View className="row t12 quiet pass-hint">
            {canBrighten && <Icon name="sun" size="s" />}
            <Text>{late ? lateWords : canBrighten ? '屏幕已调亮，截图无效' : '截图无效'}</Text>
          </View>
        </View>
        {late && (
          <Button id="retry" tone="pale" shape="pill" onTap={onRetry}>
            重试
          </Button>
        )}
      </View>
    </View>
  )
}
