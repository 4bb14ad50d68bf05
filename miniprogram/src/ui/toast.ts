import Taro from '@tarojs/taro'

/** A word in passing: WeChat shows two lines of it, for a moment. */
export const toast = (title: string) => void Taro.showToast({ title, icon: 'none', duration: 2_200 })

/** What must be read: it stays until it is put away. */
export const sayInFull = (content: string) =>
  void Taro.showModal({ content, showCancel: false, confirmText: '知道了' })
