import type { Instant } from '@gonghui/shared/lib/instant'
import type { Holding } from '../lib/holdings.ts'
import { expiryAfter } from '../table/expiry.ts'
import { codeOf, readCertificate, removeCertificate } from './certificate.store.ts'
import { pictures } from './check-in-picture.store.ts'
import { readNote, readNotePlaces, removeNote } from './note.store.ts'
import { ownFaceOf } from './quiz.rule.ts'
import { readAllAttempts } from './quiz.store.ts'
import type { Reader } from './reader.rule.ts'
import { readEnrolments, readReader, replaceReader } from './reader.store.ts'
import { countNamed } from './recount.ts'

const TRIES = 8
/** What somebody who is gone has read is kept so long for the figures of the campaign. */
const KEPT_DAYS = 2 * 365

/** The rows of the readers: what is counted stays, under an id that leads to nobody; the name to be listed by goes, and no lot is drawn for them. */
const readers: Holding = {
  file: 'reading/campaigns',
  title: '我参加的读书活动',
  tell: async ({ memberId }) => {
    const enrolments = memberId === undefined ? [] : await readEnrolments(memberId)
    const rows = await Promise.all(
      enrolments.map(({ campaignId, ...seat }) => readReader(campaignId, memberId ?? '', seat)),
    )
    return rows.flatMap((row) =>
      row
        ? [
            {
              campaignId: row.campaignId,
              enrolledAt: row.enrolledAt,
              books: row.books,
              checkIns: row.checkIns,
            },
          ]
        : [],
    )
  },
  letGo: async ({ memberId }, now) => {
    for (const { campaignId, ...seat } of memberId === undefined ? [] : await readEnrolments(memberId))
      await nameless({ campaignId, memberId: memberId ?? '', ...seat }, now)
  },
}

async function nameless(
  { campaignId, memberId, ...seat }: Pick<Reader, 'campaignId' | 'memberId' | 'orgId' | 'shard'>,
  now: Instant,
) {
  for (let tries = 0; tries < TRIES; tries++) {
    const row = await readReader(campaignId, memberId, seat)
    if (!row) return
    const { pen: _, ...rest } = row
    const next = {
      ...rest,
      gone: true,
      expiresAt: expiryAfter(now, KEPT_DAYS),
      revision: row.revision + 1,
    }
    // Also where it was done before: what broke off then was counting it.
    if (row.gone || (await replaceReader(row, next))) return countNamed(campaignId, seat, now)
  }
  throw new Error('a reader kept changing')
}

const codesOf = async (memberId: string | undefined): Promise<string[]> =>
  memberId === undefined
    ? []
    : (await readEnrolments(memberId)).map(({ campaignId }) => codeOf(campaignId, memberId))

const certificates: Holding = {
  file: 'reading/certificates',
  title: '我的阅读证书',
  tell: async ({ memberId }) => {
    const rows = await Promise.all((await codesOf(memberId)).map(readCertificate))
    return rows.flatMap((row) => {
      if (!row) return []
      const { code, campaignTitle, days, books, firstOn, on } = row
      return [{ code, campaignTitle, days, books, firstOn, on }]
    })
  },
  // From then on nobody can say any more whose it was, so its code is unknown.
  letGo: async ({ memberId }) => {
    for (const code of await codesOf(memberId)) await removeCertificate(code)
  },
}

const notes: Holding = {
  file: 'reading/notes',
  title: '我的读书笔记',
  tell: async ({ memberId }) => {
    const places = memberId === undefined ? [] : await readNotePlaces(memberId)
    const rows = await Promise.all(places.map(({ noteId }) => readNote(noteId)))
    return rows.flatMap((row) =>
      row
        ? [{ campaignId: row.campaignId, bookId: row.bookId, at: row.at, text: row.text, state: row.state }]
        : [],
    )
  },
  letGo: async ({ memberId }) => {
    for (const { noteId } of memberId === undefined ? [] : await readNotePlaces(memberId))
      await withoutNote(noteId)
  },
}

async function withoutNote(noteId: string) {
  for (let tries = 0; tries < TRIES; tries++) {
    const note = await readNote(noteId)
    if (!note || (await removeNote(note))) return
  }
  throw new Error('a note kept changing')
}

const checkInPictures: Holding = {
  file: 'reading/check-in-pictures',
  title: '我的打卡图片',
  tell: async ({ memberId }) =>
    (memberId === undefined ? [] : await pictures.list(memberId)).map(({ at }) => ({ sentAt: at })),
  letGo: async ({ memberId }) => {
    if (memberId !== undefined) await pictures.removeAll(memberId)
  },
}

/** As they lie, an attempt under way holds the answers to what it asks. */
const attempts: Holding = {
  file: 'reading/attempts',
  title: '我的答题记录',
  insteadOf: 'an attempt of a member at a quiz',
  tell: async ({ memberId }) =>
    memberId === undefined ? [] : (await readAllAttempts(memberId)).map(ownFaceOf),
}

export const readingHoldings: readonly Holding[] = [readers, notes, certificates, attempts, checkInPictures]
