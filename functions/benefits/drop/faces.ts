import type { DropFace, ManagedDrop } from '@gonghui/shared/benefits/drops'
import type { Instant } from '@gonghui/shared/lib/instant'
import { stockOf } from '../claim/stock.store.ts'
import { lotteryFaceOf } from '../lottery/draw.rule.ts'
import { knownDraw } from '../lottery/draw.store.ts'
import { isLottery } from '../lottery/entry.rule.ts'
import { openingFaceOf } from '../lottery/opening.rule.ts'
import { validFrom } from '../redemption/voucher.rule.ts'
import { pictureOf } from './cover.store.ts'
import { type Drop, hasOpening, isLaid, OFFER_MINUTES, stateAt } from './drop.rule.ts'

/** A drop as its card shows it, with the stock as last read. */
export async function faceOf(drop: Drop, now: Instant): Promise<DropFace> {
  return {
    dropId: drop.dropId,
    orgName: drop.orgName,
    kind: drop.kind,
    title: drop.title,
    cover: drop.cover,
    ...(await pictureOf(drop, now)),
    listPriceFen: drop.listPriceFen,
    memberPriceFen: drop.memberPriceFen,
    ...(drop.pointsPrice ? { pointsPrice: drop.pointsPrice } : {}),
    perMember: drop.perMember,
    opensAt: drop.opensAt,
    closesAt: drop.closesAt,
    validFrom: validFrom(drop),
    validUntil: drop.validUntil,
    ...(drop.useWithinDays ? { useWithinDays: drop.useWithinDays } : {}),
    recycles: drop.recycles ?? false,
    redeemedAt: drop.redeemedAt,
    state: stateAt(drop, now),
    waitingList: drop.waitingList ?? false,
    stock: await stockOf(drop, now),
    ...(await lotteryOf(drop, now)),
    ...(await openingOf(drop)),
  }
}

/** A draft has nothing to show of its draw but the plan: the seed is committed to as it is scheduled. */
async function lotteryOf(drop: Drop, now: Instant): Promise<Pick<DropFace, 'lottery'>> {
  if (!isLottery(drop)) return {}
  if (isLaid(drop)) return { lottery: lotteryFaceOf(drop, await knownDraw(drop.dropId), now) }
  const none = {
    step: 'entering',
    units: drop.stock,
    entrants: 0,
    entrantsAsOf: now,
    commitment: '',
  } as const
  return { lottery: { ...drop.draw, ...none } }
}

/** As a lottery: a draft has committed to nothing yet. */
async function openingOf(drop: Drop): Promise<Pick<DropFace, 'opening'>> {
  if (!hasOpening(drop)) return {}
  return { opening: openingFaceOf(drop, isLaid(drop) ? await knownDraw(drop.dropId) : undefined) }
}

/** A drop as its operator sees it. */
export async function managedFaceOf(drop: Drop, now: Instant): Promise<ManagedDrop> {
  return {
    ...(await faceOf(drop, now)),
    orgId: drop.orgId,
    ...(drop.pictureId ? { pictureId: drop.pictureId } : {}),
    rules: drop.rules,
    rulesVersion: drop.rulesVersion,
    ceiling: drop.ceiling ?? drop.stock,
    audience: { ...drop.audience, tags: drop.audience.tags ?? [], orgNames: [...drop.audienceNames] },
    quotas: (drop.quotas ?? []).map(({ orgId, name, units }) => ({ orgId, name, units })),
    ...(drop.reflowAt ? { reflowAt: drop.reflowAt } : {}),
    stoppedOrgs: (drop.stoppedOrgs ?? []).map(({ orgId, name, at }) => ({ orgId, name, at })),
    ...(drop.banner ? { banner: drop.banner } : {}),
    offerMinutes: drop.offerMinutes ?? OFFER_MINUTES,
    outletIds: drop.outletIds,
    codes: drop.codes,
    importedCodes: drop.codesCount,
    revision: drop.revision,
    createdAt: drop.createdAt,
  }
}
