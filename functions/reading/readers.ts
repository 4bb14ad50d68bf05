import type { Instant } from '@gonghui/shared/lib/instant'
import { leafOf } from '@gonghui/shared/lib/roles'
import type * as contracts from '@gonghui/shared/reading/readers'
import type { CheckInPlan } from '@gonghui/shared/reading/readers'
import type { setPenName as penNameContract } from '@gonghui/shared/reading/standings'
import { afterOf, cursorOf } from '../lib/cursor.ts'
import { bytesOf } from '../lib/ids.ts'
import { readOrg } from '../lib/orgs.store.ts'
import { type Handler, isRefusal, refuse, reply } from '../lib/server.ts'
import { type Campaign, enrolRefusal, hasBook, stateAt, tellingRefusal, todayOf } from './campaign.rule.ts'
import { knownCampaign } from './campaign.store.ts'
import type { CheckInRow } from './check-in-picture.rule.ts'
import { faceOf } from './check-in-picture.store.ts'
import { checkedIn, choosing, finishing, naming, newReader, type Reader, standingOf } from './reader.rule.ts'
import * as store from './reader.store.ts'
import { countNamed } from './recount.ts'
import { duesOf, settle } from './rewards.ts'
import { touch } from './tally.store.ts'

const PAGE = 30

export const enrol: Handler<typeof contracts.enrol> = async ({ params, caller, now }) => {
  const { campaignId } = params
  const { member } = caller
  const campaign = await knownCampaign(campaignId)
  if (!campaign) return refuse('campaign-unknown')
  const there = await readerOf(campaign, member.memberId)
  if (!isRefusal(there)) return reply(200, await told(campaign, there.reader, now))
  const refusal = enrolRefusal(campaign, member, now)
  if (refusal) return refuse(refusal)
  const org = await readOrg(leafOf(member.orgPath))
  if (!org) throw new Error('a member’s own org is not there')
  const seat = await store.drawSeat(campaignId, org)
  const reader = newReader({ campaignId, memberId: member.memberId, ...seat }, now)
  if (await store.putReader(reader)) {
    await touch(campaignId, seat, now)
    return reply(201, await told(campaign, reader, now))
  }
  const raced = await readerOf(campaign, member.memberId)
  if (isRefusal(raced)) throw new Error('an enrolment was refused, though there is none')
  return reply(200, await told(campaign, raced.reader, now))
}

/** A member's row in a campaign, if they are enrolled. */
async function readerOf(campaign: Campaign, memberId: string) {
  const seat = await store.seatOf(memberId, campaign.campaignId)
  if (!seat) return refuse('not-enrolled')
  const reader = await store.readReader(campaign.campaignId, memberId, seat)
  if (!reader) throw new Error('an enrolment has no reader')
  return { reader }
}

export async function told(campaign: Campaign, reader: Reader, now: Instant) {
  const reviews = await store.readReviews(reader)
  return { reader: standingOf(campaign, reader, reviews, now), serverTime: now }
}

/** A campaign that members see, and the caller's row in it. */
export async function found(campaignId: string, memberId: string, now: Instant) {
  const campaign = await knownCampaign(campaignId)
  if (!campaign || stateAt(campaign, now) === 'draft') return refuse('campaign-unknown')
  const mine = await readerOf(campaign, memberId)
  return isRefusal(mine) ? mine : { campaign, reader: mine.reader }
}

const TRIES = 8

/**
 * Changes a reader's row; begins anew where another phone of the same member was quicker.
 * @param write the write that keeps the change; false where the row is not as it was read.
 */
export async function changing<R>(
  { campaign, reader }: { readonly campaign: Campaign; readonly reader: Reader },
  change: (reader: Reader) => { readonly next: Reader } | { readonly instead: R },
  write: (before: Reader, next: Reader) => Promise<boolean> = store.replaceReader,
): Promise<{ readonly next: Reader } | { readonly instead: R } | ReturnType<typeof refuse<'busy'>>> {
  let before = reader
  for (let tries = 0; tries < TRIES; tries++) {
    const changed = change(before)
    if ('instead' in changed || (await write(before, changed.next))) return changed
    const newer = await readerOf(campaign, before.memberId)
    if (isRefusal(newer)) throw new Error('a reader is gone')
    before = newer.reader
  }
  return refuse('busy')
}

export const getReader: Handler<typeof contracts.getReader> = async ({ params, caller, now }) => {
  const mine = await found(params.campaignId, caller.member.memberId, now)
  return isRefusal(mine) ? mine : reply(200, await told(mine.campaign, mine.reader, now))
}

export const chooseBooks: Handler<typeof contracts.chooseBooks> = async ({ params, body, caller, now }) => {
  const mine = await found(params.campaignId, caller.member.memberId, now)
  if (isRefusal(mine)) return mine
  if (!body.bookIds.every((bookId) => hasBook(mine.campaign, bookId))) return refuse('book-unknown')
  const changed = await changing<never>(mine, (reader) => ({ next: choosing(reader, body.bookIds) }))
  if (isRefusal(changed) || 'instead' in changed) return refuse('busy')
  return reply(200, await told(mine.campaign, changed.next, now))
}

export const checkIn: Handler<typeof contracts.checkIn> = async ({ params, body, caller, now }) => {
  const { memberId } = caller.member
  const mine = await found(params.campaignId, memberId, now)
  if (isRefusal(mine)) return mine
  const { campaign } = mine
  const of = { memberId, campaignId: campaign.campaignId }
  const earlier = await store.readCheckIn(of, body)
  if (earlier && !isSame(earlier, body)) return refuse('idempotency-key-reused')
  if (earlier)
    return reply(200, { checkIn: await faceOf(earlier, now), ...(await told(campaign, mine.reader, now)) })

  const id = bytesOf(body.checkInId)
  const changed = await changing(mine, (reader) => {
    const result = checkedIn(campaign, reader, body, { id, now })
    return result.kind === 'done' ? { next: result.reader } : { instead: { result, reader } }
  })
  if (isRefusal(changed)) return changed
  if ('instead' in changed && changed.instead.result.kind === 'refused')
    return refuse(changed.instead.result.code, { today: todayOf(campaign, now) })
  // The reader's row has taken it; what was told and the mark follow, now or when the phone asks again.
  await touch(campaign.campaignId, mine.reader, now)
  const kept: CheckInRow = { ...body, late: body.day < todayOf(campaign, now), toldAt: now }
  await store.keepCheckIn(of, kept)
  const reader = 'instead' in changed ? changed.instead.reader : changed.next
  const earned = duesOf(campaign, reader, now).length > duesOf(campaign, mine.reader, now).length
  if (earned || 'instead' in changed) await settle(campaign, reader, now)
  return reply('instead' in changed ? 200 : 201, {
    checkIn: await faceOf(kept, now),
    ...(await told(campaign, reader, now)),
  })
}

const isSame = (earlier: CheckInRow, told: CheckInPlan): boolean =>
  (['day', 'bookId', 'minutes', 'pages', 'note'] as const).every((part) => earlier[part] === told[part])

export const listCheckIns: Handler<typeof contracts.listCheckIns> = async ({
  params,
  query,
  caller,
  now,
}) => {
  const range = store.checkInsOf({ memberId: caller.member.memberId, campaignId: params.campaignId })
  const { items, after } = await store.readCheckIns(range, PAGE, afterOf(range, query.cursor))
  const faces = await Promise.all(items.map((one) => faceOf(one, now)))
  return reply(200, { items: faces, ...cursorOf(range, after), serverTime: now })
}

export const finishBook: Handler<typeof contracts.finishBook> = async ({ params, body, caller, now }) => {
  const mine = await found(params.campaignId, caller.member.memberId, now)
  if (isRefusal(mine)) return mine
  const { campaign } = mine
  const closed = tellingRefusal(campaign, now)
  if (closed) return refuse(closed)
  if (!hasBook(campaign, params.bookId)) return refuse('book-unknown')
  const changed = await changing(mine, (reader) => {
    const next = finishing(reader, params.bookId, todayOf(campaign, now))
    return next ? { next } : { instead: 'book-not-begun' as const }
  })
  if (isRefusal(changed)) return changed
  if ('instead' in changed) return refuse(changed.instead)
  await touch(campaign.campaignId, changed.next, now)
  await store.keepReview(changed.next, params.bookId, body.review)
  await settle(campaign, changed.next, now)
  return reply(200, await told(campaign, changed.next, now))
}

export const setPenName: Handler<typeof penNameContract> = async ({ params, body, caller, now }) => {
  const mine = await found(params.campaignId, caller.member.memberId, now)
  if (isRefusal(mine)) return mine
  const changed = await changing<never>(mine, (reader) => ({ next: naming(reader, body.choice) }))
  if (isRefusal(changed) || 'instead' in changed) return refuse('busy')
  await countNamed(params.campaignId, changed.next, now)
  return reply(200, await told(mine.campaign, changed.next, now))
}
