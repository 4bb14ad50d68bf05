import Taro, { useDidHide, useDidShow } from '@tarojs/taro'
import { useEffect, useState } from 'react'

/** A browser cannot; then the page does not claim it did. */
export const canBrighten = process.env.TARO_ENV === 'weapp'

/** The screen at its brightest while a QR is before somebody's eyes, and as it was as soon as it is not. */
export function useBrightScreen() {
  const [shown, setShown] = useState(true)
  useDidHide(() => setShown(false))
  useDidShow(() => setShown(true))
  useEffect(() => {
    if (!shown || !canBrighten) return
    let before: number | undefined
    let over = false
    const brighten = async () => {
      const { value } = await Taro.getScreenBrightness()
      if (over) return
      before = value
      await Taro.setScreenBrightness({ value: 1 })
    }
    // A phone that does not let itself be asked stays as it is.
    void brighten().catch(() => undefined)
    return () => {
      over = true
      if (before !== undefined) void Taro.setScreenBrightness({ value: before })
    }
  }, [shown])
}
