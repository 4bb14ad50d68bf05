import '../../../infra/local/test-table.ts'
import { expect, test } from 'vitest'
import { full } from '../../../infra/local/test-effort.ts'
import { crashAt } from '../../../infra/local/test-faults.ts'
import { isRefusal } from '../../lib/server.ts'
import { client } from '../../table/database.ts'
import { repairBuckets } from '../drop/closing.ts'
import type { Drop } from '../drop/drop.rule.ts'
import { readDrop } from '../drop/drop.store.ts'
import { ask, NOW, operatorOf, publishedDrop, someMember } from '../drop/test-drop.ts'
import { auditDrop } from '../figures/audit.ts'
import { rowOfUnit, rowsOfDrop } from '../redemption/wallet.store.ts'
import { forgetBoards } from './board.ts'
import { claimantAt } from './bucket.rule.ts'
import { readBuckets } from './bucket.store.ts'
import { claimDrop } from './claim.ts'
import { exactStock } from './stock.store.ts'
import { changeStock, finishStockChange } from './stock-change.ts'

const operator = operatorOf()
let keys = 0
const change = (drop: Drop, seen: number, wanted: number, key = `change-${++keys}`) =>
  ask(changeStock, {
    params: { dropId: drop.dropId },
    body: { seen, wanted, reason: '影院加场' },
    caller: operator,
    key,
  })
type Answer = Awaited<ReturnType<typeof change>>
const changed = (answer: Answer) => (isRefusal(answer) ? answer : answer.body.changed)

const claim = (drop: Drop, caller = someMember()) => {
  forgetBoards(drop.dropId)
  return ask(claimDrop, { params: { dropId: drop.dropId }, caller, body: {} })
}

async function books(drop: Drop) {
  const now = await readDrop(drop.dropId)
  if (!now) throw new Error('the drop is gone')
  await repairBuckets(now, NOW)
  const balance = await auditDrop(now)
  expect(balance.wrong).toEqual([])
  return { ...balance, stock: now.stock, under: now.stockChange, shown: await exactStock(now, NOW) }
}

test('stock is added, and whoever was told “sold out” may have it', async () => {
  const drop = await publishedDrop({ stock: 1, ceiling: 64 })
  await claim(drop)
  expect(await claim(drop)).toMatchObject({ refused: 'drop-sold-out' })
  expect(changed(await change(drop, 1, 40))).toBe(39)
  expect(await claim(drop)).toMatchObject({ status: 201 })
  expect(await books(drop)).toMatchObject({ added: 40, stock: 40, free: 38, shown: { total: 40, left: 38 } })
})

test('stock is taken out, but not from who has it', async () => {
  const drop = await publishedDrop({ stock: 40, ceiling: 64 })
  for (let i = 0; i < 10; i++) await claim(drop)
  expect(changed(await change(drop, 40, 5))).toBe(-30)
  expect(await claim(drop)).toMatchObject({ refused: 'drop-sold-out' })
  expect(await books(drop)).toMatchObject({
    withdrawn: 30,
    stock: 10,
    free: 0,
    shown: { total: 10, left: 0 },
  })
})

test('a voucher number that names a place which was taken out is nobody’s, and nothing is written under it', async () => {
  const drop = await publishedDrop({ stock: 1, ceiling: 64 })
  expect(changed(await change(drop, 1, 0))).toBe(-1)
  const buckets = await readBuckets(drop.dropId, drop.buckets)
  const [withdrawn] = buckets.flatMap(({ bucket, places }) =>
    places.map((element, place) => ({ bucket, place, claimant: claimantAt(element) })),
  )
  if (!withdrawn) throw new Error('nothing was taken out')
  const { bucket, place, claimant } = withdrawn
  expect(await rowOfUnit({ dropId: drop.dropId, bucket, place }, drop.buckets, NOW)).toBeUndefined()
  expect(await rowsOfDrop(claimant.memberId, drop.dropId)).toEqual([])
})

test('a stale value changes nothing, and tells both', async () => {
  const drop = await publishedDrop({ stock: 10, ceiling: 64 })
  expect(changed(await change(drop, 10, 20))).toBe(10)
  expect(await change(drop, 10, 30)).toEqual({ refused: 'stock-changed', facts: { seen: 10, stock: 20 } })
  expect(await books(drop)).toMatchObject({ added: 20, stock: 20 })
})

test('a change is made once, however often it is asked', async () => {
  const drop = await publishedDrop({ stock: 10, ceiling: 64 })
  const answers = await Promise.all(Array.from({ length: 5 }, () => change(drop, 10, 20, 'one-and-the-same')))
  expect(new Set(answers.map(changed))).toEqual(new Set([10]))
  expect(await books(drop)).toMatchObject({ added: 20, stock: 20 })
})

test('of two who saw the same stock one is told that it changed', async () => {
  const drop = await publishedDrop({ stock: 10, ceiling: 64 })
  const answers = (await Promise.all([change(drop, 10, 20), change(drop, 10, 15)])).map(changed)
  expect(answers.filter((one) => typeof one === 'number')).toHaveLength(1)
  expect(answers).toContainEqual(expect.objectContaining({ refused: 'stock-changed' }))
  const { added, stock } = await books(drop)
  expect(added).toBe(stock)
})

test('no more than the ceiling, no more than there are codes, and not of a lottery or after the end', async () => {
  const drop = await publishedDrop({ stock: 10, ceiling: 32 })
  expect(await change(drop, 10, 33)).toMatchObject({ refused: 'stock-over-ceiling', facts: { ceiling: 32 } })
  const coded = await publishedDrop({ stock: 10, ceiling: 32, codes: 'imported', codesCount: 12 })
  expect(await change(coded, 10, 13)).toMatchObject({ refused: 'codes-too-few' })
  const over = await publishedDrop({ stock: 10, ceiling: 32, closesAt: NOW })
  expect(await change(over, 10, 11)).toMatchObject({ refused: 'drop-step-impossible' })
})

test.each([
  ['before', 12],
  ['after', 12],
  ['before', 4],
  ['after', 4],
] as const)('a crash %s any call of a change to %i is finished by the repair, once', async (when, wanted) => {
  for (let nth = 1; ; nth += full ? 1 : 2) {
    const drop = await publishedDrop({ stock: 8, ceiling: 64 })
    const injection = crashAt(client, nth, when)
    await change(drop, 8, wanted, `crash-${when}-${nth}-${wanted}`).catch(() => 'the function died')
    injection.stop()
    const left = await readDrop(drop.dropId)
    if (left) await finishStockChange(left)
    expect(changed(await change(drop, 8, wanted, `crash-${when}-${nth}-${wanted}`))).toBe(wanted - 8)
    expect(await books(drop)).toMatchObject({ stock: wanted, shown: { total: wanted, left: wanted } })
    if (injection.calls() < nth) break
  }
})
