import { keepCover, MAX_COVER_BYTES, uploadCover } from '@gonghui/shared/benefits/covers'
import { covers } from '@gonghui/shared/benefits/drop-plan'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../lib/api'
import { sendPicture } from '../lib/send-picture'
import { saidOf, untilKnown } from '../lib/until-known'
import { Button } from '../ui/button'
import { Cover } from '../ui/cover'
import type { Editor } from './use-editor'

/** 封面: a drawn one, or a picture of one's own before it. */
export function CoverField({ editor: { form, change, errors } }: { readonly editor: Editor }) {
  const [sending, setSending] = useState(false)
  const [said, setSaid] = useState('')
  const { picture } = form

  const bring = async () => {
    setSaid('')
    const onPicked = () => setSending(true)
    const sent = await sendPicture((body) => call(uploadCover, { body }), {
      maxBytes: MAX_COVER_BYTES,
      onPicked,
    })
    setSending(false)
    if (!sent) return
    if ('said' in sent) return setSaid(sent.said)
    const kept = await untilKnown(() => call(keepCover, { params: { fileId: sent.fileId } }))
    if (kept.kind !== 'answer') return setSaid(saidOf(kept))
    change({ picture: kept.body })
  }

  return (
    <View className="field">
      <Text className="field-label">封面</Text>
      {picture && (
        <View className="editor-picture" id="cover-picture">
          <Cover cover={form.cover} picture={picture.url} shape="wide" />
        </View>
      )}
      <View className="row editor-picture-buttons">
        <Button
          id="bring-cover"
          tone="pale"
          shape="pill"
          busy={sending && '正在上传…'}
          onTap={() => void bring()}
        >
          {picture ? '换一张图片' : '上传图片'}
        </Button>
        {picture && (
          <Button
            id="drop-cover-picture"
            tone="line"
            shape="pill"
            onTap={() => change({ picture: undefined })}
          >
            不用图片
          </Button>
        )}
      </View>
      {(said || errors.pictureId) && <View className="no t14">{said || errors.pictureId}</View>}
      <View className="t12 quiet editor-cover-hint">
        {picture
          ? '图片加载不出来时，会员看到下面选中的插画。'
          : '也可以直接用下面的插画。图片建议横幅，宽 1200 像素以上，JPG 或 PNG。'}
      </View>
      <View className="editor-covers">
        {covers.map((cover) => (
          <View
            key={cover}
            id={`cover-${cover}`}
            className={`editor-cover ${cover === form.cover ? 'editor-cover-chosen' : ''}`}
            onClick={() => change({ cover })}
          >
            <Cover cover={cover} shape="tile" />
          </View>
        ))}
      </View>
    </View>
  )
}
