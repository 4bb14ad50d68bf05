import '../../../infra/local/test-table.ts'
import { later } from '@gonghui/shared/lib/instant'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newId } from '../../lib/ids.ts'
import { openPass, openTicket, passFor, ticketFor } from './pass.rule.ts'
import { shortCodeFor } from './short-code.rule.ts'
import { voucherIdOf, voucherParts } from './voucher.rule.ts'

const NOW = '2026-06-12T02:00:00.000Z'
const parts = { dropId: newId('drop', NOW), bucket: 812, place: 31 }

test('a voucher id names drop, bucket, place and issue, and is read back', () => {
  fc.assert(
    fc.property(fc.nat(65_535), fc.nat(4_095), fc.nat(15), (bucket, place, issue) => {
      const unit = { ...parts, bucket, place, ...(issue > 0 ? { issue } : {}) }
      const id = voucherIdOf(unit)
      expect(id).toMatch(/^vch_[0-9a-hjkmnp-tv-z]{32}$/)
      expect(voucherParts(id)).toEqual(unit)
    }),
  )
})

test('a pass tells its unit and is good for sixty seconds', () => {
  const { pass, expiresAt } = passFor(parts, NOW)
  expect(expiresAt).toBe(later(NOW, 60_000))
  expect(openPass(pass)).toEqual({ parts, expiresAt })
})

test('a pass with any byte changed is none of ours', () => {
  const { pass } = passFor(parts, NOW)
  const [prefix = '', body = ''] = pass.split('.')
  const bytes = Buffer.from(body, 'base64url')
  for (let i = 0; i < bytes.length; i++) {
    const forged = Buffer.from(bytes)
    forged[i] = (forged[i] ?? 0) ^ 1
    expect(openPass(`${prefix}.${forged.toString('base64url')}`)).toBeUndefined()
  }
})

test('neither stands in for the other, and rubbish is neither', () => {
  const ticket = { parts, outletId: newId('outlet', NOW), clerkId: newId('person', NOW) }
  const made = ticketFor(ticket, NOW)
  expect(openTicket(made.ticket)).toEqual({ ...ticket, expiresAt: made.ticketUntil })
  expect(openPass(made.ticket)).toBeUndefined()
  expect(openTicket(passFor(parts, NOW).pass)).toBeUndefined()
  fc.assert(
    fc.property(fc.string(), (shown) => {
      expect([openPass(shown), openPass(`GH1.${shown}`), openTicket(`GHT1.${shown}`)]).toEqual([
        undefined,
        undefined,
        undefined,
      ])
    }),
  )
})

test('a short code is twelve digits, the same every time, another with another salt', () => {
  const id = voucherIdOf(parts)
  expect(shortCodeFor(id, 0)).toMatch(/^\d{12}$/)
  expect(shortCodeFor(id, 0)).toBe(shortCodeFor(id, 0))
  expect(shortCodeFor(id, 1)).not.toBe(shortCodeFor(id, 0))
})
