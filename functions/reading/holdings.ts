import type { Holding } from '../lib/holdings.ts'
import { readEnrolments, readReader, replaceReader } from './reader.store.ts'

const TRIES = 8

/** The rows of the readers: what is counted stays, under an id that leads to nobody; the name to be listed by goes. */
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
  letGo: async ({ memberId }) => {
    for (const { campaignId, ...seat } of memberId === undefined ? [] : await readEnrolments(memberId))
      await withoutPen(campaignId, memberId ?? '', seat)
  },
}

async function withoutPen(campaignId: string, memberId: string, seat: { orgId: string; shard: number }) {
  for (let tries = 0; tries < TRIES; tries++) {
    const row = await readReader(campaignId, memberId, seat)
    if (row?.pen === undefined) return
    const { pen: _, ...rest } = row
    if (await replaceReader(row, { ...rest, revision: row.revision + 1 })) return
  }
  throw new Error('a reader kept changing')
}

export const readingHoldings: readonly Holding[] = [readers]
