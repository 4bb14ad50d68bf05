import { View } from '@tarojs/components'
import './stock-bar.scss'

/** How much is left of what there was; one unit left is still seen. */
export function StockBar({ left, total }: { readonly left: number; readonly total: number }) {
  const share = total > 0 ? Math.min(1, left / total) : 0
  const width = left > 0 ? Math.max(4, Math.round(share * 100)) : 0
  return (
    <View className="stock" aria-label={`剩 ${left}，共 ${total}`}>
      <View className="stock-left" style={{ width: `${width}%` }} />
    </View>
  )
}
