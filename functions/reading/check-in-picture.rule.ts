import type { Instant } from '@gonghui/shared/lib/instant'
import type { CheckInFace, CheckInPictureState } from '@gonghui/shared/reading/readers'
import { pictureStanding, type Verdict } from '../lib/content-check.rule.ts'

/** The picture of a check-in. Its name is the one that it was sent by: sent again it is the same one. */
export interface KeptPicture {
  readonly pictureId: string
  readonly submittedAt: Instant
  /** Under which WeChat will say what it thinks of it; absent where it was not asked. */
  readonly traceId?: string
}

/** A check-in as the table keeps it. */
export type CheckInRow = Omit<CheckInFace, 'picture'> & { readonly picture?: KeptPicture }

/** Nobody but its author ever sees it; what WeChat will not have shown is not shown to them either. */
export function pictureState(
  { submittedAt, traceId }: KeptPicture,
  told: Verdict | undefined,
  now: Instant,
): CheckInPictureState {
  if (traceId === undefined) return 'unclear'
  const standing = pictureStanding(told, submittedAt, now)
  if (standing === 'under-check') return standing
  return ({ pass: 'sound', review: 'unclear', risky: 'refused' } as const)[standing]
}
