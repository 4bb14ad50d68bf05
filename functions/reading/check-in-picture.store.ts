import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import { type Instant, MINUTE_MS } from '@gonghui/shared/lib/instant'
import { type CheckInFace, MAX_CHECK_IN_PICTURE_BYTES } from '@gonghui/shared/reading/readers'
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
import { isRefusal } from '../lib/server.ts'
import { keyOf, rangeOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { readRange } from '../table/reads.ts'
import { type CheckInRow, pictureState } from './check-in-picture.rule.ts'

/** What was sent lies among the imports of who sent it, and is gone in a week. */
export const newUpload = (personId: string): FilePlace => newFilePlace('imports', personId)
const uploaded = (personId: string, fileId: string): FilePlace => ({
  purpose: 'imports',
  owner: personId,
  fileId,
})

export const readUpload = (personId: string, fileId: string): Promise<Buffer | undefined> =>
  readFile(uploaded(personId, fileId), MAX_CHECK_IN_PICTURE_BYTES)

export const removeUpload = (personId: string, fileId: string): Promise<void> =>
  removeFile(uploaded(personId, fileId))

/** All pictures lie side by side: an address tells neither whose it is nor which others are theirs. */
const placeOf = (pictureId: string): FilePlace => ({
  purpose: 'photos',
  owner: 'check-ins',
  fileId: pictureId,
})
const keyOfNote = (memberId: string, pictureId: string) =>
  keyOf('a picture of a member’s check-in', { memberId, pictureId })

/** The picture itself. Noted before it is written, so that it is found again when its owner goes. */
export async function keepPicture(
  memberId: string,
  pictureId: string,
  { type, content }: Picture,
  now: Instant,
): Promise<void> {
  const Item = { ...keyOfNote(memberId, pictureId), pictureId, at: now }
  await database.send(new PutCommand({ TableName: TABLE, Item }))
  await writeFile(placeOf(pictureId), type, content)
}

/** As long as WeChat may take to load it. */
const CHECK_MS = 30 * MINUTE_MS

/** Asks WeChat to look at a picture that is kept. */
export async function handIn(pictureId: string, personId: string, now: Instant) {
  const { url } = await showFrom(placeOf(pictureId), now, CHECK_MS)
  const asked = await submitPicture(url, { personId, scene: 'social' })
  if (asked === 'author-absent') return {}
  return isRefusal(asked) ? asked : { traceId: asked.traceId }
}

/** The file first: a note that leads nowhere is harmless. */
export async function removePicture(memberId: string, pictureId: string): Promise<void> {
  await removeFile(placeOf(pictureId))
  await database.send(new DeleteCommand({ TableName: TABLE, Key: { ...keyOfNote(memberId, pictureId) } }))
}

/** Every picture that somebody ever kept, and each that a crash left behind. */
export const readPictures = (
  memberId: string,
): Promise<{ readonly pictureId: string; readonly at: Instant }[]> =>
  readRange(rangeOf('a picture of a member’s check-in', { memberId }), { strong: true })

/** A check-in for its author: with where its picture stands, and an address that shows it for some minutes. */
export async function faceOf({ picture, ...checkIn }: CheckInRow, now: Instant): Promise<CheckInFace> {
  if (!picture) return checkIn
  const told = picture.traceId === undefined ? undefined : await readPictureVerdict(picture.traceId)
  const state = pictureState(picture, told, now)
  if (state === 'refused') return { ...checkIn, picture: { state } }
  const { url } = await showFrom(placeOf(picture.pictureId), now)
  return { ...checkIn, picture: { state, url } }
}
