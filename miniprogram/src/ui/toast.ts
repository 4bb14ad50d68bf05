import Taro from '@tarojs/taro'

export const toast = (title: string) => void Taro.showToast({ title, icon: 'none', duration: 2_200 })

/** For a service that the house has announced but not opened. */
export const soon = (name: string) => toast(`${name}即将开放`)
