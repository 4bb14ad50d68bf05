import type { Instant } from '@gonghui/shared/lib/instant'
import {
  type Decision,
  type DeskNote,
  type NoteFace,
  type NoteState,
  REPORTS_TO_HOLD,
  type reportReasons,
} from '@gonghui/shared/reading/notes'
import { penNameOf } from '@gonghui/shared/reading/pen-names'
import type { Verdict } from '../lib/content-check.rule.ts'

export type ReportReason = (typeof reportReasons)[number]

/** A note as the table keeps it. */
export interface Note {
  readonly noteId: string
  readonly campaignId: string
  readonly memberId: string
  /** In whose name WeChat is asked. */
  readonly personId: string
  readonly pen: number
  readonly bookId: string
  readonly text: string
  readonly state: NoteState
  readonly at: Instant
  /** Since when readers see it; it keeps its place while it is held. */
  readonly shownAt?: Instant
  readonly featured: boolean
  /** Since somebody last looked. */
  readonly reports: Readonly<Partial<Record<ReportReason, number>>>
  readonly reason?: string
  readonly decidedAt?: Instant
  readonly revision: number
}

/** What WeChat's check makes of a note. `absent`: it could not be asked; nothing changes. */
export function judged(note: Note, verdict: Verdict | 'absent', now: Instant): Note {
  if (note.state !== 'unchecked' || verdict === 'absent') return note
  const next = { ...note, revision: note.revision + 1 }
  if (verdict === 'pass') return { ...next, state: 'shown', shownAt: now }
  if (verdict === 'review') return { ...next, state: 'waiting' }
  return { ...next, state: 'removed', reason: '内容没有通过检查' }
}

const sumOf = (reports: Note['reports']): number =>
  Object.values(reports).reduce((sum, count) => sum + count, 0)

/** One reader's report more; enough of them take it out of sight. */
export function reported(note: Note, reason: ReportReason): Note {
  const reports = { ...note.reports, [reason]: (note.reports[reason] ?? 0) + 1 }
  const held = note.state === 'shown' && sumOf(reports) >= REPORTS_TO_HOLD
  return { ...note, reports, revision: note.revision + 1, ...(held ? { state: 'held' } : {}) }
}

/** What staff decided; the same note where that is so already, and `note-step-impossible` where it cannot be. */
export function decided(note: Note, body: Decision, now: Instant): Note | 'note-step-impossible' {
  const { reason: _, ...rest } = note
  const next = { ...rest, revision: note.revision + 1, decidedAt: now }
  const isShown = note.state === 'shown'
  switch (body.decision) {
    case 'show':
      if (isShown) return note
      if (note.state === 'unchecked') return 'note-step-impossible'
      // Looked at by a person: the reports so far have had their answer.
      return { ...next, state: 'shown', shownAt: note.shownAt ?? now, reports: {} }
    case 'remove':
      if (note.state === 'removed') return note
      return { ...next, state: 'removed', featured: false, reason: body.reason ?? '' }
    default: {
      const featured = body.decision === 'feature'
      if (note.featured === featured) return note
      return isShown ? { ...next, featured } : 'note-step-impossible'
    }
  }
}

/** What is told of a note besides itself. */
export interface Beside {
  readonly likes: number
  readonly liked: boolean
  readonly mine: boolean
}

export const faceOf = (note: Note, { likes, liked, mine }: Beside): NoteFace => ({
  noteId: note.noteId,
  bookId: note.bookId,
  penName: penNameOf(note.campaignId, note.memberId, note.pen),
  text: note.text,
  at: note.shownAt ?? note.at,
  state: note.state,
  ...(mine && note.reason !== undefined ? { reason: note.reason } : {}),
  featured: note.featured,
  likes,
  liked,
  mine,
})

export const deskFaceOf = (note: Note, likes: number): DeskNote => ({
  ...faceOf(note, { likes, liked: false, mine: false }),
  ...(note.reason === undefined ? {} : { reason: note.reason }),
  reports: Object.entries(note.reports).map(([reason, count]) => ({ reason, count })),
  ...(note.decidedAt === undefined ? {} : { decidedAt: note.decidedAt }),
})
