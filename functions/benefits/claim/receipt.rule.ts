import { epochMsOf, type Instant, instantOf } from '@gonghui/shared/lib/instant'
import { bytesOf, idFrom } from '../../lib/ids.ts'
import { mac, sameBytes } from '../../lib/secrets.ts'

/**
 * What a member who was refused is handed: that they came to this drop at this moment, and why they got nothing. It is
 * signed on the spot and kept by nobody but their phone, so that a refusal stays free of the table; whoever has the key
 * can say later whether it is true. Like a member code it holds an id and no name.
 */
export interface Receipt {
  readonly dropId: string
  readonly memberId: string
  readonly reason: ReceiptReason
  readonly opensAt: Instant
  /** When all was known to be gone. */
  readonly soldOutAt?: Instant
  readonly arrivedAt: Instant
}

/** By number on the wire: new ones at the end. */
const REASONS = [
  'drop-sold-out',
  'drop-closed',
  'drop-paused',
  'drop-not-open',
  'audience-org',
  'audience-tag',
  'audience-joined',
  'org-stopped',
  'limit-reached',
  'drop-unknown',
  'audience-roster',
] as const
export type ReceiptReason = (typeof REASONS)[number]

const PREFIX = 'GHR1.'
const ID_BYTES = 16
const TIME_BYTES = 6
const BYTES = 2 * ID_BYTES + 1 + 3 * TIME_BYTES
const MAC_BYTES = 12

const timeAt = (i: number): number => 2 * ID_BYTES + 1 + i * TIME_BYTES

/** 63 bytes in base64url: short enough for a QR. */
export function receiptFor(receipt: Receipt): string {
  const content = Buffer.alloc(BYTES)
  bytesOf(receipt.dropId).copy(content)
  bytesOf(receipt.memberId).copy(content, ID_BYTES)
  content[2 * ID_BYTES] = REASONS.indexOf(receipt.reason)
  const { opensAt, soldOutAt, arrivedAt } = receipt
  content.writeUIntBE(epochMsOf(opensAt), timeAt(0), TIME_BYTES)
  if (soldOutAt) content.writeUIntBE(epochMsOf(soldOutAt), timeAt(1), TIME_BYTES)
  content.writeUIntBE(epochMsOf(arrivedAt), timeAt(2), TIME_BYTES)
  return PREFIX + Buffer.concat([content, mac('receipts', content, MAC_BYTES)]).toString('base64url')
}

/** What a receipt says; undefined where it was not made by us, or a letter of it was changed. */
export function openReceipt(shown: string): Receipt | undefined {
  const text = shown.trim()
  if (!text.startsWith(PREFIX)) return undefined
  const bytes = Buffer.from(text.slice(PREFIX.length), 'base64url')
  if (bytes.length !== BYTES + MAC_BYTES) return undefined
  const content = bytes.subarray(0, BYTES)
  if (!sameBytes(bytes.subarray(BYTES), mac('receipts', content, MAC_BYTES))) return undefined
  const at = (i: number) => content.readUIntBE(timeAt(i), TIME_BYTES)
  const reason = REASONS[content[2 * ID_BYTES] ?? REASONS.length]
  if (!reason) return undefined
  return {
    dropId: idFrom('drop', content.subarray(0, ID_BYTES)),
    memberId: idFrom('member', content.subarray(ID_BYTES, 2 * ID_BYTES)),
    reason,
    opensAt: instantOf(at(0)),
    ...(at(1) > 0 ? { soldOutAt: instantOf(at(1)) } : {}),
    arrivedAt: instantOf(at(2)),
  }
}
