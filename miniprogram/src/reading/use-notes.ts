import type { Outcome } from '@gonghui/shared/lib/client'
import type { Contract } from '@gonghui/shared/lib/contract'
import {
  deleteNote,
  type feeds,
  likeNote,
  listNotes,
  type NoteFace,
  reportNote,
  type reportReasons,
} from '@gonghui/shared/reading/notes'
import { useEffect, useMemo, useState } from 'react'
import { call } from '../lib/api'
import { saidOf, untilKnown } from '../lib/until-known'
import { useList } from '../lib/use-list'
import { sayInFull, toast } from '../ui/toast'
import { useNoteBox } from './use-note-box'

export type Feed = (typeof feeds)[number]

/** The notes of a campaign, one feed at a time, and all that a reader does with them. */
export function useNotes(campaignId: string) {
  const [feed, setFeed] = useState<Feed>('newest')
  const params = useMemo(() => ({ campaignId }), [campaignId])
  const query = useMemo(() => ({ feed }), [feed])
  const list = useList(listNotes, query, { params })
  // What one's own deeds made of a note, until the list is read anew.
  const [newer, setNewer] = useState<Readonly<Record<string, Partial<NoteFace>>>>({})
  const read = list.state.kind === 'ready' ? list.state.body : undefined
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was read is the signal, not a value used.
  useEffect(() => setNewer({}), [read])
  const [working, setWorking] = useState<string>()
  const box = useNoteBox(campaignId, () => {
    setFeed('mine')
    void list.reload()
  })
  const change = (noteId: string, part: Partial<NoteFace>) =>
    setNewer((before) => ({ ...before, [noteId]: { ...before[noteId], ...part } }))

  const run = async <C extends Contract>(noteId: string, deed: () => Promise<Outcome<C>>) => {
    if (working) return undefined
    setWorking(noteId)
    const ended = await untilKnown(deed)
    setWorking(undefined)
    if (ended.kind !== 'answer') sayInFull(saidOf(ended))
    return ended.kind === 'answer' ? ended.body : undefined
  }

  const like = async ({ noteId, liked, likes }: NoteFace) => {
    if (working) return
    change(noteId, { liked: !liked, likes: likes + (liked ? -1 : 1) })
    const body = await run<typeof likeNote>(noteId, () =>
      call(likeNote, { params: { noteId }, body: { liked: !liked } }),
    )
    change(noteId, body ? { liked: body.liked, likes: body.likes } : { liked, likes })
  }
  const report = async (noteId: string, reason: (typeof reportReasons)[number]) => {
    const done = await run<typeof reportNote>(noteId, () =>
      call(reportNote, { params: { noteId }, body: { reason } }),
    )
    if (done) toast('已收到，工作人员会看')
    return done !== undefined
  }
  const remove = async (noteId: string) => {
    const done = await run<typeof deleteNote>(noteId, () => call(deleteNote, { params: { noteId } }))
    if (done) await list.reload()
    return done !== undefined
  }
  return {
    feed,
    choose: setFeed,
    list,
    items: list.items.map((note) => ({ ...note, ...newer[note.noteId] })),
    working,
    box,
    like,
    report,
    remove,
  }
}
