import type * as contracts from '@gonghui/shared/reading/notes'
import { type Handler, isRefusal, refuse, reply } from '../lib/server.ts'
import { decided, deskFaceOf } from './note.rule.ts'
import * as store from './note.store.ts'
import { newestPage, placesPage } from './notes.ts'
import { campaignWithin } from './scope.ts'

const TRIES = 8

export const listDeskNotes: Handler<typeof contracts.listDeskNotes> = async ({
  params,
  query,
  caller,
  now,
}) => {
  const within = await campaignWithin(caller, params.campaignId)
  if (isRefusal(within)) return within
  const { campaignId } = params
  const { items, ...page } =
    query.list === 'newest'
      ? await newestPage(within.campaign, query.cursor, now)
      : await placesPage(
          query.list === 'waiting' ? store.waitingIn(campaignId) : store.featuredIn(campaignId),
          query.cursor,
        )
  const noteIds = items.map(({ noteId }) => noteId)
  const [notes, likes] = await Promise.all([store.readNotes(noteIds), store.readLikes(noteIds)])
  return reply(200, {
    items: notes.map((note) => deskFaceOf(note, likes.get(note.noteId) ?? 0)),
    ...page,
    serverTime: now,
  })
}

export const decideNote: Handler<typeof contracts.decideNote> = async ({ params, body, caller, now }) => {
  for (let tries = 0; tries < TRIES; tries++) {
    const note = await store.readNote(params.noteId)
    if (!note) return refuse('note-unknown')
    const within = await campaignWithin(caller, note.campaignId)
    if (isRefusal(within))
      return within.refused === 'campaign-unknown' ? refuse('note-unknown') : refuse('org-out-of-scope')
    const next = decided(note, body, now)
    if (next === 'note-step-impossible') return refuse(next)
    if (next !== note && !(await store.putNote(note, next))) continue
    const likes = (await store.readLikes([params.noteId])).get(params.noteId) ?? 0
    return reply(200, { note: deskFaceOf(next, likes), serverTime: now })
  }
  return refuse('busy')
}
