import Taro from '@tarojs/taro'
import { toast } from '../ui/toast'
import { clerkCodeIn } from './scanned'
import { useScan } from './use-scan'

/** 我是商户核销员: from the phone to the page that accepts an invitation. */
export function useClerkScan() {
  return useScan(
    (text) => {
      const code = clerkCodeIn(text)
      if (code) void Taro.navigateTo({ url: `/membership/clerk-invited?code=${code}` })
      else toast('这不是核销员邀请码，请找发码的工会')
    },
    { title: '扫核销员邀请码', hint: '工会发的邀请码以 C 开头共 16 位；也可以粘贴它的网址' },
  )
}
