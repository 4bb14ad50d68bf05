import { MAX_COVER_BYTES } from '@gonghui/shared/benefits/covers'
import type { DropPlan } from '@gonghui/shared/benefits/drop-plan'
import { HOUR_MS, type Instant, later } from '@gonghui/shared/lib/instant'
import {
  type FilePlace,
  fileStored,
  newFilePlace,
  readFile,
  showFrom,
  writeFile,
} from '../../lib/files.store.ts'
import type { Picture } from '../../lib/picture.rule.ts'

/** What was sent lies among the imports of who sent it, and is gone in a week. */
export const newUpload = (personId: string): FilePlace => newFilePlace('imports', personId)

export const readUpload = (personId: string, fileId: string): Promise<Buffer | undefined> =>
  readFile({ purpose: 'imports', owner: personId, fileId }, MAX_COVER_BYTES)

const placeOf = (pictureId: string): FilePlace => ({
  purpose: 'pictures',
  owner: 'covers',
  fileId: pictureId,
})

export const keepCover = (pictureId: string, { type, content }: Picture): Promise<void> =>
  writeFile(placeOf(pictureId), type, content)

export const isKept = async (pictureId: string): Promise<boolean> =>
  (await fileStored(placeOf(pictureId))) !== undefined

/** An address is handed out for an hour, and is good for another one after that. */
const HANDED_OUT_MS = HOUR_MS
const KEPT = 500

interface Shown {
  readonly url: string
  readonly until: Instant
}
const shown = new Map<string, Promise<Shown>>()

/** What a face says of a drop's own picture: nothing where it has none. */
export const pictureOf = async ({ pictureId }: Pick<DropPlan, 'pictureId'>, now: Instant) =>
  pictureId ? { picture: (await coverAt(pictureId, now)).url } : {}

/** Where a cover is shown from. One address for everybody who asks in this hour, so that a phone fetches it once. */
export async function coverAt(pictureId: string, now: Instant): Promise<Shown> {
  const held = await shown.get(pictureId)
  if (held && later(now, HANDED_OUT_MS) < held.until) return held
  if (shown.size >= KEPT) shown.clear()
  const fresh = showFrom(placeOf(pictureId), now, 2 * HANDED_OUT_MS)
  shown.set(pictureId, fresh)
  fresh.catch(() => shown.delete(pictureId))
  return fresh
}
