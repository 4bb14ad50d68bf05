import type { listPoints as contract } from '@gonghui/shared/reading/points'
import { afterOf, cursorOf } from '../lib/cursor.ts'
import { linesOf } from '../lib/ledger.rule.ts'
import { readEntries } from '../lib/ledger.store.ts'
import { type Handler, reply } from '../lib/server.ts'
import { knownCampaign } from './campaign.store.ts'
import { readEnrolments, readReader } from './reader.store.ts'
import { settle } from './rewards.ts'

const PAGE = 50
const LEDGER = { pk: '', begins: '' }

/** My points. What was earned and, for a crash, not given yet is given first. */
export const listPoints: Handler<typeof contract> = async ({ query, caller, now }) => {
  const { memberId } = caller.member
  const enrolments = query.cursor === undefined ? await readEnrolments(memberId) : []
  for (const { campaignId, orgId, shard } of enrolments) {
    const [campaign, reader] = await Promise.all([
      knownCampaign(campaignId),
      readReader(campaignId, memberId, { orgId, shard }),
    ])
    if (campaign && reader) await settle(campaign, reader, now)
  }
  const entries = await readEntries(memberId)
  const lines = linesOf(entries)
  const before = Number(afterOf(LEDGER, query.cursor) ?? Number.POSITIVE_INFINITY)
  // A cursor that is no number begins the list anew.
  const rest = Number.isNaN(before) ? lines : lines.filter(({ seq }) => seq < before)
  const items = rest.slice(0, PAGE)
  return reply(200, {
    balance: entries[0]?.balance ?? 0,
    items,
    ...cursorOf(LEDGER, rest.length > PAGE ? String(items.at(-1)?.seq) : undefined),
    serverTime: now,
  })
}
