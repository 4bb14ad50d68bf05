import '../../infra/local/test-table.ts'
import { expect, test } from 'vitest'
import { keyOf } from './access-patterns.ts'
import { client } from './database.ts'
import { readAll } from './reads.ts'
import { writeAll } from './writes.ts'

test('however many rows are read, eight batches at most are under way', async () => {
  const keys = Array.from({ length: 1_001 }, (_, i) => keyOf('a drop', { dropId: `drp_${i}` }))
  const ends = [...keys.slice(0, 2), ...keys.slice(-2)]
  await writeAll(ends.map((key) => ({ PutRequest: { Item: { ...key } } })))
  let underWay = 0
  let most = 0
  client.middlewareStack.add(
    (next) => async (args) => {
      most = Math.max(most, ++underWay)
      try {
        return await next(args)
      } finally {
        underWay -= 1
      }
    },
    { step: 'initialize', name: 'under-way' },
  )
  const found = await readAll<{ pk: string }>(keys)
  expect(found.map(({ pk }) => pk).sort()).toEqual(ends.map(({ pk }) => pk).sort())
  expect(most).toBe(8)
})
