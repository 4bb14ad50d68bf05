import type { Instant } from '@gonghui/shared/lib/instant'
import type { Pattern } from '../table/access-patterns.ts'

/** Somebody about whom the product holds something, by one of their memberships: some have had several. */
export interface Subject {
  readonly personId: string
  /** Absent of who never joined. */
  readonly memberId?: string | undefined
}

/** Somebody whole. */
export interface Owner {
  /** They on each of their WeChats, the one they use first. */
  readonly personIds: readonly string[]
  /** Every membership of theirs, the latest last. */
  readonly memberIds: readonly string[]
}

/**
 * What one capability holds on people beyond the rows under the person's and the member's own keys, which are told
 * and removed by `functions/table/personal-data.ts` alone: what is sealed, and what lies under the keys of others.
 * Each capability brings its own, and none knows of another's; whoever needs all of them is handed a list.
 */
export interface Holding {
  /** The file in the archive, without its ending. */
  readonly file: string
  readonly title: string
  /** Kept by the person's id alone: told once of each WeChat, whatever memberships they had. */
  readonly isOfPerson?: true
  /** Rows under the owner's own keys that it tells itself: as they lie they would give away what is not to be told yet. */
  readonly insteadOf?: Pattern
  /** In values that its owner can read: seals opened, keyed hashes and other people's ids left out. */
  readonly tell: (of: Subject) => Promise<readonly object[]>
  /** Lets go of it. Done again, or again after a crash in the middle, it comes to the same. */
  readonly letGo?: (of: Subject, now: Instant) => Promise<void>
}
