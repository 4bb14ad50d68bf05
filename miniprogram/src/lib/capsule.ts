import Taro from '@tarojs/taro'

/** The head of the screen that is not ours: the status bar, and WeChat's capsule at the right. CSS pixels. */
export interface Capsule {
  readonly top: number
  readonly height: number
  /** Room to leave at the right, so that nothing of ours lies under the capsule. */
  readonly right: number
}

let measured: Capsule | undefined

export function capsule(): Capsule {
  if (measured) return measured
  const { statusBarHeight = 20, windowWidth } = Taro.getWindowInfo?.() ?? Taro.getSystemInfoSync()
  const button = Taro.getMenuButtonBoundingClientRect()
  const gap = Math.max(4, button.top - statusBarHeight)
  measured = {
    top: statusBarHeight,
    height: button.height + gap * 2,
    right: Math.max(0, windowWidth - button.left),
  }
  return measured
}
