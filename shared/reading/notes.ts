import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { idOf } from '../lib/ids.ts'
import { pageOf, pageQuery } from '../lib/page.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { line, prose } from '../lib/text.ts'
import { bookId } from './campaigns.ts'
import { readingProblems } from './problems.ts'

/** Below what WeChat's check takes at once. */
export const LONGEST_NOTE = 2_000
export const MOST_NOTES_A_DAY = 10
/** So many readers' reports put a note before its staff, and out of sight until they have looked. */
export const REPORTS_TO_HOLD = 3

/**
 * `unchecked`: WeChat could not be asked, so its author's next visit asks again. `waiting`: a person has to judge. `held`:
 * reported too often, and to be judged again. Nobody but the author sees a note that is not `shown`.
 */
export const noteStates = ['unchecked', 'waiting', 'shown', 'held', 'removed'] as const
export type NoteState = (typeof noteStates)[number]

export const noteFace = z.object({
  noteId: z.string(),
  bookId: z.string(),
  /** One of the names drawn for its author: nobody is told who that is. */
  penName: z.string(),
  text: z.string(),
  at: z.string(),
  state: z.enum(noteStates),
  /** Why it was removed, for its author. */
  reason: z.optional(z.string()),
  featured: z.boolean(),
  likes: z.int(),
  liked: z.boolean(),
  mine: z.boolean(),
})
export type NoteFace = z.infer<typeof noteFace>

const ofCampaign = z.strictObject({ campaignId: idOf('campaign') })
const ofNote = z.strictObject({ noteId: idOf('note') })
const whole = z.object({ note: noteFace, serverTime: z.string() })

export const notePlan = z.strictObject({
  /** Made by the phone before it sends, so that what was written offline is told once however often it is sent. */
  noteId: idOf('note'),
  bookId,
  text: prose(LONGEST_NOTE).check(z.minLength(1)),
})
export type NotePlan = z.output<typeof notePlan>

export const writeNote = contract({
  name: 'reading.write-note',
  summary: '写一篇笔记：先过内容检查，通过了书友才看得到',
  method: 'POST',
  path: '/v1/reading/campaigns/{campaignId}/notes',
  audience: 'member',
  params: ofCampaign,
  body: notePlan,
  replies: { 201: whole, 200: whole },
  refusals: refusalsFrom(
    readingProblems,
    'campaign-unknown',
    'campaign-coming',
    'campaign-closed',
    'not-enrolled',
    'book-unknown',
    'notes-too-many',
    'text-refused',
  ),
})

export const feeds = ['newest', 'featured', 'mine'] as const

export const listNotes = contract({
  name: 'reading.list-notes',
  summary: '书友圈：最新的、精选的，或我自己写的',
  method: 'GET',
  path: '/v1/reading/campaigns/{campaignId}/notes',
  audience: 'member',
  params: ofCampaign,
  query: z.strictObject({ feed: z.enum(feeds), ...pageQuery }),
  replies: { 200: pageOf(noteFace) },
  refusals: refusalsFrom(readingProblems, 'campaign-unknown', 'not-enrolled'),
})

export const likeNote = contract({
  name: 'reading.like-note',
  summary: '点赞或收回：一人一个',
  method: 'PUT',
  path: '/v1/reading/notes/{noteId}/like',
  audience: 'member',
  params: ofNote,
  body: z.strictObject({ liked: z.boolean() }),
  // A thumb, and no script: ten at once, then one a second.
  pace: { burst: 10, perSecond: 1 },
  replies: {
    200: z.object({ noteId: z.string(), liked: z.boolean(), likes: z.int(), serverTime: z.string() }),
  },
  refusals: refusalsFrom(readingProblems, 'not-enrolled', 'note-unknown', 'note-own'),
})

export const reportReasons = ['广告', '辱骂或攻击他人', '泄露隐私', '抄袭', '其他'] as const

export const reportNote = contract({
  name: 'reading.report-note',
  summary: '举报一篇笔记：一人一次，够数就先收起来等工作人员看',
  method: 'POST',
  path: '/v1/reading/notes/{noteId}/report',
  audience: 'member',
  params: ofNote,
  body: z.strictObject({ reason: z.enum(reportReasons) }),
  pace: { burst: 5, perSecond: 0.2 },
  replies: { 200: z.object({ noteId: z.string(), serverTime: z.string() }) },
  refusals: refusalsFrom(readingProblems, 'not-enrolled', 'note-unknown', 'note-own'),
})

export const deleteNote = contract({
  name: 'reading.delete-note',
  summary: '删除我的一篇笔记',
  method: 'DELETE',
  path: '/v1/reading/notes/{noteId}',
  audience: 'member',
  params: ofNote,
  replies: { 200: z.object({ noteId: z.string(), serverTime: z.string() }) },
})

/** A note as its staff see it: never who wrote it. */
export const deskNote = z.extend(noteFace, {
  reports: z.array(z.object({ reason: z.string(), count: z.int() })),
  decidedAt: z.optional(z.string()),
})
export type DeskNote = z.infer<typeof deskNote>

export const deskLists = ['waiting', 'newest', 'featured'] as const

export const listDeskNotes = contract({
  name: 'reading.list-desk-notes',
  summary: '工作人员看笔记：等着看的，或已经公开的',
  method: 'GET',
  path: '/v1/reading/managed-campaigns/{campaignId}/notes',
  audience: ['operator', 'staff'],
  params: ofCampaign,
  query: z.strictObject({ list: z.enum(deskLists), ...pageQuery }),
  replies: { 200: pageOf(deskNote) },
  refusals: refusalsFrom(readingProblems, 'org-out-of-scope', 'campaign-unknown'),
})

export const decideNote = contract({
  name: 'reading.decide-note',
  summary: '公开、撤下、精选或取消精选一篇笔记',
  method: 'POST',
  path: '/v1/reading/notes/{noteId}/decision',
  audience: ['operator', 'staff'],
  params: ofNote,
  body: z
    .strictObject({
      decision: z.enum(['show', 'remove', 'feature', 'unfeature']),
      /** Why it is removed: its author reads it. */
      reason: z.optional(line(60)),
    })
    .check(
      z.refine((sent) => (sent.decision === 'remove') === (sent.reason !== undefined), {
        path: ['reason'],
        error: '撤下要写原因',
      }),
    ),
  replies: { 200: z.object({ note: deskNote, serverTime: z.string() }) },
  refusals: refusalsFrom(readingProblems, 'org-out-of-scope', 'note-unknown', 'note-step-impossible'),
})
export type Decision = z.output<typeof decideNote.body>
