import { type MyPhoto, PHOTOS_MAX, type PhotoState } from '@gonghui/shared/matchmaking/photos'
import { Image, Text, View } from '@tarojs/components'
import { Card, SectionHead } from '../ui/card'
import { Icon } from '../ui/icon'
import { usePhotos } from './use-photos'

const stateWords: Readonly<Record<PhotoState, string>> = {
  'under-check': '安全检查中',
  waiting: '等红娘审核',
  approved: '已通过',
  refused: '没通过检查',
}

interface PhotoFieldsProps {
  readonly photos: readonly MyPhoto[]
  readonly onTaken: (revision: number) => void
}

/** 照片: may be left out; nobody sees one before both have agreed. */
export function PhotoFields({ photos: first, onTaken }: PhotoFieldsProps) {
  const { photos, sending, add, remove, mayAdd } = usePhotos(first, onTaken)
  const busy = sending.kind === 'sending'
  return (
    <>
      <SectionHead
        title="照片（可不放）"
        end={
          <View className="t12 quiet">
            {photos.length}/{PHOTOS_MAX}
          </View>
        }
      />
      <Card>
        <View className="photos" id="my-photos">
          {photos.map(({ photoId, url, state }) => (
            <View key={photoId} className="photo-mine">
              <Image className="photo" src={url} mode="aspectFill" />
              <Text className={`photo-state t12 ${state === 'refused' ? 'no' : ''}`}>
                {stateWords[state]}
              </Text>
              <View
                className="photo-remove"
                role="button"
                aria-label="去掉这张照片"
                onClick={() => !busy && void remove(photoId)}
              >
                <Icon name="cross" size="s" />
              </View>
            </View>
          ))}
          {mayAdd && (
            <View className="photo photo-add" id="add-photo" onClick={() => !busy && void add()}>
              <Icon name="plus" size="l" />
              <Text className="t12">{busy ? '正在上传…' : '加一张'}</Text>
            </View>
          )}
        </View>
        {sending.kind === 'failed' && <View className="no t14 person-line">{sending.words}</View>}
        <View className="t12 quiet person-line">
          拍摄地点、时间等信息会自动去掉。先过安全检查，再由红娘审核；双方同意交换联系方式后，对方才看得到。
        </View>
      </Card>
    </>
  )
}
