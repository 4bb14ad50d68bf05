import { instantOf } from '@gonghui/shared/lib/instant'
import { Text } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { serverNowMs } from '../lib/server-clock'
import { secondsOf } from '../lib/words'

/** The clock that decides, running: whoever doubts the phone's can compare. */
export function ServerTime() {
  const [now, setNow] = useState(serverNowMs)
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNowMs()), 1_000)
    return () => clearInterval(timer)
  }, [])
  return <Text className="block t12 quiet numbers">服务器时间 {secondsOf(instantOf(now))}</Text>
}
