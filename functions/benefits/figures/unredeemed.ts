import type { listUnredeemed as contract, unredeemedSorts } from '@gonghui/shared/benefits/figures'
import { type Instant, SECOND_MS } from '@gonghui/shared/lib/instant'
import { leafOf } from '@gonghui/shared/lib/roles'
import { readMemberFaces } from '../../lib/members.store.ts'
import { type Handler, isRefusal, refuse, reply } from '../../lib/server.ts'
import { exactStock } from '../claim/stock.store.ts'
import { type Drop, isLaid } from '../drop/drop.rule.ts'
import { knownOrgNames } from '../drop/org-names.ts'
import { dropWithin } from '../drop/scope.ts'
import type { VoucherRow } from '../redemption/voucher.rule.ts'
import { walkWritten } from '../redemption/voucher-walk.ts'
import { isUnredeemed } from './export-lists.ts'

const PAGE = 30
/** What can be sorted while somebody waits: a hundred readings of a hundred. More is what exports are for. */
const LONGEST = 10_000
/** A page further on is cut from the same list. */
const KEPT_MS = 20 * SECOND_MS

type Sort = (typeof unredeemedSorts)[number]
interface Entry {
  readonly memberId: string
  readonly voucherId: string
  readonly claimedAt: Instant
  readonly orgName: string
}

const kept = new Map<string, { readonly entries: Promise<Entry[]>; readonly untilMs: number }>()

function entriesOf(drop: Drop, nowMs = performance.now()): Promise<Entry[]> {
  const held = kept.get(drop.dropId)
  if (held && nowMs < held.untilMs) return held.entries
  kept.clear()
  const entries = readEntries(drop)
  kept.set(drop.dropId, { entries, untilMs: nowMs + KEPT_MS })
  entries.catch(() => kept.delete(drop.dropId))
  return entries
}

async function readEntries(drop: Drop): Promise<Entry[]> {
  const rows: VoucherRow[] = []
  for await (const some of walkWritten(drop)) rows.push(...some.filter(isUnredeemed))
  const names = await knownOrgNames()(rows.map(({ orgPath = '' }) => leafOf(orgPath)))
  return rows.map(({ memberId, voucherId, issuedAt, orgPath = '' }) => ({
    memberId,
    voucherId,
    claimedAt: issuedAt,
    orgName: names.get(leafOf(orgPath)) ?? '',
  }))
}

/** Where an entry stands in the order; no two have the same. */
const placeOf = ({ orgName, claimedAt, voucherId }: Entry, sort: Sort): string =>
  `${sort === 'org' ? orgName : ''} ${claimedAt} ${voucherId}`

export const listUnredeemed: Handler<typeof contract> = async ({ params, query, caller, now }) => {
  const found = await dropWithin(caller, ['operator', 'staff', 'auditor'], params.dropId)
  if (isRefusal(found)) return found
  const { drop } = found
  if (!isLaid(drop)) return reply(200, { items: [], total: 0, serverTime: now })
  const { total, left } = await exactStock(drop, now, { strong: false })
  if (total - left > LONGEST) return refuse('list-too-long')
  const sort = query.sort ?? 'claimed'
  const entries = (await entriesOf(drop))
    .map((entry) => ({ entry, place: placeOf(entry, sort) }))
    .sort((a, b) => (a.place < b.place ? -1 : 1))
  const after = Buffer.from(query.cursor ?? '', 'base64url').toString('utf8')
  const from = after === '' ? 0 : entries.findIndex(({ place }) => place > after)
  const page = from < 0 ? [] : entries.slice(from, from + PAGE)
  const faces = await readMemberFaces(page.map(({ entry }) => entry.memberId))
  const last = page.at(-1)
  const isWhole = from < 0 || from + PAGE >= entries.length
  return reply(200, {
    items: page.map(({ entry: { memberId, voucherId, claimedAt, orgName } }) => {
      const { nameMasked = '（已注销）', phoneMasked = '' } = faces.get(memberId) ?? {}
      return { voucherId, nameMasked, phoneMasked, orgName, claimedAt }
    }),
    total: entries.length,
    ...(last && !isWhole ? { cursor: Buffer.from(last.place).toString('base64url') } : {}),
    serverTime: now,
  })
}
