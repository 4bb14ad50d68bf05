import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import type { Instant } from '@gonghui/shared/lib/instant'
import { keyOf, rangeOf } from '../../table/access-patterns.ts'
import { database, TABLE } from '../../table/database.ts'
import { unlessRefused } from '../../table/failures.ts'
import { readRange } from '../../table/reads.ts'
import { removeRange } from '../../table/writes.ts'
import type { Claimant } from '../redemption/wallet.store.ts'

/**
 * A voucher that is not at rest: `kept` for somebody (offered, held), or on its way `back`. The repair looks after these,
 * and no others.
 */
export interface Underway extends Claimant {
  readonly since: Instant
  readonly why: 'kept' | 'back'
}

/** A crowd that pays with points is under way in the same second. */
const SHARDS = 8

const shardOf = (memberId: string): number =>
  [...memberId.slice(-4)].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % SHARDS

const keyOfUnderway = ({ dropId, memberId, j }: Claimant) =>
  keyOf('a voucher of a drop that is under way', { dropId, shard: shardOf(memberId), memberId, j })

const put = ({ dropId, memberId, j }: Claimant, since: Instant, why: Underway['why'], unless?: object) => {
  const Item = { ...keyOfUnderway({ dropId, memberId, j }), dropId, memberId, j, since, why }
  return unlessRefused(database.send(new PutCommand({ TableName: TABLE, Item, ...unless })))
}

const unlessOnItsWayBack = {
  ConditionExpression: 'attribute_not_exists(pk) OR why <> :back',
  ExpressionAttributeValues: { ':back': 'back' },
}

/** Notes that a voucher will be kept for somebody, before that is so; that one is on its way back stays noted. */
export const markKept = (claimant: Claimant, since: Instant) =>
  put(claimant, since, 'kept', unlessOnItsWayBack)

/** Notes that a voucher goes back, before that is so. */
export const markBack = (claimant: Claimant, since: Instant) => put(claimant, since, 'back')

const remove = (claimant: Claimant, unless?: object) =>
  unlessRefused(
    database.send(new DeleteCommand({ TableName: TABLE, Key: keyOfUnderway(claimant), ...unless })),
  )

/** It is its member's. Who began to give it back meanwhile has noted that, and it stays noted. */
export const endKept = (claimant: Claimant) => remove(claimant, unlessOnItsWayBack)

/** It has come back, for good. */
export const endBackNote = (claimant: Claimant) => remove(claimant)

/** There is nothing to look after, unless it was noted anew since it was read. */
export const endAsRead = (read: Underway) =>
  remove(read, {
    ConditionExpression: 'since = :since AND why = :why',
    ExpressionAttributeValues: { ':since': read.since, ':why': read.why },
  })

const rangesOf = (dropId: string) =>
  Array.from({ length: SHARDS }, (_, shard) =>
    rangeOf('a voucher of a drop that is under way', { dropId, shard }),
  )

/** A drop's vouchers that are not at rest; bounded by what can be so at one time. */
export const readUnderway = async (dropId: string): Promise<Underway[]> =>
  (await Promise.all(rangesOf(dropId).map((range) => readRange<Underway>(range, { strong: true })))).flat()

/** Nothing of a drop is looked after any more. */
export async function removeUnderway(dropId: string): Promise<void> {
  for (const range of rangesOf(dropId)) await removeRange(range)
}
