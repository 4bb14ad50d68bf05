import {
  MAX_PHOTO_BYTES,
  type MyPhoto,
  PHOTOS_MAX,
  setPhotos,
  uploadPhoto,
} from '@gonghui/shared/matchmaking/photos'
import { useState } from 'react'
import { call } from '../lib/api'
import { pickPicture } from '../lib/pick-file'
import { untilKnown } from '../lib/until-known'

export type Sending =
  | { readonly kind: 'idle' }
  | { readonly kind: 'sending' }
  | { readonly kind: 'failed'; readonly words: string }

const UNREACHABLE = '照片没有传上去，再选一次'

/** One's own photos: brought one at a time, taken out by a tap. */
export function usePhotos(first: readonly MyPhoto[], onTaken: (revision: number) => void) {
  const [photos, setShown] = useState(first)
  const [sending, setSending] = useState<Sending>({ kind: 'idle' })
  const fail = (words: string) => setSending({ kind: 'failed', words })

  const put = async (wanted: readonly ({ readonly photoId: string } | { readonly fileId: string })[]) => {
    const ended = await untilKnown(() => call(setPhotos, { body: { photos: [...wanted] } }))
    if (ended.kind === 'refused') return fail(`${ended.problem.title}，${ended.problem.next}`)
    if (ended.kind !== 'answer') return fail('网络没有连上，再点一次不会重复')
    setShown(ended.body.photos)
    onTaken(ended.body.revision)
    setSending({ kind: 'idle' })
  }
  const kept = () => photos.map(({ photoId }) => ({ photoId }))

  const add = async () => {
    const file = await pickPicture()
    if (!file) return
    if (file.size > MAX_PHOTO_BYTES) return fail('照片超过 5 MB，请换一张小一点的')
    setSending({ kind: 'sending' })
    const type = /\.png$/i.test(file.name) ? 'image/png' : 'image/jpeg'
    const to = await untilKnown(() => call(uploadPhoto, { body: { type, size: file.size } }))
    if (to.kind === 'refused') return fail(`${to.problem.title}，${to.problem.next}`)
    if (to.kind !== 'answer' || (await file.send(to.body)) !== 'sent') return fail(UNREACHABLE)
    await put([...kept(), { fileId: to.body.fileId }])
  }
  const remove = async (photoId: string) => {
    setSending({ kind: 'sending' })
    await put(kept().filter((one) => one.photoId !== photoId))
  }
  return { photos, sending, add, remove, mayAdd: photos.length < PHOTOS_MAX }
}
