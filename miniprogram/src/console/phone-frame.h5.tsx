import { View } from '@tarojs/components'
import './drop-day.scss'

/** A phone on the desk: the member's own page, at a phone's width, in a frame of its own. */
export function PhoneFrame({ page }: { readonly page: string }) {
  return (
    <View className="phone">
      <iframe
        id="phone"
        className="phone-screen"
        title="手机预览"
        src={`${window.location.pathname}${window.location.search}#${page}`}
      />
    </View>
  )
}
