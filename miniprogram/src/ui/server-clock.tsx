import { instantOf } from '@gonghui/shared/lib/instant'
import { Text, View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { serverNowMs } from '../lib/server-clock'
import { useShown } from '../lib/use-shown'
import { dateOf, secondsOf } from '../lib/words'

function useServerSecond() {
  const [now, setNow] = useState(serverNowMs)
  const shown = useShown()
  useEffect(() => {
    if (!shown) return
    setNow(serverNowMs())
    const timer = setInterval(() => setNow(serverNowMs()), 1_000)
    return () => clearInterval(timer)
  }, [shown])
  return instantOf(now)
}

/** The clock that decides, running: whoever doubts the phone's can compare. */
export function ServerTime() {
  return <Text className="block t12 quiet numbers">服务器时间 {secondsOf(useServerSecond())}</Text>
}

/** The same, large, for whoever runs a drop day. */
export function ServerClock() {
  const now = useServerSecond()
  return (
    <View className="console-clock numbers">
      <Text className="block t22 bold">{secondsOf(now)}</Text>
      <Text className="block t12 quiet">服务器时间，{dateOf(now)}</Text>
    </View>
  )
}
