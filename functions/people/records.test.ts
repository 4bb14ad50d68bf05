import '../../infra/local/test-table.ts'
import { randomUUID } from 'node:crypto'
import { DAY_MS, type Instant, later } from '@gonghui/shared/lib/instant'
import { beforeAll, expect, test } from 'vitest'
import { full } from '../../infra/local/test-effort.ts'
import { crashAt } from '../../infra/local/test-faults.ts'
import { scanTable } from '../../infra/proofs/test-scan.ts'
import { claimDrop } from '../benefits/claim/claim.ts'
import { markBack } from '../benefits/claim/underway.store.ts'
import { firstInLine, joinLine, readWait, type Waiter } from '../benefits/claim/waiting.store.ts'
import { readDrop, replaceDrop } from '../benefits/drop/drop.store.ts'
import { removeDrop } from '../benefits/drop/farewell.store.ts'
import {
  ask,
  clerkOf,
  draftDrop,
  NOW,
  operatorOf,
  publishedDrop,
  someOutlet,
  storedMember,
} from '../benefits/drop/test-drop.ts'
import { readRedemption } from '../benefits/redemption/redemption.store.ts'
import { redeemVoucher } from '../benefits/redemption/redemptions.ts'
import { storeOrgs } from '../benefits/redemption/test-spending.ts'
import { voidVoucher } from '../benefits/redemption/voids.ts'
import { getPass } from '../benefits/redemption/vouchers.ts'
import { readShortCode } from '../benefits/redemption/wallet.store.ts'
import { newId } from '../lib/ids.ts'
import { isRefusal } from '../lib/server.ts'
import { type Key, patternOf } from '../table/access-patterns.ts'
import { client } from '../table/database.ts'
import { personalData } from '../table/personal-data.ts'
import { forgetDue } from './forgetting.ts'

let outletId: string
beforeAll(async () => {
  await storeOrgs()
  outletId = await someOutlet()
})

const LAST_DAY = later(NOW, 7 * DAY_MS)
const run = (now: Instant) => forgetDue({ holdings: [], clock: () => now, msLeft: () => 900_000 })

async function claimed(dropId: string) {
  const caller = await storedMember()
  const answer = await ask(claimDrop, { params: { dropId }, caller })
  if (isRefusal(answer)) throw new Error(answer.refused)
  return { caller, voucherId: answer.body.voucher.voucherId }
}

/** A drop of which one voucher was used, one was voided, and one lay about. */
async function lived() {
  const { dropId } = await publishedDrop({ outletIds: [outletId], stock: 5 })
  const [used, spoilt] = [await claimed(dropId), await claimed(dropId), await claimed(dropId)]
  const pass = await ask(getPass, { params: { voucherId: used.voucherId }, caller: used.caller })
  if (isRefusal(pass)) throw new Error(pass.refused)
  const { shortCode } = pass.body
  const spent = await ask(redeemVoucher, {
    caller: clerkOf(outletId),
    key: randomUUID(),
    body: { outletId, shortCode },
  })
  if (isRefusal(spent)) throw new Error(spent.refused)
  const voided = await ask(voidVoucher, {
    caller: operatorOf(),
    key: randomUUID(),
    params: { voucherId: spoilt.voucherId },
    body: { reason: '影厅停业', reissue: false },
  })
  if (isRefusal(voided)) throw new Error(voided.refused)
  const waiter = { dropId, memberId: newId('member', NOW), since: NOW, home: 0 }
  await joinLine(waiter, LAST_DAY)
  await markBack({ dropId, memberId: waiter.memberId, j: 1 }, NOW)
  return { dropId, shortCode, redemptionId: spent.body.redemption.redemptionId, waiter }
}

/** Whether somebody still waits for a drop, by their own row or by their place in the line. */
const isWaiting = async ({ dropId, memberId }: Waiter): Promise<boolean> =>
  ((await readWait(dropId, memberId)) ?? (await firstInLine(dropId))) !== undefined

/** The kinds of rows that still say something of somebody and a drop, and have no end of their own. */
async function leftOf(dropId: string): Promise<string[]> {
  const kinds = [...(await scanTable())].flatMap(([key, row]) => {
    const [pk = '', sk = ''] = key.split(/ (.*)/)
    const pattern = `${key} ${row}`.includes(dropId) && patternOf({ pk, sk } as Key)
    return pattern &&
      pattern !== 'what is to be forgotten on a day' &&
      personalData[pattern] &&
      !('expiresAt' in JSON.parse(row))
      ? [pattern]
      : []
  })
  return [...new Set(kinds)].sort()
}

test('two years after its last day a drop goes, with all that names anybody; before, nothing does', async () => {
  const { dropId, shortCode, redemptionId, waiter } = await lived()
  await run(NOW)
  await run(later(LAST_DAY, 730 * DAY_MS))
  expect(await leftOf(dropId)).toEqual([
    'a copy of a drop',
    'a deed on a drop',
    'a drop',
    'a member’s claim on a drop',
    'a voucher of a drop that is under way',
    'a voucher of a drop that was voided',
  ])
  expect((await readRedemption(redemptionId))?.expiresAt).toBe(
    Date.parse(later(LAST_DAY, 731 * DAY_MS)) / 1_000,
  )
  expect(await readWait(dropId, waiter.memberId)).toMatchObject(waiter)
  await run(later(LAST_DAY, 731 * DAY_MS))
  expect(await leftOf(dropId)).toEqual([])
  expect(await isWaiting(waiter)).toBe(false)
  expect(await readDrop(dropId)).toBeUndefined()
  expect(await readShortCode(shortCode)).toBeUndefined()
})

test('a draft that never was published goes too, and a drop that was extended has its time', async () => {
  const start = later(LAST_DAY, 800 * DAY_MS)
  const draft = await draftDrop({ validUntil: start })
  const drop = await publishedDrop({ validUntil: start })
  const extended = { ...drop, validUntil: later(start, 30 * DAY_MS), revision: drop.revision + 1 }
  expect(await replaceDrop(drop, extended)).toBe(true)
  await run(start)
  await run(later(start, 731 * DAY_MS))
  expect(await readDrop(draft.dropId)).toBeUndefined()
  expect(await readDrop(drop.dropId)).toBeDefined()
  await run(later(start, 760 * DAY_MS))
  expect(await readDrop(drop.dropId)).toBeDefined()
  await run(later(start, 761 * DAY_MS))
  expect(await readDrop(drop.dropId)).toBeUndefined()
})

test.each(['before', 'after'] as const)(
  'what crashes %s any of its calls is removed by the next run',
  async (when) => {
    for (let nth = 1; ; nth += full ? 1 : 5) {
      const { dropId, shortCode, waiter } = await lived()
      const drop = await readDrop(dropId)
      if (!drop) throw new Error('the drop was not written')
      const crash = crashAt(client, nth, when)
      await Promise.allSettled([removeDrop(drop)])
      crash.stop()
      const left = await readDrop(dropId)
      if (left) await removeDrop(left)
      expect(await leftOf(dropId)).toEqual([])
      expect(await readShortCode(shortCode)).toBeUndefined()
      expect(await isWaiting(waiter)).toBe(false)
      if (crash.calls() < nth) break
    }
  },
)
