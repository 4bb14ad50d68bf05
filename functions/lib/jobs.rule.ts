import { type Instant, later, SECOND_MS } from '@gonghui/shared/lib/instant'
import type { jobStates } from '@gonghui/shared/lib/jobs'
import type { FilePlace } from './files.store.ts'

/** How long a job is somebody's without a word; a work says how far it is well within it. */
export const LEASE_MS = 30 * SECOND_MS
/** So often in a row may a job fail at the same place before it is given up. */
const MOST_FAULTS = 5
const FIRST_WAIT_MS = 5 * SECOND_MS

export interface Progress {
  readonly done: number
  readonly total: number
}

/** What became of a job. `failed` is an expected refusal, and nothing that stays has been done then. */
export interface Ended {
  readonly state: 'done' | 'failed'
  readonly problem?: { readonly code: string; readonly facts?: Readonly<Record<string, unknown>> }
  readonly result?: unknown
  readonly file?: { readonly place: FilePlace; readonly saveAs: string }
}

export interface Job {
  readonly jobId: string
  /** `benefits.import-codes`: capability and deed. */
  readonly kind: string
  readonly orgId: string
  /** The person who started it, and alone may see it. */
  readonly by: string
  readonly input: unknown
  readonly state: (typeof jobStates)[number]
  readonly progress: Progress
  /** Where the work goes on: what it said last. */
  readonly cursor?: unknown
  readonly problem?: Ended['problem']
  readonly result?: unknown
  readonly file?: Ended['file']
  /** Who works on it now. */
  readonly holder?: string
  /** Nobody else takes it before this instant. */
  readonly heldUntil: Instant
  /** Faults in a row without any progress. */
  readonly faults: number
  readonly createdAt: Instant
  readonly endedAt?: Instant
}

/** After a fault the job waits, twice as long each time; after too many it is given up. */
export function afterFault({ faults }: Pick<Job, 'faults'>, now: Instant): Instant | 'given-up' {
  if (faults + 1 >= MOST_FAULTS) return 'given-up'
  return later(now, FIRST_WAIT_MS * 2 ** faults)
}
