import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { type Instant, later, MINUTE_MS } from '@gonghui/shared/lib/instant'
import { log, told } from '../../lib/log.ts'
import { readMemberFace } from '../../lib/members.store.ts'
import { keyOf, rangeOf } from '../../table/access-patterns.ts'
import { database, TABLE } from '../../table/database.ts'
import { isRefused, rowFrom, unlessRefused } from '../../table/failures.ts'
import { read, readAll, readPage, readRange } from '../../table/reads.ts'
import { type Bucket, claimantAt, isReserve } from '../claim/bucket.rule.ts'
import { keyOfBucket, readBucket } from '../claim/bucket.store.ts'
import { type Unit, unitAt } from '../claim/grant.rule.ts'
import { endOfTraces, isSynthetic } from '../day/synthetic.rule.ts'
import { shortCodeFor } from './short-code.rule.ts'
import { asNamed, type VoucherParts, type VoucherRow, voucherIdOf, voucherParts } from './voucher.rule.ts'

export interface Claimant {
  readonly dropId: string
  readonly memberId: string
  readonly j: number
}

/** Somebody who is being given a unit; `orgPath` is where they belong at the claim, looked up where it is not known. */
export interface Taker extends Claimant {
  readonly orgPath?: string | undefined
}

export const keyOfVoucher = ({ memberId, dropId, j }: Claimant) =>
  keyOf('a member’s claim on a drop', { memberId, dropId, j })

/** Whose it is at once, and whose it is to become: an offer is to be taken, a price to be paid. */
function keptUntil(
  { offeredUntil, holdMinutes }: Unit,
  now: Instant,
): Pick<VoucherRow, 'state' | 'heldUntil'> {
  if (offeredUntil) return { state: 'offered', heldUntil: offeredUntil }
  return holdMinutes === undefined
    ? { state: 'issued' }
    : { state: 'held', heldUntil: later(now, holdMinutes * MINUTE_MS) }
}

export const freshRow = ({ memberId, dropId, j, orgPath }: Taker, unit: Unit, now: Instant): VoucherRow => ({
  voucherId: voucherIdOf({ dropId, ...unit }),
  memberId,
  dropId,
  j,
  bucket: unit.bucket,
  place: unit.place,
  ordinal: unit.ordinal,
  ...(orgPath === undefined ? {} : { orgPath }),
  ...keptUntil(unit, now),
  issuedAt: now,
  ...(isSynthetic(memberId) ? { expiresAt: endOfTraces(now) } : {}),
})

/** The wallet row of a granted unit: written if it is missing, and returned as it stands. */
export async function ensureRow(claimant: Taker, unit: Unit, now: Instant): Promise<VoucherRow> {
  const orgPath = claimant.orgPath ?? (await readMemberFace(claimant.memberId))?.orgPath
  const row = freshRow({ ...claimant, orgPath }, unit, now)
  const result = await unlessRefused(
    database.send(
      new PutCommand({
        TableName: TABLE,
        Item: { ...keyOfVoucher(claimant), ...row },
        ConditionExpression: 'attribute_not_exists(pk)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    ),
  )
  return isRefused(result) ? rowFrom(result.item) : row
}

/**
 * As `ensureRow`, but the answer does not wait for a table that turns us away: the bucket has decided, and the
 * repair or the next look at the voucher writes the row.
 */
export async function rowForAnswer(claimant: Taker, unit: Unit, now: Instant): Promise<VoucherRow> {
  try {
    return await ensureRow(claimant, unit, now)
  } catch (error) {
    log.warn('the wallet row was not written; the repair will', { error: told(error) })
    return freshRow(claimant, unit, now)
  }
}

export const readRow = (claimant: Claimant): Promise<VoucherRow | undefined> =>
  read<VoucherRow>(keyOfVoucher(claimant))

/** A claimant's row and home bucket in one call: a crowd that comes back to ask is told by a single reading each. */
export async function readRowAndHome(
  claimant: Claimant,
  bucket: number,
): Promise<{ readonly row: VoucherRow | undefined; readonly home: Bucket }> {
  const keys = [keyOfVoucher(claimant), keyOfBucket(claimant.dropId, bucket)]
  const found = await readAll<VoucherRow | Bucket>(keys, { strong: true })
  const home = found.find((item): item is Bucket => 'places' in item)
  if (!home) throw new Error(`drop ${claimant.dropId} has no bucket ${bucket}`)
  return { row: found.find((item): item is VoucherRow => 'voucherId' in item), home }
}

export const readRows = (claimants: readonly Claimant[]): Promise<VoucherRow[]> =>
  readAll<VoucherRow>(claimants.map(keyOfVoucher), { strong: true })

/** Who holds the unit that a voucher id names, by the bucket, and its row, written if it was missing and is not to be paid for. */
export async function rowOfUnit(
  parts: VoucherParts,
  buckets: number,
  now: Instant,
): Promise<VoucherRow | undefined> {
  if (parts.bucket >= buckets) return undefined
  const bucket = await readBucket(parts.dropId, parts.bucket)
  const element = bucket.places[parts.place]
  // A place that was taken out is nobody's: whoever names it guesses.
  if (!element || isReserve(element)) return undefined
  const claimant = { dropId: parts.dropId, ...claimantAt(element) }
  const unit = unitAt(bucket, parts.place)
  const row = await readRow(claimant)
  // What is to be paid for is marked before it stands, by the claim or the repair: until then it is nobody's to show.
  const stands = row ?? (unit.holdMinutes === undefined ? await ensureRow(claimant, unit, now) : undefined)
  return stands && asNamed(stands, parts)
}

/** A member's own voucher by its id; another's is as unknown as none. */
export async function rowOfMember(
  memberId: string,
  voucherId: string,
  bucketsOf: (dropId: string) => Promise<number | undefined>,
  now: Instant,
): Promise<VoucherRow | undefined> {
  const parts = voucherParts(voucherId)
  const mine = await rowsOfDrop(memberId, parts.dropId)
  const row = mine.find((one) => one.voucherId === voucherId)
  if (row) return row
  const buckets = await bucketsOf(parts.dropId)
  const held = buckets ? await rowOfUnit(parts, buckets, now) : undefined
  if (held?.memberId !== memberId) return undefined
  return held.state === 'voided' ? readVoided(voucherId) : held
}

export const rowsOfDrop = (memberId: string, dropId: string): Promise<VoucherRow[]> =>
  readRange<VoucherRow>(rangeOf('a member’s claim on a drop', { memberId, dropId }), { strong: true })

const keyOfVoided = (voucherId: string) =>
  keyOf('a voucher of a drop that was voided', { dropId: voucherParts(voucherId).dropId, voucherId })

/** A voucher that was voided, as it was then. */
export const readVoided = (voucherId: string): Promise<VoucherRow | undefined> =>
  read<VoucherRow>(keyOfVoided(voucherId))

export const walletOf = (memberId: string) => rangeOf('a member’s claim on a drop', { memberId })

/** A member's vouchers, those of the newest drops first. */
export const readWallet = (range: ReturnType<typeof walletOf>, limit: number, after: string | undefined) =>
  readPage<VoucherRow>(range, { limit, after, newestFirst: true, strong: true })

/** Marks a merchant's code as uncovered, committed before it is decrypted. Undefined: the voucher is not issued any more. */
export async function uncover(row: VoucherRow, now: Instant): Promise<VoucherRow | undefined> {
  const result = await unlessRefused(
    database.send(
      new UpdateCommand({
        TableName: TABLE,
        Key: keyOfVoucher(row),
        UpdateExpression: 'SET uncoveredAt = if_not_exists(uncoveredAt, :now)',
        ConditionExpression: '#state = :issued AND voucherId = :this',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':now': now, ':issued': 'issued', ':this': row.voucherId },
        ReturnValues: 'ALL_NEW',
      }),
    ),
  )
  return isRefused(result) ? undefined : rowFrom(result.Attributes)
}

export interface ShortCodeRow {
  readonly voucherId: string
}

/** The short code of a voucher: always the same, reserved when it is first shown. */
export async function shortCodeOf(voucherId: string): Promise<string> {
  for (let salt = 0; ; salt++) {
    const shortCode = shortCodeFor(voucherId, salt)
    if (await reserveShortCode(shortCode, voucherId)) return shortCode
  }
}

/** False where another voucher has this code already. */
async function reserveShortCode(shortCode: string, voucherId: string): Promise<boolean> {
  const result = await unlessRefused(
    database.send(
      new PutCommand({
        TableName: TABLE,
        Item: { ...keyOf('the voucher with a short code', { shortCode }), voucherId },
        ConditionExpression: 'attribute_not_exists(pk) OR voucherId = :mine',
        ExpressionAttributeValues: { ':mine': voucherId },
      }),
    ),
  )
  return !isRefused(result)
}

export const readShortCode = (shortCode: string): Promise<ShortCodeRow | undefined> =>
  read<ShortCodeRow>(keyOf('the voucher with a short code', { shortCode }))

/** Which vouchers these short codes are, as far as they are any's. */
export async function readShortCodes(shortCodes: readonly string[]): Promise<Map<string, string>> {
  const keys = [...new Set(shortCodes)].map((shortCode) =>
    keyOf('the voucher with a short code', { shortCode }),
  )
  const rows = await readAll<ShortCodeRow & { readonly pk: string }>(keys)
  return new Map(rows.map(({ pk, voucherId }) => [pk.slice(pk.indexOf('#') + 1), voucherId]))
}
