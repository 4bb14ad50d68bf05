import { View } from '@tarojs/components'

interface ManyChipsProps<V extends string> {
  readonly id: string
  readonly words: Readonly<Record<V, string>>
  readonly order: readonly V[]
  readonly chosen: readonly V[]
  /** A tap beyond it does nothing. */
  readonly most?: number
  readonly onChange: (chosen: V[]) => void
}

/** Any of several words, in their own order; a tap takes one or gives it back. */
export function ManyChips<V extends string>({
  id,
  words,
  order,
  chosen,
  most = order.length,
  onChange,
}: ManyChipsProps<V>) {
  const toggle = (word: V) => {
    if (chosen.includes(word)) return onChange(chosen.filter((one) => one !== word))
    if (chosen.length < most) onChange(order.filter((one) => one === word || chosen.includes(one)))
  }
  return (
    <View className="chips" id={id}>
      {order.map((word) => (
        <View
          key={word}
          id={`${id}-${word}`}
          role="checkbox"
          aria-checked={chosen.includes(word)}
          className={`chips-chip ${chosen.includes(word) ? 'chips-chosen' : ''}`}
          onClick={() => toggle(word)}
        >
          {words[word]}
        </View>
      ))}
    </View>
  )
}
