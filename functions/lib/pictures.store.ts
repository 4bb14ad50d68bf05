import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import { type Instant, MINUTE_MS } from '@gonghui/shared/lib/instant'
import type { keyOf, rangeOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { readRange } from '../table/reads.ts'
import { type Author, submitPicture } from './content-check.ts'
import { type FilePlace, newFilePlace, readFile, removeFile, showFrom, writeFile } from './files.store.ts'
import { withoutMetadata } from './picture.rule.ts'
import { isRefusal, type Refusal } from './server.ts'

/** One kind of picture that people send of their own, and where each lies. */
interface PictureKind {
  /** All of a kind lie side by side: an address tells neither whose one is nor which others are theirs. */
  readonly folder: string
  readonly maxBytes: number
  readonly scene: Author['scene']
  /** The note that its owner has it. */
  readonly note: (ownerId: string, pictureId: string) => ReturnType<typeof keyOf>
  readonly notes: (ownerId: string) => ReturnType<typeof rangeOf>
}

/** What somebody sent: it lies among the imports under the name of its sender, and is gone in a week. */
export interface Sent {
  readonly sender: string
  readonly fileId: string
}

export interface PictureNote {
  readonly pictureId: string
  readonly at: Instant
}

/** Where somebody sends a picture to. */
export const newUpload = (sender: string): FilePlace => newFilePlace('imports', sender)
const placeOfSent = ({ sender, fileId }: Sent): FilePlace => ({ purpose: 'imports', owner: sender, fileId })

export const readUpload = (sent: Sent, maxBytes: number): Promise<Buffer | undefined> =>
  readFile(placeOfSent(sent), maxBytes)

/** Only once a row has the picture: whoever asks again before finds what they sent. */
export const removeUpload = (sent: Sent): Promise<void> => removeFile(placeOfSent(sent))

/** As long as WeChat may take to load it. */
const CHECK_MS = 30 * MINUTE_MS

/** Keeps, shows and removes the pictures of one kind. */
export function picturesOf({ folder, maxBytes, scene, note, notes }: PictureKind) {
  const placeOf = (pictureId: string): FilePlace => ({ purpose: 'photos', owner: folder, fileId: pictureId })

  /** The file first: a note that leads nowhere is harmless. */
  async function remove(ownerId: string, pictureId: string): Promise<void> {
    await removeFile(placeOf(pictureId))
    await database.send(new DeleteCommand({ TableName: TABLE, Key: { ...note(ownerId, pictureId) } }))
  }

  /** Every picture that somebody ever kept, and each that a crash left behind. */
  const list = (ownerId: string): Promise<PictureNote[]> =>
    readRange<PictureNote>(notes(ownerId), { strong: true })

  return {
    remove,
    list,

    /**
     * From what was sent to a picture that is kept, bare of what a camera wrote along, and handed in to WeChat.
     * Noted before it is written, so that it is found again when its owner goes.
     * @returns the trace id of the check, none where WeChat does not know the author just now; or why there is none.
     */
    bring: async (
      {
        ownerId,
        pictureId,
        sent,
      }: { readonly ownerId: string; readonly pictureId: string; readonly sent: Sent },
      personId: string,
      now: Instant,
    ): Promise<{ readonly traceId?: string } | 'missing' | 'unreadable' | Refusal<'wechat-busy'>> => {
      const bytes = await readUpload(sent, maxBytes)
      if (!bytes) return 'missing'
      const picture = withoutMetadata(bytes)
      if (!picture) return 'unreadable'
      const Item = { ...note(ownerId, pictureId), pictureId, at: now }
      await database.send(new PutCommand({ TableName: TABLE, Item }))
      await writeFile(placeOf(pictureId), picture.type, picture.content)
      const { url } = await showFrom(placeOf(pictureId), now, CHECK_MS)
      const asked = await submitPicture(url, { personId, scene })
      if (asked === 'author-absent') return {}
      return isRefusal(asked) ? asked : { traceId: asked.traceId }
    },

    /** An address that shows it for some minutes. */
    show: (pictureId: string, now: Instant) => showFrom(placeOf(pictureId), now),

    removeAll: async (ownerId: string): Promise<void> => {
      for (const { pictureId } of await list(ownerId)) await remove(ownerId, pictureId)
    },
  }
}
