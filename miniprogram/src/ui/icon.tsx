import { View } from '@tarojs/components'
import type { CSSProperties } from 'react'
import { type IconName, iconPaths } from './icon-paths'
import './icon.scss'

const drawn = new Map<IconName, CSSProperties>()

const address = (path: string) =>
  `url("data:image/svg+xml,${encodeURIComponent(
    `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' fill='none' stroke='#000' stroke-width='1.8' stroke-linecap='round' stroke-linejoin='round'><path d='${path}'/></svg>`,
  )}")`

/** The strokes are masks, so that CSS colours them: lines by `color`, the gold stroke by the theme. */
function masks(name: IconName): CSSProperties {
  const known = drawn.get(name)
  if (known) return known
  const [lines, gold] = iconPaths[name]
  const style = { '--lines': address(lines), '--gold-line': gold ? address(gold) : 'none' } as CSSProperties
  drawn.set(name, style)
  return style
}

export function Icon({
  name,
  size = 'm',
}: {
  readonly name: IconName
  readonly size?: 's' | 'm' | 'l' | 'xl'
}) {
  const gold = iconPaths[name][1] ? 'icon-gold' : ''
  return <View className={`icon icon-${size} ${gold}`} style={masks(name)} />
}
