import { type Bucket, type Donation, type Offer, type Run, reserveElement } from './bucket.rule.ts'
import { write } from './bucket.store.ts'
import type { Written } from './grant.rule.ts'

/** What happens to a bucket besides claims: units come back, are kept, offered and freed, are added and taken out. */

interface Back {
  readonly place: number
  readonly ordinal: number
  /** For somebody by name, and not for anybody. */
  readonly kept: boolean
  /** It was not given back but not used in time. */
  readonly lapsed?: boolean
}

/**
 * A granted unit comes back: its place is marked, and the unit is added anew. Once per place; nothing comes back into a
 * bucket that is shut.
 */
export const giveBack = (
  dropId: string,
  bucket: number,
  { place, ordinal, kept, lapsed = false }: Back,
): Promise<Written> =>
  write(dropId, bucket, {
    UpdateExpression: `SET #back = list_append(if_not_exists(#back, :none), :places), added = added + :one, ${
      kept
        ? '#kept = list_append(if_not_exists(#kept, :none), :ordinals)'
        : 'cap = cap + :one, ranges = list_append(ranges, :runs)'
    }${lapsed ? ', #lapsed = list_append(if_not_exists(#lapsed, :none), :places)' : ''}`,
    ConditionExpression:
      '(attribute_not_exists(#back) OR NOT contains(#back, :place)) AND n > :place AND attribute_not_exists(shut)',
    ExpressionAttributeNames: {
      '#back': 'back',
      ...(kept ? { '#kept': 'kept' } : {}),
      ...(lapsed ? { '#lapsed': 'lapsed' } : {}),
    },
    ExpressionAttributeValues: {
      ':none': [],
      ':place': place,
      ':places': [place],
      ':one': 1,
      ...(kept ? { ':ordinals': [ordinal] } : { ':runs': [[ordinal, 1]] }),
    },
  })

const keptAsRead = 'attribute_exists(#kept) AND #kept = :keptRead AND attribute_not_exists(shut)'

/** A kept unit becomes anybody's: nobody waits any more. */
export const free = (dropId: string, holder: Bucket, ordinal: number): Promise<Written> =>
  write(dropId, holder.bucket, {
    UpdateExpression: 'SET #kept = :kept, cap = cap + :one, ranges = list_append(ranges, :runs)',
    ConditionExpression: keptAsRead,
    ExpressionAttributeNames: { '#kept': 'kept' },
    ExpressionAttributeValues: {
      ':kept': (holder.kept ?? []).filter((one) => one !== ordinal),
      ':keptRead': holder.kept ?? [],
      ':one': 1,
      ':runs': [[ordinal, 1]],
    },
  })

/** A kept unit is offered to somebody whose home this is. */
export const seat = (dropId: string, holder: Bucket, ordinal: number, whom: Offer): Promise<Written> =>
  write(dropId, holder.bucket, {
    UpdateExpression:
      'SET #kept = :kept, cap = cap + :one, ranges = list_append(ranges, :runs), places = list_append(places, :mine), n = n + :one, #offers = list_append(if_not_exists(#offers, :none), :offer)',
    ConditionExpression: `${keptAsRead} AND NOT contains(places, :me)`,
    ExpressionAttributeNames: { '#kept': 'kept', '#offers': 'offers' },
    ExpressionAttributeValues: {
      ':kept': (holder.kept ?? []).filter((one) => one !== ordinal),
      ':keptRead': holder.kept ?? [],
      ':one': 1,
      ':runs': [[ordinal, 1]],
      ':me': whom.element,
      ':mine': [whom.element],
      ':none': [],
      ':offer': [whom],
    },
  })

/** A kept unit starts on its way to somebody whose home is elsewhere; a donation like any other from here on. */
export const send = (
  dropId: string,
  holder: Bucket,
  { kept, out }: { readonly kept: readonly number[]; readonly out: Donation },
): Promise<Written> =>
  write(dropId, holder.bucket, {
    UpdateExpression: 'SET #kept = :kept, seq = :seq, #out = :out',
    ConditionExpression: `${keptAsRead} AND seq = :seqRead AND attribute_not_exists(#out)`,
    ExpressionAttributeNames: { '#kept': 'kept', '#out': 'out' },
    ExpressionAttributeValues: {
      ':kept': kept,
      ':keptRead': holder.kept ?? [],
      ':seq': out.seq,
      ':seqRead': holder.seq,
      ':out': out,
    },
  })

/** Stock is added, once for each change. */
export const restock = (
  dropId: string,
  bucket: number,
  change: string,
  run: Run | undefined,
): Promise<Written> =>
  write(dropId, bucket, {
    UpdateExpression: `SET #in.#change = :count${
      run ? ', added = added + :count, cap = cap + :count, ranges = list_append(ranges, :runs)' : ''
    }`,
    ConditionExpression: 'attribute_not_exists(#in.#change) AND attribute_not_exists(shut)',
    ExpressionAttributeNames: { '#in': 'in', '#change': change },
    ExpressionAttributeValues: { ':count': run?.[1] ?? 0, ...(run ? { ':runs': [run] } : {}) },
  })

/** Stock is withdrawn, once for each change: granted to nobody. Refused where the room is not as it was read. */
export const withdraw = (dropId: string, read: Bucket, change: string, units: number): Promise<Written> =>
  write(dropId, read.bucket, {
    UpdateExpression: `SET #in.#change = :count${units > 0 ? ', places = list_append(places, :elements), n = n + :count' : ''}`,
    ConditionExpression:
      'attribute_not_exists(#in.#change) AND attribute_not_exists(shut) AND cap = :cap AND n = :n',
    ExpressionAttributeNames: { '#in': 'in', '#change': change },
    ExpressionAttributeValues: {
      ':count': units,
      ':cap': read.cap,
      ':n': read.n,
      ...(units > 0
        ? { ':elements': Array.from({ length: units }, (_, nth) => reserveElement(change, read.bucket, nth)) }
        : {}),
    },
  })
