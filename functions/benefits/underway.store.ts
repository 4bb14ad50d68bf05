import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import type { Instant } from '@gonghui/shared/lib/instant'
import { keyOf, rangeOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { readRange } from '../table/reads.ts'
import type { Claimant } from './wallet.store.ts'

/** A voucher that is not at rest: offered, held, or on its way back. The repair looks after these, and no others. */
export interface Underway extends Claimant {
  readonly since: Instant
}

/** A crowd that pays with points is under way in the same second. */
const SHARDS = 8

const shardOf = (memberId: string): number =>
  [...memberId.slice(-4)].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % SHARDS

const keyOfUnderway = ({ dropId, memberId, j }: Claimant) =>
  keyOf('a voucher of a drop that is under way', { dropId, shard: shardOf(memberId), memberId, j })

/** Notes that a voucher will not be at rest, before that is so. */
export async function markUnderway({ dropId, memberId, j }: Claimant, since: Instant): Promise<void> {
  const Item = { ...keyOfUnderway({ dropId, memberId, j }), dropId, memberId, j, since }
  await database.send(new PutCommand({ TableName: TABLE, Item }))
}

export async function endUnderway(claimant: Claimant): Promise<void> {
  await database.send(new DeleteCommand({ TableName: TABLE, Key: keyOfUnderway(claimant) }))
}

/** A drop's vouchers that are not at rest; bounded by what can be so at one time. */
export async function readUnderway(dropId: string): Promise<Underway[]> {
  const ranges = Array.from({ length: SHARDS }, (_, shard) =>
    rangeOf('a voucher of a drop that is under way', { dropId, shard }),
  )
  return (await Promise.all(ranges.map((range) => readRange<Underway>(range, { strong: true })))).flat()
}
