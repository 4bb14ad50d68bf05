import { type NoteFace, type NotePlan, writeNote } from '@gonghui/shared/reading/notes'
import { call } from '../lib/api'
import { memberOf, useMe } from '../lib/me'
import { serverNowMs } from '../lib/server-clock'
import { ulid } from '../lib/ulid'
import { useOutbox } from './use-outbox'

/** The notes that wait on this phone: one that was written without a network is sent, and checked, at the next visit. */
export function useNoteBox(campaignId: string, onTaken: (note: NoteFace) => void = () => undefined) {
  const memberId = memberOf(useMe())?.memberId
  const { kept, send } = useOutbox<NotePlan, typeof writeNote>(
    memberId && `notes-${campaignId}-${memberId}`,
    {
      idOf: ({ noteId }) => noteId,
      send: (body) => call(writeNote, { params: { campaignId }, body }),
      onTaken: ({ note }) => onTaken(note),
      said: () => '笔记交上了，过了检查书友就能看到',
    },
  )
  return {
    kept,
    write: (bookId: string, text: string) => send({ noteId: `nte_${ulid(serverNowMs())}`, bookId, text }),
  }
}
