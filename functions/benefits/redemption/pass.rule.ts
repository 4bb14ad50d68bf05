import { TICKET_MINUTES } from '@gonghui/shared/benefits/redemptions'
import { PASS_LIFE_SECONDS } from '@gonghui/shared/benefits/vouchers'
import { epochMsOf, type Instant, instantOf, MINUTE_MS } from '@gonghui/shared/lib/instant'
import { bytesOf, idFrom } from '../../lib/ids.ts'
import { mac, sameBytes } from '../../lib/secrets.ts'
import { partsFrom, type VoucherParts, voucherBytes } from './voucher.rule.ts'

/**
 * What a member shows and what a clerk hands back. Both are the bytes of what they stand for, an expiry and a keyed
 * hash: nothing of them is secret, and none of it can be made up or changed.
 */

const PASS_PREFIX = 'GH1.'
const TICKET_PREFIX = 'GHT1.'
const MAC_BYTES = 12
const VOUCHER_BYTES = 20
const ID_BYTES = 16
const TIME_BYTES = 4

const secondsBytes = (at: Instant): Buffer => {
  const bytes = Buffer.alloc(TIME_BYTES)
  bytes.writeUInt32BE(Math.floor(epochMsOf(at) / 1_000))
  return bytes
}

const signed = (prefix: string, purpose: 'passes' | 'tickets', content: Buffer): string =>
  prefix + Buffer.concat([content, mac(purpose, content, MAC_BYTES)]).toString('base64url')

function opened(
  prefix: string,
  purpose: 'passes' | 'tickets',
  length: number,
  shown: string,
): Buffer | undefined {
  if (!shown.startsWith(prefix)) return undefined
  const bytes = Buffer.from(shown.slice(prefix.length), 'base64url')
  if (bytes.length !== length + MAC_BYTES) return undefined
  const content = bytes.subarray(0, length)
  return sameBytes(bytes.subarray(length), mac(purpose, content, MAC_BYTES)) ? content : undefined
}

/** The payload of a voucher's QR, good for a minute. */
export function passFor(parts: VoucherParts, now: Instant): { pass: string; expiresAt: Instant } {
  const expiresAt = instantOf((Math.floor(epochMsOf(now) / 1_000) + PASS_LIFE_SECONDS) * 1_000)
  return {
    pass: signed(PASS_PREFIX, 'passes', Buffer.concat([voucherBytes(parts), secondsBytes(expiresAt)])),
    expiresAt,
  }
}

/** Which unit a pass shows and until when it is good; undefined where it was not made by us. */
export function openPass(shown: string): { parts: VoucherParts; expiresAt: Instant } | undefined {
  const content = opened(PASS_PREFIX, 'passes', VOUCHER_BYTES + TIME_BYTES, shown.trim())
  if (!content) return undefined
  return {
    parts: partsFrom(content.subarray(0, VOUCHER_BYTES)),
    expiresAt: instantOf(content.readUInt32BE(VOUCHER_BYTES) * 1_000),
  }
}

export interface Ticket {
  readonly parts: VoucherParts
  readonly outletId: string
  readonly clerkId: string
}

/** What a preview hands the clerk: this voucher, at this outlet, by this clerk, for five minutes. */
export function ticketFor({ parts, outletId, clerkId }: Ticket, now: Instant) {
  const ticketUntil = instantOf(epochMsOf(now) + TICKET_MINUTES * MINUTE_MS)
  const content = Buffer.concat([
    voucherBytes(parts),
    bytesOf(outletId),
    bytesOf(clerkId),
    secondsBytes(ticketUntil),
  ])
  return { ticket: signed(TICKET_PREFIX, 'tickets', content), ticketUntil }
}

export function openTicket(shown: string): (Ticket & { readonly expiresAt: Instant }) | undefined {
  const content = opened(TICKET_PREFIX, 'tickets', VOUCHER_BYTES + 2 * ID_BYTES + TIME_BYTES, shown)
  if (!content) return undefined
  const at = (from: number) => content.subarray(from, from + ID_BYTES)
  return {
    parts: partsFrom(content.subarray(0, VOUCHER_BYTES)),
    outletId: idFrom('outlet', at(VOUCHER_BYTES)),
    clerkId: idFrom('person', at(VOUCHER_BYTES + ID_BYTES)),
    expiresAt: instantOf(content.readUInt32BE(VOUCHER_BYTES + 2 * ID_BYTES) * 1_000),
  }
}
