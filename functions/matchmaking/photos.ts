import type * as contracts from '@gonghui/shared/matchmaking/photos'
import { uploadTo } from '../lib/files.store.ts'
import { newUpload, removeUpload } from '../lib/pictures.store.ts'
import { type Handler, isRefusal, refuse, reply } from '../lib/server.ts'
import { profileIdOf } from './alias.ts'
import type { Photo } from './photo.rule.ts'
import { photoIdOf, pictures, senderOf, sentBy, withAddresses } from './photo.store.ts'
import { isElsewhere } from './profile.rule.ts'
import { changed, readProfile, replaceProfile } from './profile.store.ts'

const TRIES = 8

export const uploadPhoto: Handler<typeof contracts.uploadPhoto> = async ({ body, caller, now }) => {
  const me = await readProfile(profileIdOf(caller.member.memberId))
  if (!me) return refuse('profile-missing')
  if (me.suspendedAt !== undefined) return refuse('profile-suspended')
  return reply(201, await uploadTo(newUpload(senderOf(me.profileId)), body, now))
}

interface Wanted {
  readonly photoId: string
  /** Absent of those that are there already. */
  readonly fileId?: string
}

export const setPhotos: Handler<typeof contracts.setPhotos> = async ({ body, caller, now }) => {
  const profileId = profileIdOf(caller.member.memberId)
  /** Those that this very request has brought in: its next try finds them done. */
  const brought = new Map<string, Photo>()
  for (let tries = 0; tries < TRIES; tries++) {
    const before = await readProfile(profileId)
    if (!before) return refuse('profile-missing')
    if (before.suspendedAt !== undefined) return refuse('profile-suspended')
    const were = new Map((before.photos ?? []).map((one) => [one.photoId, one]))
    const wanted: readonly Wanted[] = body.photos.map((one) =>
      'fileId' in one ? { ...one, photoId: photoIdOf(profileId, one.fileId) } : one,
    )
    const isSame = [...were.keys()].join() === wanted.map(({ photoId }) => photoId).join()
    // What the desk looks at is not changed under its eyes.
    if (!isSame && before.review === 'in-review' && !isElsewhere(before, caller.member.orgPath))
      return refuse('profile-in-review')
    for (const one of wanted) {
      if (were.has(one.photoId) || brought.has(one.photoId)) continue
      const photo = one.fileId === undefined ? refuse('photo-missing') : await bring(one.fileId, one.photoId)
      if (isRefusal(photo)) return photo
      brought.set(one.photoId, photo)
    }
    const photos = wanted.flatMap(({ photoId }) => were.get(photoId) ?? brought.get(photoId) ?? [])
    const after = isSame ? before : changed(before, { photos })
    if (!isSame && !(await replaceProfile(before, after))) continue
    for (const { fileId } of wanted) if (fileId !== undefined) await removeUpload(sentBy(profileId, fileId))
    for (const photoId of were.keys())
      if (!photos.some((one) => one.photoId === photoId)) await pictures.remove(profileId, photoId)
    return reply(200, {
      photos: await withAddresses(photos, now),
      revision: after.revision,
      serverTime: now,
    })
  }
  throw new Error('a profile kept changing while its photos were set')

  /** From what was uploaded to a picture that is kept and handed in. */
  async function bring(fileId: string, photoId: string) {
    const of = { ownerId: profileId, pictureId: photoId, sent: sentBy(profileId, fileId) }
    const asked = await pictures.bring(of, caller.personId, now)
    if (asked === 'missing' || asked === 'unreadable') return refuse(`photo-${asked}`)
    return isRefusal(asked) ? asked : { photoId, submittedAt: now, ...asked, approved: false }
  }
}
