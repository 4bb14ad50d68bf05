import { DAY_MS, type Instant, later } from '@gonghui/shared/lib/instant'
import { beginsAt } from '@gonghui/shared/reading/days'
import type * as contracts from '@gonghui/shared/reading/notes'
import { MOST_NOTES_A_DAY } from '@gonghui/shared/reading/notes'
import { checkTextIfPresent } from '../lib/content-check.ts'
import { afterOf, cursorOf } from '../lib/cursor.ts'
import { type Handler, isRefusal, refuse, reply } from '../lib/server.ts'
import { type Campaign, hasBook, tellingRefusal } from './campaign.rule.ts'
import { faceOf, judged, type Note, reported } from './note.rule.ts'
import * as store from './note.store.ts'
import { seatOf } from './reader.store.ts'
import { found } from './readers.ts'
import { touch } from './tally.store.ts'

const PAGE = 20
const TRIES = 8

export const writeNote: Handler<typeof contracts.writeNote> = async ({ params, body, caller, now }) => {
  const { personId, member } = caller
  const { memberId } = member
  const mine = await found(params.campaignId, memberId, now)
  if (isRefusal(mine)) return mine
  const { campaign, reader } = mine
  const before = await store.readNote(body.noteId)
  if (before)
    return isSame(before, memberId, body) ? told(before, memberId, now) : refuse('idempotency-key-reused')
  const closed = tellingRefusal(campaign, now)
  if (closed) return refuse(closed)
  if (!hasBook(campaign, body.bookId)) return refuse('book-unknown')
  if (await wroteEnough(memberId, params.campaignId, now)) return refuse('notes-too-many')
  const unchecked: Note = {
    ...{ ...body, ...params, memberId, personId, pen: reader.pen ?? 0 },
    ...{ state: 'unchecked', at: now, featured: false, reports: {}, revision: 1 },
  }
  const note = await checked(unchecked, now)
  // What is refused at once is not kept: its author has it before them.
  if (note.state === 'removed') return refuse('text-refused')
  if (await store.addNote(note, reader)) {
    await touch(params.campaignId, reader, now)
    return told(note, memberId, now, 201)
  }
  const raced = await store.readNote(body.noteId)
  return raced && isSame(raced, memberId, body)
    ? told(raced, memberId, now)
    : refuse('idempotency-key-reused')
}

const isSame = (note: Note, memberId: string, { bookId, text }: { bookId: string; text: string }): boolean =>
  note.memberId === memberId && note.bookId === bookId && note.text === text

async function told(note: Note, memberId: string, now: Instant, status: 200 | 201 = 200) {
  const [face] = await facesOf([note], memberId)
  if (!face) throw new Error('a note has no face')
  return reply(status, { note: face, serverTime: now })
}

/** Asked of WeChat in its author's name; unchanged where it cannot be asked now. */
async function checked(note: Note, now: Instant): Promise<Note> {
  const verdict = await checkTextIfPresent(note.text, { personId: note.personId, scene: 'forum' })
  return judged(note, typeof verdict !== 'string' || verdict === 'author-absent' ? 'absent' : verdict, now)
}

async function wroteEnough(memberId: string, campaignId: string, now: Instant): Promise<boolean> {
  const range = store.notesOf(memberId, campaignId)
  const { items } = await store.readPlaces(range, MOST_NOTES_A_DAY, undefined, { strong: true })
  const since = later(now, -DAY_MS)
  return items.length === MOST_NOTES_A_DAY && items.every(({ at }) => at > since)
}

/** Their author is here: the notes that WeChat could not be asked about are asked about again. */
async function checkAgain(memberId: string, campaignId: string, now: Instant): Promise<void> {
  const places = await store.readPlaces(store.notesOf(memberId, campaignId), MOST_NOTES_A_DAY, undefined)
  const noteIds = places.items.filter(({ unchecked }) => unchecked).map(({ noteId }) => noteId)
  for (const note of await store.readNotes(noteIds)) {
    const next = await checked(note, now)
    // Somebody else's change stands; what is still unchecked then is asked about the next time.
    if (next !== note) await store.putNote(note, next)
  }
}

async function facesOf(notes: readonly Note[], memberId: string) {
  const noteIds = notes.map(({ noteId }) => noteId)
  const [likes, liked] = await Promise.all([store.readLikes(noteIds), store.readLiked(memberId, noteIds)])
  return notes.map((note) =>
    faceOf(note, {
      likes: likes.get(note.noteId) ?? 0,
      liked: liked.has(note.noteId),
      mine: note.memberId === memberId,
    }),
  )
}

/** A page of what readers see, newest first: also what staff choose the featured from. */
export async function newestPage(campaign: Campaign, cursor: string | undefined, now: Instant) {
  const since = beginsAt(campaign.zone, campaign.firstDay)
  const list = { pk: '', begins: '' }
  const from = { since, now: later(now, 1_000), after: afterOf(list, cursor), limit: PAGE }
  const page = await store.readNewest(campaign.campaignId, from)
  return { items: page.items, ...cursorOf(list, page.after) }
}

export async function placesPage(
  range: { readonly pk: string; readonly begins: string },
  cursor: string | undefined,
) {
  const page = await store.readPlaces(range, PAGE, afterOf(range, cursor))
  return { items: page.items, ...cursorOf(range, page.after) }
}

export const listNotes: Handler<typeof contracts.listNotes> = async ({ params, query, caller, now }) => {
  const { memberId } = caller.member
  const mine = await found(params.campaignId, memberId, now)
  if (isRefusal(mine)) return mine
  if (query.cursor === undefined) await checkAgain(memberId, params.campaignId, now)
  const { items, ...page } =
    query.feed === 'newest'
      ? await newestPage(mine.campaign, query.cursor, now)
      : await placesPage(
          query.feed === 'mine'
            ? store.notesOf(memberId, params.campaignId)
            : store.featuredIn(params.campaignId),
          query.cursor,
        )
  const notes = await store.readNotes(items.map(({ noteId }) => noteId))
  const seen = query.feed === 'mine' ? notes : notes.filter(({ state }) => state === 'shown')
  return reply(200, { items: await facesOf(seen, memberId), ...page, serverTime: now })
}

/** A note that this reader sees, and did not write. */
async function othersNote(noteId: string, memberId: string) {
  const note = await store.readNote(noteId)
  if (!note || (note.state !== 'shown' && note.memberId !== memberId)) return refuse('note-unknown')
  if (!(await seatOf(memberId, note.campaignId))) return refuse('not-enrolled')
  return note.memberId === memberId ? refuse('note-own') : { note }
}

export const likeNote: Handler<typeof contracts.likeNote> = async ({ params, body, caller, now }) => {
  const { memberId } = caller.member
  const other = await othersNote(params.noteId, memberId)
  if (isRefusal(other)) return other
  await store.putLike(params.noteId, memberId, body.liked, now)
  const likes = (await store.readLikes([params.noteId])).get(params.noteId) ?? 0
  return reply(200, { ...params, liked: body.liked, likes, serverTime: now })
}

export const reportNote: Handler<typeof contracts.reportNote> = async ({ params, body, caller, now }) => {
  const { memberId } = caller.member
  for (let tries = 0; tries < TRIES; tries++) {
    const other = await othersNote(params.noteId, memberId)
    if (isRefusal(other)) return other
    const result = await store.putReport(other.note, reported(other.note, body.reason), memberId)
    if (result !== 'changed') return reply(200, { ...params, serverTime: now })
  }
  return refuse('busy')
}

/** Gone already is fine; so is what never was one's own, of which one is told nothing. */
export const deleteNote: Handler<typeof contracts.deleteNote> = async ({ params, caller, now }) => {
  for (let tries = 0; tries < TRIES; tries++) {
    const note = await store.readNote(params.noteId)
    const isMine = note?.memberId === caller.member.memberId
    if (!note || !isMine || (await store.removeNote(note))) return reply(200, { ...params, serverTime: now })
  }
  return refuse('busy')
}
