import '../../../infra/local/test-table.ts'
import { expect, test } from 'vitest'
import { rangeOf } from '../../table/access-patterns.ts'
import { readRange } from '../../table/reads.ts'
import { ask, NOW, operatorOf, publishedDrop, someOutlet } from '../drop/test-drop.ts'
import { lookUp } from './look-ups.ts'
import { claimedBy, spend, storeOrgs } from './test-spending.ts'
import { shortCodeOf } from './wallet.store.ts'

const caller = operatorOf()
const orgId = 'org_DISTRICT'
await storeOrgs()
const outletId = await someOutlet()
const drop = await publishedDrop({ outletIds: [outletId], stock: 10 })
const rows = await claimedBy(drop, 3)
const [row] = rows
if (!row) throw new Error('nobody claimed')
await spend(row, drop, { outletId })
const looksAt = (memberId: string) =>
  readRange<{ personId: string; reason: string; shown: string }>(
    rangeOf('a look at a member’s whole name and phone', { memberId }),
  )

test('a voucher is found by its short code or its number, masked, with what happened to it, and the look is written down', async () => {
  const shortCode = await shortCodeOf(row.voucherId)
  for (const code of [shortCode, shortCode.replace(/(.{4})(?=.)/g, '$1 '), row.voucherId])
    expect(await ask(lookUp, { caller, body: { orgId, reason: '会员来电', code } })).toMatchObject({
      body: {
        items: [
          {
            voucherId: row.voucherId,
            state: 'redeemed',
            nameMasked: '林**',
            phoneMasked: '138****2071',
            timeline: [{ words: '抢到' }, { words: '在海湾影城·新港店核销' }],
          },
        ],
      },
    })
  const looks = await looksAt(row.memberId)
  expect(looks).toMatchObject([{ personId: caller.personId, reason: '会员来电', shown: 'masked' }])
})

test('by the end of a phone among who has a voucher of the drop', async () => {
  const body = { orgId, reason: '会员来电', phoneTail: '2071', dropId: drop.dropId }
  const answer = await ask(lookUp, { caller, body })
  if ('refused' in answer) throw new Error(answer.refused)
  expect(new Set(answer.body.items.map(({ voucherId }) => voucherId))).toEqual(
    new Set(rows.map(({ voucherId }) => voucherId)),
  )
  expect(await ask(lookUp, { caller, body: { ...body, phoneTail: '0000' } })).toEqual({
    refused: 'look-up-nothing',
  })
})

test('another union’s voucher is found as little as none, no look is written, and nobody tries many codes', async () => {
  const other = operatorOf('org_CITY/org_DISTRICT/org_WORK')
  const before = await looksAt(row.memberId)
  const code = await shortCodeOf(row.voucherId)
  const tries = []
  for (let i = 0; i < 12; i++)
    tries.push(
      await ask(lookUp, { caller: other, body: { orgId: 'org_WORK', reason: '试试', code }, now: NOW }),
    )
  expect(tries[0]).toEqual({ refused: 'look-up-nothing' })
  expect(tries.at(-1)).toEqual({ refused: 'short-code-attempts' })
  expect(await looksAt(row.memberId)).toEqual(before)
  const body = { orgId, reason: '试试', phoneTail: '2071', dropId: drop.dropId }
  expect(await ask(lookUp, { caller: other, body })).toEqual({ refused: 'org-out-of-scope' })
})
