import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import { type Instant, MINUTE_MS } from '@gonghui/shared/lib/instant'
import { MAX_PHOTO_BYTES } from '@gonghui/shared/matchmaking/photos'
import { readPictureVerdict, submitPicture } from '../lib/content-check.ts'
import {
  type FilePlace,
  newFilePlace,
  readFile,
  removeFile,
  showFrom,
  writeFile,
} from '../lib/files.store.ts'
import type { Picture } from '../lib/picture.rule.ts'
import { mac } from '../lib/secrets.ts'
import { isRefusal } from '../lib/server.ts'
import { keyOf, rangeOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { readRange } from '../table/reads.ts'
import { type Photo, photoState } from './photo.rule.ts'

/** What was sent lies among the imports, which are gone in a week, under a keyed hash of whose it is. */
const ownerOf = (profileId: string): string => mac('singles', `photos/${profileId}`, 16).toString('hex')
export const newUpload = (profileId: string): FilePlace => newFilePlace('imports', ownerOf(profileId))
const uploaded = (profileId: string, fileId: string): FilePlace => ({
  purpose: 'imports',
  owner: ownerOf(profileId),
  fileId,
})

/** All photos lie side by side: an address tells neither whose it is nor which others are theirs. */
const placeOf = (photoId: string): FilePlace => ({ purpose: 'photos', owner: 'singles', fileId: photoId })

export const photoIdOf = (profileId: string, fileId: string): string =>
  mac('singles', `photo/${profileId}/${fileId}`, 16).toString('base64url')

export const readUpload = (profileId: string, fileId: string): Promise<Buffer | undefined> =>
  readFile(uploaded(profileId, fileId), MAX_PHOTO_BYTES)

/** Only once the profile has the photo: whoever asks again before finds what they sent. */
export const removeUpload = (profileId: string, fileId: string): Promise<void> =>
  removeFile(uploaded(profileId, fileId))

/** The picture itself. Noted before it is written, so that it is found again when its owner goes. */
export async function keepPicture(
  profileId: string,
  photoId: string,
  { type, content }: Picture,
): Promise<void> {
  const note = { ...keyOf('a photo of a single', { profileId, photoId }), photoId }
  await database.send(new PutCommand({ TableName: TABLE, Item: note }))
  await writeFile(placeOf(photoId), type, content)
}

/** As long as WeChat may take to load it. */
const CHECK_MS = 30 * MINUTE_MS

/** Asks WeChat to look at a picture that is kept. */
export async function handIn(photoId: string, personId: string, now: Instant) {
  const { url } = await showFrom(placeOf(photoId), now, CHECK_MS)
  const asked = await submitPicture(url, { personId, scene: 'profile' })
  if (asked === 'author-absent') return {}
  return isRefusal(asked) ? asked : { traceId: asked.traceId }
}

export async function removePicture(profileId: string, photoId: string): Promise<void> {
  await removeFile(placeOf(photoId))
  const key = keyOf('a photo of a single', { profileId, photoId })
  await database.send(new DeleteCommand({ TableName: TABLE, Key: { ...key } }))
}

/** Every picture that somebody ever kept, and each that a crash left behind. */
export async function removePictures(profileId: string): Promise<void> {
  const kept = await readRange<{ photoId: string }>(rangeOf('a photo of a single', { profileId }), {
    strong: true,
  })
  for (const { photoId } of kept) await removePicture(profileId, photoId)
}

/** Each photo with where it stands and an address that shows it for some minutes. */
export const withAddresses = (photos: readonly Photo[] | undefined, now: Instant) =>
  Promise.all(
    (photos ?? []).map(async (photo) => {
      const told = photo.traceId === undefined ? undefined : await readPictureVerdict(photo.traceId)
      const { url, until } = await showFrom(placeOf(photo.photoId), now)
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
