import Taro from '@tarojs/taro'

/** Older base libraries do not tell the theme: then it is light. */
export const isSystemDark = (): boolean => Taro.getAppBaseInfo?.().theme === 'dark'

export function onSystemDark(tell: (dark: boolean) => void) {
  Taro.onThemeChange?.(({ theme }) => tell(theme === 'dark'))
}
