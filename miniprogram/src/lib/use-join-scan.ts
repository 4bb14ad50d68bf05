import Taro from '@tarojs/taro'
import { toast } from '../ui/toast'
import { clerkCodeIn, sceneIn } from './scanned'
import { useScan } from './use-scan'

/** 扫码入会: from any page that offers it to the union that the poster belongs to. */
export function useJoinScan() {
  return useScan(
    (text) => {
      const scene = sceneIn(text)
      const clerkCode = clerkCodeIn(text)
      // A clerk who is no member yet finds this way in first.
      if (clerkCode) void Taro.navigateTo({ url: `/membership/clerk-invited?code=${clerkCode}` })
      else if (scene) void Taro.navigateTo({ url: `/membership/join?scene=${scene}` })
      else toast('这不是入会码，请扫单位工会的海报')
    },
    { title: '扫码入会', hint: '入会码在单位工会的海报上，以 J 开头共 16 位' },
  )
}
