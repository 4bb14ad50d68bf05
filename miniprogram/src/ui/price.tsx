import { yuan } from '@gonghui/shared/lib/money'
import { Text, View } from '@tarojs/components'
import { zheLabel } from '../lib/drop-words'
import './price.scss'

interface PriceProps {
  readonly memberFen: number
  readonly listFen: number
  /** What it costs in points besides. */
  readonly points?: number | undefined
  readonly size?: 's' | 'm' | 'l' | 'xl'
  /** The 4折 label behind it. */
  readonly label?: boolean
  /** The struck price stands before the member's own. */
  readonly reversed?: boolean
}

/** ¥19.2 ~~¥48~~ 4折, or 积分 200 + ¥10 */
export function Price({
  memberFen,
  listFen,
  points,
  size = 'm',
  label = false,
  reversed = false,
}: PriceProps) {
  const cut = label ? zheLabel(listFen, memberFen) : undefined
  return (
    <View className={`price price-${size} ${reversed ? 'price-reversed' : ''}`}>
      {points !== undefined && (
        <View className="price-mine numbers">
          <Text className="price-points">积分</Text>
          <Text className="price-sum">{points}</Text>
          {memberFen > 0 && <Text className="price-plus">+</Text>}
        </View>
      )}
      {memberFen > 0 ? (
        <View className="price-mine numbers">
          <Text className="price-sign">¥</Text>
          <Text className="price-sum">{yuan(memberFen)}</Text>
        </View>
      ) : (
        points === undefined && <Text className="price-mine price-sum">免费</Text>
      )}
      {listFen > memberFen && <Text className="price-list numbers">¥{yuan(listFen)}</Text>}
      {cut && <Text className="price-label">{cut}</Text>}
    </View>
  )
}
