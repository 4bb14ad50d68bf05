import { type Tag, tags } from '@gonghui/shared/lib/tags'
import { View } from '@tarojs/components'
import './field.scss'

interface TagChipsProps {
  readonly id: string
  readonly chosen: readonly Tag[]
  readonly onChange: (chosen: readonly Tag[]) => void
}

/** Any of the catalog's tags, all of them seen; a tap takes one or gives it back. */
export function TagChips({ id, chosen, onChange }: TagChipsProps) {
  const isChosen = (tag: Tag) => chosen.includes(tag)
  return (
    <View className="chips" id={id}>
      {tags.map((tag) => (
        <View
          key={tag}
          id={`${id}-${tag}`}
          role="checkbox"
          aria-checked={isChosen(tag)}
          className={`chips-chip ${isChosen(tag) ? 'chips-chosen' : ''}`}
          onClick={() => onChange(isChosen(tag) ? chosen.filter((one) => one !== tag) : [...chosen, tag])}
        >
          {tag}
        </View>
      ))}
    </View>
  )
}
