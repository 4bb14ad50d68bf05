import '../local/test-table.ts'
import { PutCommand } from '@aws-sdk/lib-dynamodb'
import { type Bucket, donation, gift, type Run, unitsIn } from '@gonghui/functions/benefits/claim/bucket.rule'
import * as store from '@gonghui/functions/benefits/claim/bucket.store'
import type { Written } from '@gonghui/functions/benefits/claim/grant.rule'
import * as moves from '@gonghui/functions/benefits/claim/stock-moves.store'
import { keyOf } from '@gonghui/functions/table/access-patterns'
import { database, TABLE } from '@gonghui/functions/table/database'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as model from './buckets.ts'
import { elementOf } from './world.ts'

/** Any bucket that could be: a few places, a little room, perhaps giving, perhaps credited, perhaps shut. */
const anyBucket = fc
  .record({
    granted: fc.integer({ min: 0, max: 2 }),
    room: fc.integer({ min: 0, max: 2 }),
    seq: fc.integer({ min: 0, max: 2 }),
    giving: fc.boolean(),
    credited: fc.integer({ min: 0, max: 2 }),
    returned: fc.boolean(),
    kept: fc.option(fc.integer({ min: 0, max: 2 }), { nil: undefined }),
    changed: fc.boolean(),
    isShut: fc.boolean(),
  })
  .map(({ granted, room, seq, giving, credited, returned, kept, changed, isShut }): Bucket => {
    const cap = granted + room
    const ranges: Run[] = cap > 0 ? [[10, cap]] : []
    return {
      bucket: 0,
      places: Array.from({ length: granted }, (_, i) => elementOf(i)),
      n: granted,
      cap,
      ranges,
      added: cap,
      seq,
      in: { ...(credited > 0 ? { 1: credited } : {}), ...(changed ? { chg_1: 1 } : {}) },
      ...(returned && granted > 0 ? { back: [0] } : {}),
      ...(kept === undefined ? {} : { kept: Array.from({ length: kept }, (_, i) => 70 + i) }),
      ...(giving ? { out: { to: 1, runs: [[90, 1]], seq } } : {}),
      ...(isShut ? { shut: true } : {}),
    }
  })

const incoming = fc.integer({ min: 1, max: 3 }).map((seq) => ({ to: 0, runs: [[50, 2]] as Run[], seq }))

const DROP = 'drp_MODEL'

/** Puts the bucket there, writes to it on the engine, and tells what the engine and the model each made of it. */
async function both(bucket: Bucket, onStore: () => Promise<Written>, onModel: Written) {
  const key = keyOf('a bucket of a drop', { dropId: DROP, bucket: 0 })
  await database.send(new PutCommand({ TableName: TABLE, Item: { ...key, ...bucket } }))
  const { done, bucket: stored } = await onStore()
  const { pk: _, sk: __, ...made } = stored as Bucket & { pk: string; sk: string }
  expect({ done, bucket: made }).toEqual(onModel)
}

const runs = { numRuns: 60, seed: 7 }

test('a grant on the engine is the model’s grant', async () => {
  await fc.assert(
    fc.asyncProperty(anyBucket, fc.integer({ min: 0, max: 3 }), (bucket, member) =>
      both(bucket, () => store.grant(DROP, 0, elementOf(member)), model.grant(bucket, elementOf(member))),
    ),
    runs,
  )
})

test('giving on the engine is the model’s giving, from what was read or from something older', async () => {
  await fc.assert(
    fc.asyncProperty(anyBucket, anyBucket, fc.boolean(), async (bucket, other, isFresh) => {
      const asRead = isFresh ? bucket : other
      const write = donation(asRead, 1)
      if (write) await both(bucket, () => store.give(DROP, asRead, write), model.give(bucket, asRead, write))
    }),
    runs,
  )
})

test('a credit on the engine is the model’s credit, with me or without', async () => {
  const whom = fc.option(fc.integer({ min: 0, max: 3 }).map(elementOf), { nil: undefined })
  await fc.assert(
    fc.asyncProperty(anyBucket, incoming, whom, (bucket, out, me) =>
      both(bucket, () => store.credit(DROP, 1, out, unitsIn(out.runs), me), model.credit(bucket, 1, out, me)),
    ),
    runs,
  )
})

test('settling, taking back and shutting on the engine are the model’s', async () => {
  await fc.assert(
    fc.asyncProperty(anyBucket, incoming, async (bucket, out) => {
      await both(bucket, () => store.settle(DROP, 0, out.seq), model.settle(bucket, out.seq))
      await both(bucket, () => store.takeBack(DROP, 0, out, unitsIn(out.runs)), model.takeBack(bucket, out))
      await both(bucket, () => store.shut(DROP, 0), model.shut(bucket))
    }),
    runs,
  )
})

const whom = (member: number) => ({ element: elementOf(member), until: '2026-06-12T02:30:00.000Z' })

test('giving back on the engine is the model’s, for anybody or kept', async () => {
  const any = [anyBucket, fc.integer({ min: 0, max: 2 }), fc.boolean(), fc.boolean()] as const
  await fc.assert(
    fc.asyncProperty(...any, (bucket, place, kept, lapsed) => {
      const given = { place, ordinal: 10 + place, kept, lapsed }
      return both(bucket, () => moves.giveBack(DROP, 0, given), model.giveBack(bucket, given))
    }),
    runs,
  )
})

test('freeing, seating and sending a kept unit on the engine are the model’s', async () => {
  const member = fc.integer({ min: 0, max: 3 })
  await fc.assert(
    fc.asyncProperty(anyBucket, anyBucket, member, fc.boolean(), async (bucket, other, at, isFresh) => {
      const asRead = isFresh ? bucket : other
      const sent = gift(asRead, 70, 1, whom(at))
      await both(bucket, () => moves.free(DROP, asRead, 70), model.free(bucket, asRead, 70))
      await both(
        bucket,
        () => moves.seat(DROP, asRead, 70, whom(at)),
        model.seat(bucket, asRead, 70, whom(at)),
      )
      await both(bucket, () => moves.send(DROP, asRead, sent), model.send(bucket, asRead, sent))
    }),
    runs,
  )
})

test('an offered unit is credited on the engine as in the model', async () => {
  await fc.assert(
    fc.asyncProperty(anyBucket, incoming, fc.integer({ min: 0, max: 3 }), (bucket, out, at) => {
      const sent = { ...out, whom: whom(at) }
      const element = elementOf(at)
      return both(
        bucket,
        () => store.credit(DROP, 1, sent, 2, element),
        model.credit(bucket, 1, sent, element),
      )
    }),
    runs,
  )
})

test('a restock and a withdrawal on the engine are the model’s, once for each change', async () => {
  const run = fc.option(fc.constant<Run>([90, 3]), { nil: undefined })
  const any = [anyBucket, anyBucket, run, fc.integer({ min: 0, max: 2 })] as const
  await fc.assert(
    fc.asyncProperty(...any, fc.boolean(), async (bucket, other, added, units, isFresh) => {
      const asRead = isFresh ? bucket : other
      const fits = Math.min(units, asRead.cap - asRead.n)
      await both(bucket, () => moves.restock(DROP, 0, 'chg_1', added), model.restock(bucket, 'chg_1', added))
      await both(
        bucket,
        () => moves.withdraw(DROP, asRead, 'chg_1', fits),
        model.withdraw(bucket, asRead, 'chg_1', fits),
      )
    }),
    runs,
  )
})
