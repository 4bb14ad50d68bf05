import type { Instant } from '@gonghui/shared/lib/instant'
import type { PhotoState } from '@gonghui/shared/matchmaking/photos'
import { pictureStanding, type Verdict } from '../lib/content-check.rule.ts'

/** A photo of a profile. Its name is its file's, drawn by a key from what was uploaded: sent again it is the same one. */
export interface Photo {
  readonly photoId: string
  readonly submittedAt: Instant
  /** Under which WeChat will say what it thinks of it; absent where it was not asked, and a person has to look. */
  readonly traceId?: string | undefined
  /** A matchmaker has seen it and let it through. */
  readonly approved: boolean
}

/** Nobody but the author sees one that is `under-check` or `refused`, and nobody but the desk one that is `waiting`. */
export function photoState(photo: Photo, told: Verdict | undefined, now: Instant): PhotoState {
  const standing = photo.traceId === undefined ? 'review' : pictureStanding(told, photo.submittedAt, now)
  if (standing === 'under-check') return 'under-check'
  // What WeChat says late is said all the same: also of a picture that was let through meanwhile.
  if (standing === 'risky') return 'refused'
  return photo.approved ? 'approved' : 'waiting'
}

/** Photos that no matchmaker has seen: at a new workplace, or after a report that was found true, all of them. */
export const unseen = (photos: readonly Photo[] | undefined): Photo[] =>
  (photos ?? []).map((photo) => ({ ...photo, approved: false }))
