import { Image, View } from '@tarojs/components'
import { type ReactNode, useState } from 'react'
import badminton from './covers/badminton.svg'
import film from './covers/film.svg'
import fruit from './covers/fruit.svg'
import gift from './covers/gift.svg'
import grocery from './covers/grocery.svg'
import meal from './covers/meal.svg'
import './cover.scss'

const pictures: Readonly<Record<string, string>> = { fruit, film, badminton, meal, grocery, gift }

interface CoverProps {
  /** The drop's `cover`. One that this version does not know is shown as a gift. */
  readonly cover: string
  /** Where its own picture is shown from; the drawn one stands in where there is none or it does not load. */
  readonly picture?: string | undefined
  /** A square beside words, the top of a card, or the head of a page. */
  readonly shape: 'tile' | 'large-tile' | 'wide' | 'hero'
  readonly children?: ReactNode
}

/** A drop's picture, or a drawn thing on its own ground. */
export function Cover({ cover, picture, shape, children }: CoverProps) {
  const [broken, setBroken] = useState<string>()
  const known = cover in pictures ? cover : 'gift'
  return (
    <View className={`cover cover-${known} cover-${shape}`}>
      <View className="cover-floor" />
      <Image className="cover-thing" src={pictures[known] ?? gift} mode="aspectFit" />
      {picture && picture !== broken && (
        <Image
          className="cover-picture"
          src={picture}
          mode="aspectFill"
          lazyLoad
          onError={() => setBroken(picture)}
        />
      )}
      <View className="cover-dim" />
      {children}
    </View>
  )
}
