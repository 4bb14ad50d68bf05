import { isDeepStrictEqual } from 'node:util'
import type * as contracts from '@gonghui/shared/benefits/drops'
import type { Instant } from '@gonghui/shared/lib/instant'
import type { Membership } from '../../lib/caller.ts'
import { afterOf, cursorOf } from '../../lib/cursor.ts'
import { type Handler, isRefusal, refuse, reply } from '../../lib/server.ts'
import { unitsOf } from '../claim/grant.ts'
import { sourceFor } from '../claim/pool.rule.ts'
import { balanceOf, isPriced, keptRow } from '../claim/price.ts'
import { stockOf } from '../claim/stock.store.ts'
import { readWait } from '../claim/waiting.store.ts'
import { codesStayGood } from '../codes/codes.rule.ts'
import { before, clearBefore } from '../codes/codes-before.ts'
import { knownDraw } from '../lottery/draw.store.ts'
import { isLottery, mayIEnter } from '../lottery/entry.rule.ts'
import { myEntryIn } from '../lottery/my-entry.ts'
import { myOpeningIn } from '../lottery/my-opening.ts'
import { readOutlets } from '../redemption/outlet.store.ts'
import { liveAmong } from '../redemption/returns.rule.ts'
import { voucherFace } from '../redemption/voucher.rule.ts'
import { rowsOfDrop } from '../redemption/wallet.store.ts'
import { chosen, makeDraft } from './draft.ts'
import { type Drop, hasOpening, isOnShow, mayI, stateAt } from './drop.rule.ts'
import * as store from './drop.store.ts'
import { faceOf, managedFaceOf } from './faces.ts'
import { planOf } from './pattern.rule.ts'
import { mayAskReminder } from './reminder.rule.ts'
import { isReminded } from './reminder.store.ts'
import { dropWithin } from './scope.ts'

const PAGE = 20

/** Open first, then what opens soonest, then what is over. */
const SHOWN = { pk: '', begins: '' }
const RANK = { open: 0, paused: 1, scheduled: 2, closed: 3, settled: 4, draft: 5 } as const

export const listDrops: Handler<typeof contracts.listDrops> = async ({ query, now }) => {
  const shown = (await store.knownOnShow())
    .filter((drop) => isOnShow(drop, now) && (query.kind === undefined || drop.kind === query.kind))
    .map((drop) => ({ drop, rank: `${RANK[stateAt(drop, now)]} ${drop.opensAt} ${drop.dropId}` }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
  const after = afterOf(SHOWN, query.cursor)
  const from = after === undefined ? 0 : shown.findIndex(({ rank }) => rank > after)
  const page = from < 0 ? [] : shown.slice(from, from + PAGE)
  const last = from >= 0 && from + PAGE < shown.length ? page.at(-1)?.rank : undefined
  return reply(200, {
    items: await Promise.all(page.map(({ drop }) => faceOf(drop, now))),
    ...cursorOf(SHOWN, last),
    serverTime: now,
  })
}

export const getDrop: Handler<typeof contracts.getDrop> = async ({ params, caller, now }) => {
  const drop = await store.knownDrop(params.dropId)
  if (!drop || !isOnShow(drop, now)) return refuse('drop-unknown')
  const member = caller?.member
  const [face, outlets, stock, mine, entry, wait, reminded, balance] = await Promise.all([
    faceOf(drop, now),
    readOutlets(drop.outletIds),
    stockOf(drop, now),
    member ? takenBy(member, drop, now) : [],
    member ? entryOf(drop, member.memberId) : undefined,
    member && drop.waitingList ? readWait(drop.dropId, member.memberId) : undefined,
    caller && mayAskReminder(drop, now) ? isReminded(drop.dropId, caller.personId) : undefined,
    member && isPriced(drop) ? balanceOf(member.memberId) : undefined,
  ])
  const taken = liveAmong(mine).length
  const asking = { member, signedIn: caller !== undefined, taken, left: stock.left, balance }
  return reply(200, {
    drop: {
      ...face,
      rules: drop.rules,
      rulesVersion: drop.rulesVersion,
      outlets,
      ...(drop.banner ? { banner: drop.banner } : {}),
    },
    mayI: isLottery(drop) ? mayIEnter(drop, { ...asking, entry }, now) : mayI(drop, asking, now),
    mine: mine.map((row) => voucherFace(row, drop, now)),
    ...(entry ? { entry } : {}),
    ...(balance === undefined ? {} : { points: { balance } }),
    ...(wait ? { waiting: { since: wait.since } } : {}),
    ...(reminded === undefined ? {} : { reminded }),
    serverTime: now,
  })
}

/** A member's entry, where there is a draw to be in. */
async function entryOf(drop: Drop, memberId: string) {
  if (isLottery(drop)) return myEntryIn(drop, memberId)
  return hasOpening(drop) ? myOpeningIn(drop, await knownDraw(drop.dropId), memberId) : undefined
}

/** What a member has of a drop. The home bucket is asked too: a winner whose row is not written yet must see it here. */
async function takenBy(member: Membership, drop: Drop, now: Instant) {
  const { memberId } = member
  const rows = await rowsOfDrop(memberId, drop.dropId)
  if (liveAmong(rows).length >= drop.perMember) return rows
  const missing = [...(await unitsOf(sourceFor(drop, member, now), memberId))].filter(
    ([j]) => !rows.some((row) => row.j === j),
  )
  const found = await Promise.all(
    missing.map(([j, unit]) => keptRow({ dropId: drop.dropId, memberId, j }, unit, now)),
  )
  return [...rows, ...found].sort((a, b) => a.j - b.j)
}

export const createDrop: Handler<typeof contracts.createDrop> = async ({ body, caller, key, now }) =>
  makeDraft({ personId: caller.personId, key, body }, () => chosen(body, caller), caller, now)

export const editDrop: Handler<typeof contracts.editDrop> = async ({ params, body, caller, now }) => {
  const found = await dropWithin(caller, ['operator'], params.dropId)
  if (isRefusal(found)) return found
  const { drop } = found
  if (drop.phase !== 'draft') return refuse('drop-not-draft')
  // A lost answer is asked for again: the caller's own words, stored over what was read, are nobody else's change.
  const mayBeAgain = drop.revision === body.revision + 1 && drop.writtenBy === caller.personId
  if (drop.revision !== body.revision && !mayBeAgain)
    return refuse('drop-changed', { revision: drop.revision })
  // Its places in the lists are those of its union: for another, clone it there.
  if (body.plan.orgId !== drop.orgId) return refuse('org-out-of-scope')
  const plan = await chosen(body.plan, caller)
  if (isRefusal(plan)) return plan
  const next = edited(drop, plan, caller.personId)
  if (mayBeAgain) {
    if (!isDeepStrictEqual(planOf(drop), planOf(next)))
      return refuse('drop-changed', { revision: drop.revision })
  } else if (!(await store.replaceDrop(drop, next))) return refuse('drop-changed')
  const stored = mayBeAgain ? drop : next
  await clearBefore(stored)
  return reply(200, await managedFaceOf(stored, now))
}

type Placed = Exclude<Awaited<ReturnType<typeof chosen>>, { refused: string }>

/** A draft under another plan: what was said of the plan before is not said of this one. */
function edited(drop: Drop, plan: Placed, writtenBy: string): Drop {
  const { dropId, phase, buckets, codesBatch, codesCount, codesBefore, createdAt } = drop
  return {
    ...plan,
    dropId,
    phase,
    revision: drop.revision + 1,
    // A draft's rules are nobody's yet: the first version is the one that is published.
    rulesVersion: 1,
    buckets,
    pools: [],
    writtenBy,
    // Codes that were judged for another kind or a shorter validity are to be imported anew.
    ...(codesBatch && codesStayGood(drop, plan)
      ? { codesBatch, codesCount, ...(codesBefore ? { codesBefore } : {}) }
      : { codesCount: 0, ...before(drop) }),
    createdAt,
  }
}

export const getManagedDrop: Handler<typeof contracts.getManagedDrop> = async ({ params, caller, now }) => {
  const found = await dropWithin(caller, ['operator', 'staff', 'auditor'], params.dropId)
  if (isRefusal(found)) return found
  return reply(200, { drop: await managedFaceOf(found.drop, now), serverTime: now })
}
