import type { Instant } from '@gonghui/shared/lib/instant'
import { lookupHash } from '../../lib/secrets.ts'
import { keyOf, rangeOf } from '../../table/access-patterns.ts'
import { expiryAfter } from '../../table/expiry.ts'
import { readRange } from '../../table/reads.ts'
import { removeRows, writeAll } from '../../table/writes.ts'

/**
 * Which imported codes a city's drops have brought, so that one code never stands on the vouchers of two: per drop and
 * batch the keyed hashes of its codes, split into shards by the hash. A row is forgotten a year after the vouchers'
 * validity, which bounds a partition; a hash takes ten bytes, so 50 000 codes make 16 rows of 31 KB.
 */

const SHARDS = 16
const HASH_DIGITS = 20
const REMEMBERED_DAYS = 365
const PARALLEL = 8

/** Codes of another city, or of another kind, may well be the same. */
export interface Scope {
  readonly cityId: string
  readonly kind: string
}
interface Batch extends Scope {
  readonly dropId: string
  readonly batch: string
}

export const seenHash = ({ cityId, kind }: Scope, code: string): string =>
  lookupHash('seen-code', cityId, kind, code).slice(0, HASH_DIGITS)

const shardOf = (hash: string): number => Number.parseInt(hash.slice(0, 2), 16) % SHARDS

const keysOf = (of: Batch) =>
  Array.from({ length: SHARDS }, (_, shard) =>
    keyOf('the codes of a kind that a drop of a city brought', { ...of, shard }),
  )

/** Notes what a batch brings. Noting it again changes nothing. */
export async function noteSeen(of: Batch, hashes: readonly string[], validUntil: Instant): Promise<void> {
  const shards = Map.groupBy(hashes, shardOf)
  const expiresAt = expiryAfter(validUntil, REMEMBERED_DAYS)
  const { dropId, batch } = of
  const puts = keysOf(of).flatMap((key, shard) => {
    const some = shards.get(shard)
    if (!some) return []
    return [
      {
        PutRequest: { Item: { ...key, dropId, batch, hashes: Buffer.from(some.join(''), 'hex'), expiresAt } },
      },
    ]
  })
  await writeAll(puts)
}

/** Forgets a batch that is not, or no longer, a drop's. */
export const forgetSeen = (of: Batch): Promise<void> => removeRows(keysOf(of))

/** Of these hashes those that another drop brought, with its id. Strong: of two imports at once one sees the other. */
export async function seenElsewhere(
  { cityId, kind, dropId }: Omit<Batch, 'batch'>,
  hashes: readonly string[],
): Promise<Map<string, string>> {
  const wanted = new Set(hashes)
  const found = new Map<string, string>()
  const shards = [...new Set(hashes.map(shardOf))]
  for (let from = 0; from < shards.length; from += PARALLEL) {
    const some = shards.slice(from, from + PARALLEL)
    const rows = await Promise.all(
      some.map((shard) =>
        readRange<{ dropId: string; hashes: Uint8Array }>(
          rangeOf('the codes of a kind that a drop of a city brought', { cityId, kind, shard }),
          { strong: true },
        ),
      ),
    )
    for (const row of rows.flat()) {
      if (row.dropId === dropId) continue
      const text = Buffer.from(row.hashes).toString('hex')
      for (let at = 0; at < text.length; at += HASH_DIGITS) {
        const hash = text.slice(at, at + HASH_DIGITS)
        if (wanted.has(hash)) found.set(hash, row.dropId)
      }
    }
  }
  return found
}
