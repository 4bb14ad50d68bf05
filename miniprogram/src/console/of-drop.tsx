import { View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import type { ComponentType } from 'react'
import { Button } from '../ui/button'
import { ConsolePage } from '../ui/console'
import { Empty } from '../ui/states'

/** A page about the one drop that its address names. Who comes without (a link cut short) is led to the list of them. */
export function ofDrop(Page: ComponentType<{ readonly dropId: string }>) {
  return function OfDrop() {
    const { dropId } = useRouter().params
    if (dropId) return <Page dropId={dropId} />
    return (
      <ConsolePage at="drops" title="福利场次">
        <Empty icon="gift" title="还没有选场次" next="链接不完整，请从“福利场次”里打开这一场" id="no-drop">
          <View className="said-way">
            <Button id="to-drops" shape="small" onTap={() => void Taro.redirectTo({ url: '/console/drops' })}>
              去选一场
            </Button>
          </View>
        </Empty>
      </ConsolePage>
    )
  }
}
