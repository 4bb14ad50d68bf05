import type * as contracts from '@gonghui/shared/benefits/covers'
import { MAX_COVER_BYTES } from '@gonghui/shared/benefits/covers'
import { uploadTo } from '../../lib/files.store.ts'
import { withoutMetadata } from '../../lib/picture.rule.ts'
import { newUpload, readUpload } from '../../lib/pictures.store.ts'
import { type Handler, refuse, reply } from '../../lib/server.ts'
import * as store from './cover.store.ts'

export const uploadCover: Handler<typeof contracts.uploadCover> = async ({ body, caller, now }) =>
  reply(201, await uploadTo(newUpload(caller.personId), body, now))

export const keepCover: Handler<typeof contracts.keepCover> = async ({ params, caller, now }) => {
  const pictureId = params.fileId
  const bytes = await readUpload({ sender: caller.personId, fileId: pictureId }, MAX_COVER_BYTES)
  if (!bytes) {
    // What was sent is gone in a week; what was kept of it stays.
    if (!(await store.isKept(pictureId))) return refuse('cover-missing')
  } else {
    const picture = withoutMetadata(bytes)
    if (!picture) return refuse('cover-unreadable')
    await store.keepCover(pictureId, picture)
  }
  return reply(200, { pictureId, ...(await store.coverAt(pictureId, now)) })
}
