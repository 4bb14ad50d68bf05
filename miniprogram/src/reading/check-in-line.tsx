import type { CheckInFace, CheckInPictureState } from '@gonghui/shared/reading/readers'
import { Image, Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { dayWords } from '../lib/words'
import { Button } from '../ui/button'
import { Chip } from '../ui/card'
import { Icon } from '../ui/icon'
import { Sheet } from '../ui/sheet'
import { useCheckInPicture } from './use-check-in-picture'
import './reading.scss'

const stateWords: Readonly<Record<CheckInPictureState, string>> = {
  'under-check': '微信正在检查这张图片',
  sound: '已通过检查',
  unclear: '没能确认，照样留着',
  refused: '没有通过检查，换一张吧',
}

interface CheckInLineProps {
  readonly campaignId: string
  readonly checkIn: CheckInFace
  readonly title: string
  /** Pictures may still be added. */
  readonly running: boolean
  readonly onChanged: () => Promise<void>
}

/** One check-in of mine: what was read, the note, and the picture that I alone see. */
export function CheckInLine({ campaignId, checkIn, title, running, onChanged }: CheckInLineProps) {
  const { checkInId, day, minutes, pages, note, late, picture } = checkIn
  const [open, setOpen] = useState(false)
  return (
    <View className="line-row" id={`told-${checkInId}`}>
      <View className="grow">
        <View className="t14 cut">《{title}》</View>
        <View className="t12 quiet">
          {dayWords(day)}・{minutes > 0 ? `${minutes} 分钟` : `${pages} 页`}
        </View>
        {note && <View className="t12 reading-note">{note}</View>}
      </View>
      {late && <Chip tone="wait">补记</Chip>}
      {(picture || running) && (
        <View
          className={`reading-picture ${picture ? '' : 'reading-picture-add'}`}
          id={`picture-${checkInId}`}
          role="button"
          aria-label={picture ? '看这次打卡的图片' : '加一张图片'}
          onClick={() => setOpen(true)}
        >
          {picture?.url ? (
            <Image className="reading-picture-fill" src={picture.url} mode="aspectFill" />
          ) : (
            <Icon name={picture ? 'cross' : 'plus'} />
          )}
        </View>
      )}
      {open && (
        <PictureSheet
          campaignId={campaignId}
          checkIn={checkIn}
          running={running}
          onChanged={onChanged}
          onClose={() => setOpen(false)}
        />
      )}
    </View>
  )
}

type PictureSheetProps = Omit<CheckInLineProps, 'title'> & { readonly onClose: () => void }

/** The picture itself, how it stands, and what its author can do with it. */
function PictureSheet({ campaignId, checkIn, running, onChanged, onClose }: PictureSheetProps) {
  const { busy, error, send, put } = useCheckInPicture(campaignId)
  const { picture } = checkIn
  const url = picture?.url
  const done = async (isDone: boolean) => {
    if (!isDone) return
    await onChanged()
    onClose()
  }
  const bring = async () => {
    const fileId = await send()
    if (fileId) await done(await put(checkIn, fileId))
  }
  return (
    <Sheet title="打卡图片" onClose={onClose}>
      {url && (
        <Image
          className="reading-picture-whole"
          src={url}
          mode="aspectFit"
          onClick={() => void Taro.previewImage({ current: url, urls: [url] })}
        />
      )}
      {picture && (
        <Text className={`block t14 ${picture.state === 'refused' ? 'no' : ''}`} id="picture-state">
          {stateWords[picture.state]}
        </Text>
      )}
      <Text className="block t12 quiet reading-gap">只有你自己看得到；拍摄地点、时间会自动去掉。</Text>
      {error && <Text className="block field-error">{error}</Text>}
      <View className="sheet-ways">
        {picture && (
          <Button
            id="take-picture-out"
            tone="line"
            disabled={busy}
            onTap={() => void put(checkIn, undefined).then(done)}
          >
            去掉
          </Button>
        )}
        {running && (
          <Button id="bring-picture" busy={busy && '正在上传…'} onTap={() => void bring()}>
            {picture ? '换一张' : '选一张图片'}
          </Button>
        )}
      </View>
    </Sheet>
  )
}
