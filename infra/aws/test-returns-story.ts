/** For the test of the roles: a voucher that comes back, is offered to who waits, is declined, taken, and lapses. */
import './test-product.ts'
import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { earn } from '@gonghui/functions/lib/ledger'
import { keyOf } from '@gonghui/functions/table/access-patterns'
import { database, TABLE } from '@gonghui/functions/table/database'
import { claimDrop } from '@gonghui/shared/benefits/claim'
import { getDrop } from '@gonghui/shared/benefits/drops'
import * as returns from '@gonghui/shared/benefits/returns'
import { voidVoucher } from '@gonghui/shared/benefits/voids'
import { later } from '@gonghui/shared/lib/instant'
import { runJob, send } from './test-product.ts'
import { type Member, now, staff } from './test-story-people.ts'

/** @param dropId a drop of one unit, with a line for who waits. */
export async function returnsStory(dropId: string, [first, second]: readonly Member[]): Promise<void> {
  if (!first || !second) throw new Error('two members are needed')
  const params = { dropId }
  const latest = async (who: Member) => {
    const { mine } = await send(200, getDrop, { params }, who)
    return { params: { voucherId: mine.at(-1)?.voucherId ?? '' } }
  }
  await send(201, claimDrop, { params, body: {} }, first)
  await send(201, returns.joinWaiting, { params }, second)
  await send(200, returns.leaveWaiting, { params }, second)
  await send(201, returns.joinWaiting, { params }, second)
  await send(200, returns.returnVoucher, await latest(first), first)
  await send(200, returns.declineOffer, await latest(second), second)

  await send(201, claimDrop, { params, body: { j: 2 } }, first)
  await send(201, returns.joinWaiting, { params }, second)
  await send(200, returns.returnVoucher, await latest(first), first)
  await send(201, returns.joinWaiting, { params }, first)
  await lapsed(second, dropId, 2)
  await runJob('repair')
  await send(200, returns.acceptOffer, await latest(first), first)
}

/**
 * A drop that costs points: claimed with the points that were earned, given back, refused for want of them, and taken
 * up by the repair where the claim died.
 * @param dropId a drop of one unit.
 */
export async function pointsStory(dropId: string, [buyer, poor]: readonly Member[]): Promise<void> {
  if (!buyer || !poor) throw new Error('two members are needed')
  const given = { memberId: buyer.memberId, cause: 'STORY', amount: 300, reason: '' }
  await earn(given, now)
  const params = { dropId }
  await send(409, claimDrop, { params, body: {} }, poor)
  const { voucher } = await send(201, claimDrop, { params, body: {} }, buyer)
  await send(200, getDrop, { params }, buyer)
  await send(200, returns.returnVoucher, { params: { voucherId: voucher.voucherId } }, buyer)
  const second = await send(201, claimDrop, { params, body: { j: 2 } }, buyer)
  const over = {
    params: { voucherId: second.voucher.voucherId },
    body: { reason: '重复领取', reissue: false },
  }
  await send(200, voidVoucher, over, await staff('operator'))
}

/** Time goes by, and nobody took the offer. */
async function lapsed({ memberId }: Member, dropId: string, j: number): Promise<void> {
  await database.send(
    new UpdateCommand({
      TableName: TABLE,
      Key: keyOf('a member’s claim on a drop', { memberId, dropId, j }),
      UpdateExpression: 'SET heldUntil = :past',
      ExpressionAttributeValues: { ':past': later(now, -1) },
    }),
  )
}
