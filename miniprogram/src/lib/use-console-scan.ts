import Taro from '@tarojs/taro'
import { toast } from '../ui/toast'
import { signInCodeIn } from './scanned'
import { useScan } from './use-scan'

/** 扫码登录: from the phone to the page that confirms a sign-in in a desktop browser. */
export function useConsoleScan() {
  return useScan(
    (text) => {
      const code = signInCodeIn(text)
      if (code) void Taro.navigateTo({ url: `/membership/console-confirm?code=${code}` })
      else toast('这不是登录码，请扫电脑控制台上的二维码')
    },
    { title: '扫码登录控制台', hint: '在电脑浏览器打开控制台，扫上面的二维码；也可以粘贴它的网址' },
  )
}
