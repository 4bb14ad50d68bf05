import type { DropPlan } from '@gonghui/shared/benefits/drop-plan'
import { epochMsOf, HOUR_MS, type Instant } from '@gonghui/shared/lib/instant'
import { type FilePlace, fileStored, showFrom, writeFile } from '../../lib/files.store.ts'
import { knownFor } from '../../lib/known.ts'
import type { Picture } from '../../lib/picture.rule.ts'

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

const shown = knownFor<Awaited<ReturnType<typeof showFrom>>>(HANDED_OUT_MS, KEPT)

/** What a face says of a drop's own picture: nothing where it has none. */
export const pictureOf = async ({ pictureId }: Pick<DropPlan, 'pictureId'>, now: Instant) =>
  pictureId ? { picture: (await coverAt(pictureId, now)).url } : {}

/** Where a cover is shown from. One address for everybody who asks in this hour, so that a phone fetches it once. */
export const coverAt = (pictureId: string, now: Instant) =>
  shown.of(pictureId, () => showFrom(placeOf(pictureId), now, 2 * HANDED_OUT_MS), epochMsOf(now))
