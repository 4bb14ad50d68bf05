import Taro from '@tarojs/taro'

export const toast = (title: string) => void Taro.showToast({ title, icon: 'none', duration: 2_200 })
