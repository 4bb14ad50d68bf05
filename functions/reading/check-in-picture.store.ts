import type { Instant } from '@gonghui/shared/lib/instant'
import { type CheckInFace, MAX_CHECK_IN_PICTURE_BYTES } from '@gonghui/shared/reading/readers'
import { readPictureVerdict } from '../lib/content-check.ts'
import { picturesOf } from '../lib/pictures.store.ts'
import { keyOf, rangeOf } from '../table/access-patterns.ts'
import { type CheckInRow, pictureState } from './check-in-picture.rule.ts'

/** The pictures of check-ins, each its member's. */
export const pictures = picturesOf({
  folder: 'check-ins',
  maxBytes: MAX_CHECK_IN_PICTURE_BYTES,
  scene: 'social',
  note: (memberId, pictureId) => keyOf('a picture of a member’s check-in', { memberId, pictureId }),
  notes: (memberId) => rangeOf('a picture of a member’s check-in', { memberId }),
})

/** A check-in for its author: with where its picture stands, and an address that shows it for some minutes. */
export async function faceOf({ picture, ...checkIn }: CheckInRow, now: Instant): Promise<CheckInFace> {
  if (!picture) return checkIn
  const told = picture.traceId === undefined ? undefined : await readPictureVerdict(picture.traceId)
  const state = pictureState(picture, told, now)
  if (state === 'refused') return { ...checkIn, picture: { state } }
  const { url } = await pictures.show(picture.pictureId, now)
  return { ...checkIn, picture: { state, url } }
}
