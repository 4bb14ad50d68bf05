import { useDidHide, useDidShow } from '@tarojs/taro'
import { useState } from 'react'

/** Whether this is the page on top. WeChat goes on running those that lie under it. */
export function useShown(): boolean {
  const [shown, setShown] = useState(true)
  useDidHide(() => setShown(false))
  useDidShow(() => setShown(true))
  return shown
}
