import {
  MAX_PHOTO_BYTES,
  type MyPhoto,
  PHOTOS_MAX,
  setPhotos,
  uploadPhoto,
} from '@gonghui/shared/matchmaking/photos'
import { useState } from 'react'
import { call } from '../lib/api'
import { sendPicture } from '../lib/send-picture'
import { saidOf, untilKnown } from '../lib/until-known'

export type Sending =
  | { readonly kind: 'idle' }
  | { readonly kind: 'sending' }
  | { readonly kind: 'failed'; readonly words: string }

/** One's own photos: brought one at a time, taken out by a tap. */
export function usePhotos(first: readonly MyPhoto[], onTaken: (revision: number) => void) {
  const [photos, setShown] = useState(first)
  const [sending, setSending] = useState<Sending>({ kind: 'idle' })
  const fail = (words: string) => setSending({ kind: 'failed', words })

  const put = async (wanted: readonly ({ readonly photoId: string } | { readonly fileId: string })[]) => {
    const ended = await untilKnown(() => call(setPhotos, { body: { photos: [...wanted] } }))
    if (ended.kind !== 'answer') return fail(saidOf(ended, '再点一次不会重复'))
    setShown(ended.body.photos)
    onTaken(ended.body.revision)
    setSending({ kind: 'idle' })
  }
  const kept = () => photos.map(({ photoId }) => ({ photoId }))

  const add = async () => {
    const onPicked = () => setSending({ kind: 'sending' })
    const sent = await sendPicture((body) => call(uploadPhoto, { body }), {
      maxBytes: MAX_PHOTO_BYTES,
      onPicked,
    })
    if (!sent) return
    if ('said' in sent) return fail(sent.said)
    await put([...kept(), { fileId: sent.fileId }])
  }
  const remove = async (photoId: string) => {
    setSending({ kind: 'sending' })
    await put(kept().filter((one) => one.photoId !== photoId))
  }
  return { photos, sending, add, remove, mayAdd: photos.length < PHOTOS_MAX }
}
