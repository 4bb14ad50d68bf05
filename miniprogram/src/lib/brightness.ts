import Taro from '@tarojs/taro'
import { useEffect } from 'react'

/** A browser cannot; then the page does not claim it did. */
export const canBrighten = process.env.TARO_ENV === 'weapp'

/** The screen at its brightest while a QR is shown, and as it was afterwards. */
export function useBrightScreen(wanted: boolean) {
  useEffect(() => {
    if (!wanted || !canBrighten) return
    let before: number | undefined
    void Taro.getScreenBrightness().then(({ value }) => {
      before = value
      void Taro.setScreenBrightness({ value: 1 })
    })
    return () => {
      if (before !== undefined) void Taro.setScreenBrightness({ value: before })
    }
  }, [wanted])
}
