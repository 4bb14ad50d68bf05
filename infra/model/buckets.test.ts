import '../local/test-table.ts'
import { PutCommand } from '@aws-sdk/lib-dynamodb'
import { type Bucket, donation, type Run, unitsIn } from '@gonghui/functions/benefits/bucket.rule'
import * as store from '@gonghui/functions/benefits/bucket.store'
import type { Written } from '@gonghui/functions/benefits/grant.rule'
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
    isShut: fc.boolean(),
  })
  .map(({ granted, room, seq, giving, credited, isShut }): Bucket => {
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
      in: credited > 0 ? { 1: credited } : {},
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
