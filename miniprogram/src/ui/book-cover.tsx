import { Text, View } from '@tarojs/components'
import './book-cover.scss'

interface BookCoverProps {
  readonly title: string
  readonly binding: string
  readonly size?: 's' | 'm' | 'l'
}

/** As many letters as the plate has room for in one column. */
const ROOM = { s: 5, m: 5, l: 6 } as const

/** `《态度：大国工匠》` → `态度`: what stands before the colon, as spines have it. */
const shortOf = (title: string, room: number) => {
  const plain = title.replace(/[《》]/g, '').split(/[：:（(]/)[0] ?? title
  const letters = [...plain]
  return letters.length > room ? `${letters.slice(0, room - 1).join('')}…` : plain
}

/** A book bound in cloth, its title upright on a paper plate. */
export function BookCover({ title, binding, size = 'm' }: BookCoverProps) {
  return (
    <View className={`book book-${size} book-${binding}`} aria-label={title}>
      <View className="book-spine" />
      <View className="book-plate">
        <Text className="book-title">{shortOf(title, ROOM[size])}</Text>
      </View>
    </View>
  )
}
