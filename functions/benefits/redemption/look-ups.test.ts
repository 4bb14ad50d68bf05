import '../../../infra/local/test-table.ts'
import { PutCommand } from '@aws-sdk/lib-dynamodb'
import { DAY_MS, epochMsOf, later, MINUTE_MS } from '@gonghui/shared/lib/instant'
import { expect, test } from 'vitest'
import { memberCodeFor } from '../../lib/member-code.rule.ts'
import { phoneHashOf } from '../../lib/members.store.ts'
import { keyOf, rangeOf } from '../../table/access-patterns.ts'
import { database, TABLE } from '../../table/database.ts'
import { readRange } from '../../table/reads.ts'
import { claimDrop } from '../claim/claim.ts'
import { ask, NOW, operatorOf, publishedDrop, someOutlet, storedMember } from '../drop/test-drop.ts'
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
  readRange<{ personId: string; reason: string; shown: string; expiresAt: number }>(
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
  expect(looks[0]?.expiresAt, 'three years').toBe(epochMsOf(later(NOW, 3 * 365 * DAY_MS)) / 1_000)
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

test('by the code that a member shows: whose it is, and their vouchers of the desk’s own drops only', async () => {
  const { memberCode } = memberCodeFor(row.memberId, NOW)
  const body = { orgId, reason: '来现场问', memberCode }
  const answer = await ask(lookUp, { caller, body, now: NOW })
  expect(answer).toMatchObject({
    body: {
      person: { nameMasked: '林**', phoneMasked: '138****2071' },
      items: [{ voucherId: row.voucherId }],
    },
  })
  const late = { caller, body, now: later(NOW, 10 * MINUTE_MS) }
  expect(await ask(lookUp, late)).toEqual({ refused: 'member-code-expired' })
  const other = operatorOf('org_CITY/org_DISTRICT/org_WORK')
  expect(await ask(lookUp, { caller: other, body: { ...body, orgId: 'org_WORK' }, now: NOW })).toMatchObject({
    body: { person: { nameMasked: '林**' }, items: [] },
  })
})

test('by a whole phone, where its owner has a voucher of the desk’s; and nobody tries many numbers', async () => {
  await database.send(
    new PutCommand({
      TableName: TABLE,
      Item: {
        ...keyOf('the member with a phone', { phoneHash: phoneHashOf('13800002071') }),
        memberId: row.memberId,
      },
    }),
  )
  const desk = operatorOf()
  const asked = (phone: string) => ask(lookUp, { caller: desk, body: { orgId, reason: '会员来电', phone } })
  expect(await asked('13800002071')).toMatchObject({ body: { items: [{ voucherId: row.voucherId }] } })
  const tries = []
  for (let i = 0; i < 12; i++) tries.push(await asked(`1390000${String(1_000 + i)}`))
  expect(tries[0]).toEqual({ refused: 'look-up-nothing' })
  expect(tries.at(-1)).toEqual({ refused: 'short-code-attempts' })
})

test('a refusal’s receipt is told from a made-up one, with who came when, and what they have of the drop', async () => {
  const small = await publishedDrop({ stock: 1 })
  const params = { dropId: small.dropId }
  const [winner, loser] = [await storedMember(), await storedMember()]
  await ask(claimDrop, { params, caller: winner, body: {} })
  const refused = await ask(claimDrop, { params, caller: loser, body: {}, now: later(NOW, 7) })
  const receipt = String('refused' in refused && refused.facts?.receipt)
  const shown = (text: string, by = caller, of = orgId) =>
    ask(lookUp, { caller: by, body: { orgId: of, reason: '会员说没抢到', receipt: text } })
  expect(await shown(receipt)).toMatchObject({
    body: {
      person: { nameMasked: '林**' },
      receipt: { dropId: small.dropId, said: '已抢完', opensAt: NOW, arrivedAt: later(NOW, 7) },
      items: [],
    },
  })
  expect(await looksAt(loser.member.memberId)).toHaveLength(1)
  expect(await shown(`${receipt.slice(0, -1)}${receipt.endsWith('A') ? 'B' : 'A'}`)).toEqual({
    refused: 'receipt-not-ours',
  })
  expect(await shown(receipt, operatorOf('org_CITY/org_DISTRICT/org_WORK'), 'org_WORK')).toEqual({
    refused: 'look-up-nothing',
  })
})
