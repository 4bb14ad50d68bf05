import Taro from '@tarojs/taro'

/** Answers that are kept on the phone for when there is no network. They are whose session it was, and go with it. */
const KEPT = 'answer-'

export const keepAnswer = (name: string, body: unknown): void => Taro.setStorageSync(KEPT + name, body)

export const keptAnswer = <B>(name: string): B | undefined =>
  Taro.getStorageSync<B | ''>(KEPT + name) || undefined

export function forgetAnswers(): void {
  for (const key of Taro.getStorageInfoSync().keys) if (key.startsWith(KEPT)) Taro.removeStorageSync(key)
}
