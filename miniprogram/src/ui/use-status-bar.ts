import Taro from '@tarojs/taro'
import { useEffect } from 'react'
import { useShown } from '../lib/use-shown'

/**
 * The clock and the battery above a page, white or black. WeChat paints the page on top, whoever asks; so a page asks
 * only while it is that one, and again when it comes back: the theme may have changed on another.
 */
export function useStatusBar(isWhite: boolean): void {
  const shown = useShown()
  useEffect(() => {
    if (process.env.TARO_ENV !== 'weapp' || !shown) return
    Taro.setNavigationBarColor({ frontColor: isWhite ? '#ffffff' : '#000000', backgroundColor: '#ffffff' })
  }, [isWhite, shown])
}
