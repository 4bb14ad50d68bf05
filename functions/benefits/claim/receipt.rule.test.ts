import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { newId } from '../../lib/ids.ts'
import { openReceipt, type Receipt, receiptFor } from './receipt.rule.ts'

const NOW = '2026-06-12T02:00:00.123Z'
beforeAll(() => {
  process.env.MASTER_KEY = Buffer.alloc(32, 7).toString('base64')
})

const receipt = (): Receipt => ({
  dropId: newId('drop', NOW),
  memberId: newId('member', NOW),
  reason: 'drop-sold-out',
  opensAt: '2026-06-12T02:00:00.000Z',
  soldOutAt: '2026-06-12T02:00:00.098Z',
  arrivedAt: NOW,
})

test('a receipt says who came when and why they got nothing, to the millisecond', () => {
  const given = receipt()
  expect(openReceipt(` ${receiptFor(given)}\n`)).toEqual(given)
  const { soldOutAt: _, ...early } = given
  expect(openReceipt(receiptFor({ ...early, reason: 'drop-paused' }))).toEqual({
    ...early,
    reason: 'drop-paused',
  })
})

test('one with any byte changed is none of ours, and rubbish is none', () => {
  const [prefix = '', body = ''] = receiptFor(receipt()).split('.')
  const bytes = Buffer.from(body, 'base64url')
  for (let i = 0; i < bytes.length; i++) {
    const forged = Buffer.from(bytes)
    forged[i] = (forged[i] ?? 0) ^ 1
    expect(openReceipt(`${prefix}.${forged.toString('base64url')}`)).toBeUndefined()
  }
  fc.assert(
    fc.property(fc.string(), (shown) => {
      expect([openReceipt(shown), openReceipt(`GHR1.${shown}`)]).toEqual([undefined, undefined])
    }),
  )
})
