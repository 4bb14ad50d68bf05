import { Image, View } from '@tarojs/components'
import Taro from '@tarojs/taro'

interface PhotosProps {
  readonly photos: readonly { readonly url: string }[]
}

/** Somebody’s photos, by addresses that last some minutes: a tap shows one large. */
export function Photos({ photos }: PhotosProps) {
  if (photos.length === 0) return null
  const urls = photos.map(({ url }) => url)
  return (
    <View className="photos">
      {urls.map((url) => (
        <Image
          key={url}
          className="photo"
          src={url}
          mode="aspectFill"
          onClick={() => void Taro.previewImage({ current: url, urls })}
        />
      ))}
    </View>
  )
}
