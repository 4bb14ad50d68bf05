import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { keyOf } from '../../table/access-patterns.ts'
import { database, TABLE } from '../../table/database.ts'
import { isRefused, type Refused, rowFrom, unlessRefused } from '../../table/failures.ts'
import { read, readAll } from '../../table/reads.ts'
import type { Bucket, Donation, DonorWrite, Run, Span } from './bucket.rule.ts'
import type { Written } from './grant.rule.ts'

/** The single-item conditional writes of the claim, and no others. Each is refused with the item that refused it. */

export const keyOfBucket = (dropId: string, bucket: number) => keyOf('a bucket of a drop', { dropId, bucket })

/** One conditional write of one bucket; `stock-moves.store.ts` makes others of it. */
export async function write(
  dropId: string,
  bucket: number,
  update: {
    UpdateExpression: string
    ConditionExpression: string
    ExpressionAttributeNames?: Record<string, string>
    ExpressionAttributeValues: Record<string, unknown>
  },
): Promise<Written> {
  const result = await unlessRefused(
    database.send(
      new UpdateCommand({
        TableName: TABLE,
        Key: keyOfBucket(dropId, bucket),
        ...update,
        ReturnValues: 'ALL_NEW',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    ),
  )
  if (!isRefused(result)) return { done: true, bucket: rowFrom(result.Attributes) }
  if (!result.item) throw new Error(`drop ${dropId} has no bucket ${bucket}`)
  return { done: false, bucket: rowFrom(result.item) }
}

/** Appends me if there is room, I am not there, and the drop is not closing: uniqueness, stock and unit in one write. */
export const grant = (dropId: string, bucket: number, me: Uint8Array): Promise<Written> =>
  write(dropId, bucket, {
    UpdateExpression: 'SET places = list_append(places, :mine), n = n + :one',
    ConditionExpression: 'n < cap AND NOT contains(places, :me) AND attribute_not_exists(shut)',
    ExpressionAttributeValues: { ':me': me, ':mine': [me], ':one': 1 },
  })

/**
 * Donor's side, first: units leave `cap` and stand in `out`. Refused if the bucket is not as it was read; `seq` too,
 * for cap and ranges can come back to what they were, and a number used twice would lose the second donation.
 */
export const give = (dropId: string, donor: Bucket, { cap, ranges, out }: DonorWrite): Promise<Written> =>
  write(dropId, donor.bucket, {
    UpdateExpression: 'SET cap = :cap, ranges = :ranges, seq = :seq, #out = :out',
    ConditionExpression:
      'seq = :seqRead AND cap = :capRead AND ranges = :rangesRead AND n <= :cap AND attribute_not_exists(#out) AND attribute_not_exists(shut)',
    ExpressionAttributeNames: { '#out': 'out' },
    ExpressionAttributeValues: {
      ':cap': cap,
      ':ranges': ranges,
      ':seq': out.seq,
      ':out': out,
      ':seqRead': donor.seq,
      ':capRead': donor.cap,
      ':rangesRead': donor.ranges,
    },
  })

/**
 * Receiver's side: the units join `cap` once, and I am appended in the same write if I am given; by an offer, if it is
 * one that brings the unit.
 */
export const credit = (
  dropId: string,
  donor: number,
  { to, runs, seq, whom }: Donation,
  units: number,
  me?: Uint8Array,
): Promise<Written> =>
  write(dropId, to, {
    UpdateExpression: `SET cap = cap + :units, ranges = list_append(ranges, :runs), #in.#donor = :seq${
      me ? ', places = list_append(places, :mine), n = n + :one' : ''
    }${me && whom ? ', #offers = list_append(if_not_exists(#offers, :none), :offer)' : ''}`,
    ConditionExpression: `(attribute_not_exists(#in.#donor) OR #in.#donor < :seq) AND attribute_not_exists(shut)${
      me ? ' AND NOT contains(places, :me)' : ''
    }`,
    ExpressionAttributeNames: {
      '#in': 'in',
      '#donor': String(donor),
      ...(me && whom ? { '#offers': 'offers' } : {}),
    },
    ExpressionAttributeValues: {
      ':units': units,
      ':runs': runs,
      ':seq': seq,
      ...(me ? { ':me': me, ':mine': [me], ':one': 1 } : {}),
      ...(me && whom ? { ':none': [], ':offer': [whom] } : {}),
    },
  })

/** Donor's side, last: the credit is known to be written, so `out` goes. */
export const settle = (dropId: string, donor: number, seq: number): Promise<Written> =>
  write(dropId, donor, {
    UpdateExpression: 'REMOVE #out',
    ConditionExpression: '#out.seq = :seq',
    ExpressionAttributeNames: { '#out': 'out' },
    ExpressionAttributeValues: { ':seq': seq },
  })

/** The receiver is shut and was never credited, so it never will be: the donor has its units back. */
export const takeBack = (
  dropId: string,
  donor: number,
  { runs, seq }: Donation,
  units: number,
): Promise<Written> =>
  write(dropId, donor, {
    UpdateExpression: 'SET cap = cap + :units, ranges = list_append(ranges, :runs) REMOVE #out',
    ConditionExpression: '#out.seq = :seq',
    ExpressionAttributeNames: { '#out': 'out' },
    ExpressionAttributeValues: { ':units': units, ':runs': runs, ':seq': seq },
  })

/** Closing, one bucket: nothing is granted or credited here from now on. */
export const shut = (dropId: string, bucket: number): Promise<Written> =>
  write(dropId, bucket, {
    UpdateExpression: 'SET shut = :shut',
    ConditionExpression: 'attribute_exists(pk)',
    ExpressionAttributeValues: { ':shut': true },
  })

/** Publication, one bucket: put if absent, so it may be repeated. */
export async function lay(
  dropId: string,
  bucket: number,
  share: Run,
  marks: { readonly expiresAt?: number; readonly hold?: number } = {},
): Promise<void> {
  const [, count] = share
  const item: Bucket = {
    bucket,
    places: [],
    n: 0,
    cap: count,
    ranges: count > 0 ? [share] : [],
    added: count,
    seq: 0,
    in: {},
  }
  const put: Promise<unknown | Refused> = unlessRefused(
    database.send(
      new PutCommand({
        TableName: TABLE,
        Item: { ...keyOfBucket(dropId, bucket), ...item, ...marks },
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    ),
  )
  await put
}

/** One bucket as it stands, strongly. */
export async function readBucket(dropId: string, bucket: number): Promise<Bucket> {
  const found = await read<Bucket>(keyOfBucket(dropId, bucket))
  if (!found) throw new Error(`drop ${dropId} has no bucket ${bucket}`)
  return found
}

/** Some buckets of a drop, in order, strongly. */
export async function readSome(dropId: string, numbers: readonly number[]): Promise<Bucket[]> {
  const keys = numbers.map((bucket) => keyOfBucket(dropId, bucket))
  const found = await readAll<Bucket>(keys, { strong: true })
  if (found.length !== keys.length)
    throw new Error(`drop ${dropId} has ${found.length} of ${keys.length} buckets`)
  return found.sort((a, b) => a.bucket - b.bucket)
}

export const readSpan = (dropId: string, { first, count }: Span): Promise<Bucket[]> =>
  readSome(
    dropId,
    Array.from({ length: count }, (_, i) => first + i),
  )

/** All buckets of a drop, in order; strongly where something is decided by it. */
export async function readBuckets(
  dropId: string,
  buckets: number,
  { strong = true } = {},
): Promise<Bucket[]> {
  const numbers = Array.from({ length: buckets }, (_, bucket) => bucket)
  if (strong) return readSome(dropId, numbers)
  const found = await readAll<Bucket>(numbers.map((bucket) => keyOfBucket(dropId, bucket)))
  // A reading that may lag can miss buckets that were laid a moment ago; a strong one cannot.
  if (found.length < buckets) return readSome(dropId, numbers)
  return found.sort((a, b) => a.bucket - b.bucket)
}
