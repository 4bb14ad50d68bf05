/** For the test of the roles: benefits used by everybody in every way, the rare ways included. */
import { DeleteCommand } from '@aws-sdk/lib-dynamodb'
import { forgetBoards } from '@gonghui/functions/benefits/claim/board'
import { readBuckets } from '@gonghui/functions/benefits/claim/bucket.store'
import { readDrop, replaceDrop } from '@gonghui/functions/benefits/drop/drop.store'
import { keyOf } from '@gonghui/functions/table/access-patterns'
import { database, TABLE } from '@gonghui/functions/table/database'
import { countAudience } from '@gonghui/shared/benefits/audience'
import { claimDrop } from '@gonghui/shared/benefits/claim'
import { getCounts, getLive, getOrgCounts } from '@gonghui/shared/benefits/counts'
import type { DropPlan } from '@gonghui/shared/benefits/drop-plan'
import * as drops from '@gonghui/shared/benefits/drops'
import * as launch from '@gonghui/shared/benefits/launch'
import * as outlets from '@gonghui/shared/benefits/outlets'
import { readPreflight } from '@gonghui/shared/benefits/preflight'
import * as redemptions from '@gonghui/shared/benefits/redemptions'
import * as vouchers from '@gonghui/shared/benefits/vouchers'
import { DAY_MS, HOUR_MS, later } from '@gonghui/shared/lib/instant'
import { approvalStory, dropDayStory } from './test-drop-day-story.ts'
import { bring, coverStory } from './test-files-story.ts'
import { forget, readHealth, runJob, send } from './test-product.ts'
import { recordsStory } from './test-records-story.ts'
import { pointsStory, returnsStory } from './test-returns-story.ts'
import { stockStory } from './test-stock-story.ts'
import { key, type Member, now, orgId, staff } from './test-story-people.ts'

const planOf = (outletId: string): DropPlan => ({
  orgId,
  kind: 'film',
  title: '1 元观影',
  cover: 'film',
  rules: '每人限一张',
  listPriceFen: 4_500,
  memberPriceFen: 100,
  stock: 1,
  perMember: 1,
  audience: { orgIds: [orgId] },
  opensAt: later(now, -HOUR_MS),
  closesAt: later(now, HOUR_MS),
  validUntil: later(now, DAY_MS),
  outletIds: [outletId],
  codes: 'generated',
  redeemedAt: 'here',
})

/** An edit that does without the codes that were brought. */
async function ownCodes(
  operator: Awaited<ReturnType<typeof staff>>,
  dropId: string,
  body: DropPlan,
): Promise<void> {
  const params = { dropId }
  const { drop } = await send(200, drops.getManagedDrop, { params }, operator)
  const plan: DropPlan = { ...body, codes: 'generated', redeemedAt: 'here' }
  await send(200, drops.editDrop, { params, body: { revision: drop.revision, plan } }, operator)
}

/** A drop that is redeemed here and one at the merchant's, from the plan to the counts; lost rows; what the clock does. */
export async function benefitsStory([winner, other]: readonly Member[]): Promise<void> {
  if (!winner || !other) throw new Error('two members are needed')
  const operator = await staff('operator')
  const outlet = { orgId, name: '海湾影城', address: '新港路 18 号', hours: '09:00–22:00' }
  const { outletId } = await send(201, outlets.createOutlet, { body: outlet }, { ...operator, key: key() })
  const same = { ...operator, key: key() }
  await send(201, outlets.createOutlet, { body: outlet }, same)
  await send(200, outlets.createOutlet, { body: outlet }, same)
  await send(200, outlets.listOutlets, { query: { orgId } }, operator)
  const { orgId: _, ...place } = outlet
  const corrected = { params: { outletId }, body: { ...place, hours: '08:00–22:00', revision: 1 } }
  await send(200, outlets.editOutlet, corrected, operator)
  await send(200, outlets.closeOutlet, { params: { outletId } }, operator)
  await send(200, outlets.reopenOutlet, { params: { outletId } }, operator)
  const plan = { ...planOf(outletId), pictureId: await coverStory(operator) }
  const asked = { audience: { orgIds: [orgId], joinedBefore: later(now, DAY_MS) }, quotaOrgIds: [] }
  const { people } = await send(200, countAudience, { body: asked }, operator)
  if (!people.isExact || people.count === 0) throw new Error('nobody was counted')
  const publish = async (body: DropPlan, csv?: string): Promise<string> => {
    const drop = await send(201, drops.createDrop, { body }, { ...operator, key: key() })
    const params = { dropId: drop.dropId }
    await send(200, drops.editDrop, { params, body: { revision: drop.revision, plan: body } }, operator)
    if (csv) {
      await bring(operator, drop.dropId, 'code\nAAA-0\n')
      await bring(operator, drop.dropId, csv)
      const other = await send(201, drops.createDrop, { body }, { ...operator, key: key() })
      await bring(operator, other.dropId, csv, 'failed')
      await bring(operator, other.dropId, 'code\nAAA-9\n')
      await ownCodes(operator, other.dropId, body)
    }
    await send(200, launch.scheduleDrop, { params }, operator)
    return drop.dropId
  }
  const params = { dropId: await publish(plan) }
  const sold = {
    dropId: await publish({ ...plan, codes: 'imported', redeemedAt: 'merchant' }, 'code\nAAA-1\nAAA-2\n'),
  }
  await send(200, readPreflight, { params }, operator)
  await send(200, launch.pauseDrop, { params, body: { reason: '影院来电' } }, operator)
  await send(200, launch.resumeDrop, { params, body: { reason: '影院来电' } }, operator)
  const draft = () => send(201, drops.createDrop, { body: plan }, { ...operator, key: key() })
  await approvalStory([await draft(), await draft()], plan, { author: operator, member: other })
  await dropDayStory(params.dropId, other)
  await send(200, drops.listManagedDrops, { query: { orgId } }, operator)
  await send(200, drops.listManagedDrops, { query: { orgId, below: 'yes' } }, operator)
  await send(200, drops.getManagedDrop, { params }, operator)
  await send(200, drops.listDrops, {})

  const { voucher } = await send(201, claimDrop, { params, body: {} }, winner)
  forget()
  await send(200, claimDrop, { params, body: { retry: true } }, winner)
  await loseRow(winner, params.dropId)
  forget()
  await send(200, claimDrop, { params, body: { retry: true } }, winner)
  await send(409, claimDrop, { params, body: {} }, other)
  // The refusal is told with the next claim that comes a second later.
  forget()
  await send(200, drops.getDrop, { params }, winner)
  const mine = { params: { voucherId: voucher.voucherId } }
  await loseRow(winner, params.dropId)
  await send(200, vouchers.getVoucher, mine, winner)
  await send(200, vouchers.listVouchers, {}, winner)
  const coded = await send(201, claimDrop, { params: sold, body: {} }, winner)
  await send(200, vouchers.uncoverVoucher, { params: { voucherId: coded.voucher.voucherId } }, winner)

  const clerk = await staff('clerk', outletId)
  const { pass, shortCode } = await send(200, vouchers.getPass, mine, winner)
  await loseRow(winner, params.dropId)
  forget()
  const wrong = { body: { shortCode: '000000000000', outletId } }
  await send(404, redemptions.previewRedemption, wrong, clerk)
  await send(200, redemptions.previewRedemption, { body: { shortCode, outletId } }, clerk)
  const { preview } = await send(200, redemptions.previewRedemption, { body: { pass, outletId } }, clerk)
  const spend = { body: { ticket: preview.ticket, outletId } }
  const { redemption } = await send(201, redemptions.redeemVoucher, spend, { ...clerk, key: key() })
  await send(200, redemptions.listRedemptions, { query: { outletId } }, clerk)
  await send(200, outlets.listMyOutlets, {}, clerk)
  const undo = { params: { redemptionId: redemption.redemptionId }, body: { reason: '扫错了' } }
  await send(200, redemptions.undoRedemption, undo, clerk)
  // Before anybody opens a board: while somebody looks, a run goes on for half a minute.
  await runJob('figures')
  await send(200, getCounts, { params }, operator)
  await send(200, getOrgCounts, { params, query: { under: orgId } }, operator)
  const { pass: anew } = await send(200, vouchers.getPass, mine, winner)
  const again = { body: { pass: anew, outletId } }
  const second = await send(201, redemptions.redeemVoucher, again, { ...clerk, key: key() })
  const { redemptionId } = second.redemption
  const spent = { outletId, redemptionId, shortCode, voucherId: voucher.voucherId }
  const uncovered = coded.voucher.voucherId
  await recordsStory({ here: params.dropId, sold: sold.dropId, ...spent, uncovered, winner })

  // More buckets than one look reads, so there is a board.
  const wide = { params: { dropId: await publish({ ...plan, ceiling: 34 * 32 }) }, body: {} }
  for (const looked of [wide, wide, { params }]) await send(200, getLive, { params: looked.params }, operator)
  await send(201, claimDrop, wide, winner)
  await send(200, claimDrop, wide, winner)
  forget()
  for (let functions = 0; functions < 2; functions++) {
    // Whoever comes right after another is told to come back in a tenth of a second.
    await new Promise((resolve) => setTimeout(resolve, 150))
    await send(409, claimDrop, wide, other)
    await send(200, claimDrop, wide, winner)
    forget()
    forgetBoards(wide.params.dropId)
  }
  await stockStory(await publish({ ...plan, ceiling: 32 }), operator)
  await returnsStory(await publish({ ...plan, waitingList: true }), [winner, other])
  await pointsStory(await publish({ ...plan, pointsPrice: 100 }), [winner, other])
  await loseRow(winner, params.dropId)
  await runJob('repair')
  await send(200, launch.closeDrop, { params, body: { reason: '影院来电' } }, operator)
  await longOver(sold.dropId)
  forget()
  await runJob('repair')
  await leftHalfWay(await publish(plan))
  await runJob('repair')
  await readHealth()
}

/** A crash between the bucket and the wallet: the member's row is missing. */
async function loseRow({ memberId }: Member, dropId: string): Promise<void> {
  const Key = keyOf('a member’s claim on a drop', { memberId, dropId, j: 1 })
  await database.send(new DeleteCommand({ TableName: TABLE, Key }))
}

async function changed(dropId: string, change: object): Promise<void> {
  const drop = await readDrop(dropId)
  const next = drop && { ...drop, ...change, revision: drop.revision + 1 }
  if (!next || !(await replaceDrop(drop, next))) throw new Error(`${dropId} did not change`)
}

const longOver = (dropId: string) => changed(dropId, { closesAt: later(now, -9 * DAY_MS) })

/** A crash in the middle of a publication. */
async function leftHalfWay(dropId: string): Promise<void> {
  const [bucket] = await readBuckets(dropId, (await readDrop(dropId))?.buckets ?? 0)
  const Key = keyOf('a bucket of a drop', { dropId, bucket: bucket?.bucket ?? 0 })
  await database.send(new DeleteCommand({ TableName: TABLE, Key }))
  await changed(dropId, { phase: 'publishing' })
}
