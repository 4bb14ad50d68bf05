import type { Outcome } from '@gonghui/shared/lib/client'
import type { Contract } from '@gonghui/shared/lib/contract'
import type { pictureTypes, Upload } from '@gonghui/shared/lib/files'
import { pickPicture } from './pick-file'
import { saidOf, untilKnown } from './until-known'

interface Wanted {
  readonly type: (typeof pictureTypes)[number]
  readonly size: number
}

/**
 * Lets one pick a picture and sends it where an upload says.
 * @param upload asks for the upload.
 * @param onPicked once there is something to wait for.
 * @returns the name that it was sent by, or what to say; undefined where one turns back.
 */
export async function sendPicture<C extends Contract>(
  upload: (body: Wanted) => Promise<Outcome<C>>,
  { maxBytes, onPicked }: { readonly maxBytes: number; readonly onPicked: () => void },
): Promise<{ readonly fileId: string } | { readonly said: string } | undefined> {
  const file = await pickPicture()
  if (!file) return undefined
  if (file.size > maxBytes) return { said: `图片超过 ${maxBytes / 1024 / 1024} MB，请换一张小一点的` }
  onPicked()
  const type = /\.png$/i.test(file.name) ? 'image/png' : 'image/jpeg'
  const ended = await untilKnown(() => upload({ type, size: file.size }))
  if (ended.kind !== 'answer') return { said: saidOf(ended) }
  const to = ended.body as Upload
  return (await file.send(to)) === 'sent' ? to : { said: '图片没有传上去，再选一次' }
}
