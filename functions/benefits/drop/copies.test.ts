import '../../../infra/local/test-table.ts'
import { expect, test } from 'vitest'
import { Crash, crashAt } from '../../../infra/local/test-faults.ts'
import { client } from '../../table/database.ts'
import { readAll } from '../../table/reads.ts'
import { keysOfCopies } from './copies.store.ts'
import type { Drop } from './drop.rule.ts'
import { forgetDrop, knownDrop, moveDrop, readDrop, replaceDrop } from './drop.store.ts'
import { repairDrops } from './repair.ts'
import { draftDrop, NOW, publishedDrop } from './test-drop.ts'

const copiesOf = ({ dropId }: Drop) => readAll<Drop>(keysOfCopies(dropId), { strong: true })
const phases = async (drop: Drop) => [...new Set((await copiesOf(drop)).map(({ phase }) => phase))]

test('a laid drop lies in sixteen copies, each as the drop is; a draft in none', async () => {
  expect(await copiesOf(await draftDrop())).toEqual([])
  const drop = await publishedDrop()
  const copies = await copiesOf(drop)
  expect(copies).toHaveLength(16)
  for (const copy of copies)
    expect(copy).toMatchObject({ dropId: drop.dropId, phase: 'scheduled', revision: drop.revision })
})

test('whoever paused it is answered when every copy says so', async () => {
  const drop = await publishedDrop()
  await moveDrop(drop.dropId, 'scheduled', 'paused')
  expect(await phases(drop)).toEqual(['paused'])
  expect(await knownDrop(drop.dropId)).toMatchObject({ phase: 'paused' })
})

test('of changes made at once the copies are the last', async () => {
  const drop = await publishedDrop()
  for (let round = 0; round < 5; round++)
    await Promise.all([
      moveDrop(drop.dropId, 'scheduled', 'paused'),
      moveDrop(drop.dropId, 'paused', 'scheduled'),
      moveDrop(drop.dropId, 'scheduled', 'paused'),
    ])
  const { phase, revision } = (await readDrop(drop.dropId)) ?? {}
  const copies = await copiesOf(drop)
  expect(copies.map((copy) => [copy.phase, copy.revision])).toEqual(copies.map(() => [phase, revision]))
})

test('what was read of a copy is written back to the drop', async () => {
  const drop = await publishedDrop()
  forgetDrop(drop.dropId)
  const known = (await knownDrop(drop.dropId)) ?? expect.fail('it is there')
  const banner = { text: '开场推迟十分钟', at: NOW }
  expect(await replaceDrop(known, { ...known, banner, revision: known.revision + 1 })).toBe(true)
  expect(await readDrop(drop.dropId)).toMatchObject({ banner })
  expect((await copiesOf(drop)).map((copy) => copy.banner)).toEqual(Array(16).fill(banner))
})

test('a pause that dies at any call stands, and the copies with it within the minute; or neither', async () => {
  for (let nth = 1; nth <= 3; nth++) {
    for (const when of ['before', 'after'] as const) {
      const drop = await publishedDrop()
      const injection = crashAt(client, nth, when)
      await moveDrop(drop.dropId, 'scheduled', 'paused').catch((error) => {
        if (!(error instanceof Crash)) throw error
      })
      injection.stop()
      await repairDrops(NOW)
      const { phase } = (await readDrop(drop.dropId)) ?? {}
      expect(await phases(drop), `${when} call ${nth}`).toEqual([phase])
      expect(phase).toBe(nth === 1 && when === 'before' ? 'scheduled' : 'paused')
    }
  }
})
