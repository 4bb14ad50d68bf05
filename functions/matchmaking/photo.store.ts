import type { Instant } from '@gonghui/shared/lib/instant'
import { MAX_PHOTO_BYTES } from '@gonghui/shared/matchmaking/photos'
import { readPictureVerdict } from '../lib/content-check.ts'
import { picturesOf, type Sent } from '../lib/pictures.store.ts'
import { mac } from '../lib/secrets.ts'
import { keyOf, rangeOf } from '../table/access-patterns.ts'
import { type Photo, photoState } from './photo.rule.ts'

/** The photos of singles, each a profile's. */
export const pictures = picturesOf({
  folder: 'singles',
  maxBytes: MAX_PHOTO_BYTES,
  scene: 'profile',
  note: (profileId, photoId) => keyOf('a photo of a single', { profileId, photoId }),
  notes: (profileId) => rangeOf('a photo of a single', { profileId }),
})

/** What was sent lies under a keyed hash of whose it is. */
export const senderOf = (profileId: string): string =>
  mac('singles', `photos/${profileId}`, 16).toString('hex')

export const sentBy = (profileId: string, fileId: string): Sent => ({ sender: senderOf(profileId), fileId })

export const photoIdOf = (profileId: string, fileId: string): string =>
  mac('singles', `photo/${profileId}/${fileId}`, 16).toString('base64url')

/** Each photo with where it stands and an address that shows it for some minutes. */
export const withAddresses = (photos: readonly Photo[] | undefined, now: Instant) =>
  Promise.all(
    (photos ?? []).map(async (photo) => {
      const told = photo.traceId === undefined ? undefined : await readPictureVerdict(photo.traceId)
      const { url, until } = await pictures.show(photo.photoId, now)
      return { photoId: photo.photoId, state: photoState(photo, told, now), url, until }
    }),
  )

/** Those that others may be shown; nothing but the picture. */
export async function photosFor(photos: readonly Photo[] | undefined, now: Instant) {
  const shown = await withAddresses(
    (photos ?? []).filter(({ approved }) => approved),
    now,
  )
  return shown.flatMap(({ state, url, until }) => (state === 'approved' ? [{ url, until }] : []))
}
