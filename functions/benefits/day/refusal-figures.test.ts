import '../../../infra/local/test-table.ts'
import { later } from '@gonghui/shared/lib/instant'
import { expect, test, vi } from 'vitest'
import { newId } from '../../lib/ids.ts'
import { refuse } from '../../lib/server.ts'
import { client } from '../../table/database.ts'
import { ask, NOW, operatorOf, publishedDrop, someMember } from '../drop/test-drop.ts'
import { getCounts } from '../figures/counts.ts'
import { readRefusals } from './refusal-figures.store.ts'
import { counted, countRefusal, tellRefusals } from './refusal-figures.ts'

// The function's own clock goes on from test to test, as it does in a warm function.
let clockMs = performance.now() + 60_000
const after = (ms: number) => {
  clockMs += ms
  return clockMs
}
const someDrop = () => newId('drop', NOW)

test('refusals are told a second after the first of them, not before, and then as one write', async () => {
  const dropId = someDrop()
  countRefusal(dropId, 'drop-sold-out', after(5_000))
  countRefusal(dropId, 'drop-sold-out', after(10))
  countRefusal(dropId, 'audience-org', after(10))
  const writes = vi.spyOn(client.config.requestHandler, 'handle')
  await tellRefusals(NOW, after(900))
  expect(writes).not.toHaveBeenCalled()
  await tellRefusals(NOW, after(100))
  await tellRefusals(NOW, after(5_000))
  expect(writes).toHaveBeenCalledTimes(1)
  writes.mockRestore()
  expect(await readRefusals(dropId)).toEqual({ 'drop-sold-out': 2, 'audience-org': 1 })
})

test('two drops take turns: never more than one write a second', async () => {
  const drops = [someDrop(), someDrop()]
  for (const dropId of drops) countRefusal(dropId, 'drop-sold-out', after(5_000))
  const writes = vi.spyOn(client.config.requestHandler, 'handle')
  await tellRefusals(NOW, after(1_000))
  await tellRefusals(NOW, after(999))
  expect(writes).toHaveBeenCalledTimes(1)
  await tellRefusals(NOW, after(1))
  expect(writes).toHaveBeenCalledTimes(2)
  writes.mockRestore()
})

test('hours and shards add up, and another drop’s refusals stay its own', async () => {
  const dropId = someDrop()
  for (let hour = 0; hour < 12; hour++) {
    countRefusal(dropId, 'drop-sold-out', after(2_000))
    await tellRefusals(later(NOW, hour * 3_600_000), after(2_000))
  }
  expect(await readRefusals(dropId)).toEqual({ 'drop-sold-out': 12 })
  expect(await readRefusals(someDrop())).toEqual({})
})

test('a table that turns the figures away fails no claim', async () => {
  const dropId = someDrop()
  countRefusal(dropId, 'drop-sold-out', after(5_000))
  vi.spyOn(performance, 'now').mockReturnValue(after(2_000))
  vi.spyOn(client.config.requestHandler, 'handle').mockRejectedValue(new Error('the table is away'))
  const claim = counted(async () => refuse('drop-sold-out'))
  expect(await ask(claim, { params: { dropId }, caller: someMember() })).toEqual({ refused: 'drop-sold-out' })
  vi.restoreAllMocks()
})

test('a drop that nobody made is not counted', async () => {
  const dropId = someDrop()
  const claim = counted(async () => refuse('drop-unknown'))
  await ask(claim, { params: { dropId }, caller: someMember() })
  await tellRefusals(NOW, after(60_000))
  expect(await readRefusals(dropId)).toEqual({})
})

test('the operator reads them with the other figures, the most frequent first', async () => {
  const { dropId } = await publishedDrop({ stock: 1 })
  for (const code of ['audience-org', 'drop-sold-out', 'drop-sold-out'])
    countRefusal(dropId, code, after(2_000))
  await tellRefusals(NOW, after(2_000))
  const answer = await ask(getCounts, { params: { dropId }, caller: operatorOf() })
  expect(answer).toMatchObject({
    body: {
      refusals: [
        { code: 'drop-sold-out', count: 2 },
        { code: 'audience-org', count: 1 },
      ],
    },
  })
})
