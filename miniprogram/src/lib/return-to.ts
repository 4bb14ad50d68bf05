import Taro from '@tarojs/taro'

/** The benefit that somebody was looking at when they set out to join; it is kept over the sign-in page. */
export interface ReturnTo {
  readonly url: string
  readonly title: string
}

const STORED = 'return-to'

export const rememberReturn = (to: ReturnTo) => Taro.setStorageSync(STORED, to)
export const returnTo = (): ReturnTo | undefined => Taro.getStorageSync<ReturnTo | ''>(STORED) || undefined
export const forgetReturn = () => Taro.removeStorageSync(STORED)
