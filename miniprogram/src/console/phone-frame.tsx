import Taro from '@tarojs/taro'
import { Button } from '../ui/button'

/** Here the phone is in one's hand: the page is opened on it. */
export function PhoneFrame({ page }: { readonly page: string }) {
  return (
    <Button id="open-preview" onTap={() => void Taro.navigateTo({ url: page })}>
      打开预览
    </Button>
  )
}
