import type { Instant } from '@gonghui/shared/lib/instant'
import { Text, View } from '@tarojs/components'
import { useCountdown } from './use-countdown'
import './countdown.scss'

interface CountdownProps {
  readonly to: Instant
  readonly size?: 'm' | 'l'
  readonly onEnd?: () => void
}

/** 00:01:23 in red boxes. */
export function Countdown({ to, size = 'm', onEnd }: CountdownProps) {
  const { hours, minutes, seconds } = useCountdown(to, onEnd)
  return (
    <View
      className={`countdown countdown-${size}`}
      aria-label={`还有 ${hours} 时 ${minutes} 分 ${seconds} 秒`}
    >
      <Text className="countdown-box">{hours}</Text>
      <Text className="countdown-colon">:</Text>
      <Text className="countdown-box">{minutes}</Text>
      <Text className="countdown-colon">:</Text>
      <Text className="countdown-box">{seconds}</Text>
    </View>
  )
}

/** The same in a line of words, as on a button. */
export function CountdownWords({ to, onEnd }: { readonly to: Instant; readonly onEnd?: () => void }) {
  const { hours, minutes, seconds } = useCountdown(to, onEnd)
  return <Text className="numbers">{`${hours}:${minutes}:${seconds}`}</Text>
}
