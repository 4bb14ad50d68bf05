import { Text, View } from '@tarojs/components'
import type { CSSProperties } from 'react'
import './seconds-ring.scss'

const ROUND = 2 * Math.PI * 18

const ring = (share: number) =>
  `url("data:image/svg+xml,${encodeURIComponent(
    `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 42 42' fill='none' stroke='#000' stroke-width='3.5' stroke-linecap='round'><circle cx='21' cy='21' r='18' transform='rotate(-90 21 21)' stroke-dasharray='${(ROUND * share).toFixed(1)} ${ROUND.toFixed(1)}'/></svg>`,
  )}")`

const WHOLE = ring(1)

/** The seconds that a pass still lives, as a figure in a closing ring. */
export function SecondsRing({ left, of }: { readonly left: number; readonly of: number }) {
  const masks = { '--whole': WHOLE, '--part': ring(Math.min(1, left / of)) } as CSSProperties
  return (
    <View className="ring" style={masks}>
      <Text className="ring-figure numbers">{left}</Text>
    </View>
  )
}
