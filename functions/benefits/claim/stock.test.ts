import '../../../infra/local/test-table.ts'
import { BatchGetCommand, GetCommand } from '@aws-sdk/lib-dynamodb'
import { later, SECOND_MS } from '@gonghui/shared/lib/instant'
import { expect, test, vi } from 'vitest'
import { Crash, crashAt } from '../../../infra/local/test-faults.ts'
import { client, database } from '../../table/database.ts'
import type { Drop } from '../drop/drop.rule.ts'
import { ask, NOW, publishedDrop, someMember } from '../drop/test-drop.ts'
import { claimDrop } from './claim.ts'
import { stockOf } from './stock.store.ts'

let functions = 0
/** What a function says that has asked for nothing yet. */
const inAnother = (drop: Drop, at = NOW) => stockOf(drop, at, ++functions * 3_600_000)
const claim = ({ dropId }: Drop) =>
  ask(claimDrop, { params: { dropId }, caller: someMember(), body: {}, now: NOW })

/** How often the buckets were read, and how often single rows. */
async function readsOf(look: () => Promise<unknown>) {
  const send = vi.spyOn(database, 'send')
  await look()
  const sent = send.mock.calls.map(([command]) => command)
  send.mockRestore()
  return {
    buckets: sent.filter((command) => command instanceof BatchGetCommand).length,
    rows: sent.filter((command) => command instanceof GetCommand).length,
    all: sent.length,
  }
}

test('of a hundred functions that ask at once one counts, and all say the same', async () => {
  const drop = await publishedDrop({ stock: 320 })
  await claim(drop)
  const said: unknown[] = []
  const { buckets } = await readsOf(async () => {
    said.push(...(await Promise.all(Array.from({ length: 100 }, () => inAnother(drop)))))
  })
  expect(buckets).toBe(1)
  expect(said).toEqual(said.map(() => ({ total: 320, left: 319, recycled: 0, asOf: NOW })))
})

test.for([64, 6_400])('once counted, a look at a drop of %i units is one row', async (stock) => {
  const drop = await publishedDrop({ stock })
  await inAnother(drop)
  expect(await readsOf(() => inAnother(drop))).toEqual({ buckets: 0, rows: 1, all: 1 })
})

test('a second later it is counted again; whoever asks meanwhile is shown the last count', async () => {
  const drop = await publishedDrop({ stock: 40 })
  await inAnother(drop)
  await claim(drop)
  expect(await inAnother(drop, later(NOW, SECOND_MS / 2))).toMatchObject({ left: 40, asOf: NOW })
  const at = later(NOW, SECOND_MS)
  const both = await Promise.all([inAnother(drop, at), inAnother(drop, at)])
  expect(both.map(({ left }) => left)).toContain(39)
  expect(await inAnother(drop, at)).toMatchObject({ left: 39, asOf: at })
})

test('a count that dies keeps nobody from counting for longer than two seconds', async () => {
  const drop = await publishedDrop({ stock: 40 })
  // The row, the right to count, and the buckets, which are never read.
  const injection = crashAt(client, 3, 'before')
  await expect(inAnother(drop)).rejects.toThrow(Crash)
  injection.stop()
  expect(await readsOf(() => inAnother(drop, later(NOW, 2 * SECOND_MS)))).toMatchObject({ buckets: 1 })
})

test('a count that took too long does not bring back what was', async () => {
  const drop = await publishedDrop({ stock: 40 })
  const real = database.send.bind(database)
  const send = vi.spyOn(database, 'send')
  const held = Promise.withResolvers<void>()
  // The first count has read its buckets, and sleeps before it writes.
  send.mockImplementationOnce(real).mockImplementationOnce(real)
  send.mockImplementationOnce((async (command: never) => {
    const found = await real(command)
    await held.promise
    return found
  }) as never)
  const late = inAnother(drop)
  await vi.waitFor(() => expect(send).toHaveBeenCalledTimes(3))
  send.mockRestore()
  await claim(drop)
  const at = later(NOW, 3 * SECOND_MS)
  expect(await inAnother(drop, at)).toMatchObject({ left: 39 })
  held.resolve()
  await late
  expect(await inAnother(drop, at)).toMatchObject({ left: 39, asOf: at })
})
