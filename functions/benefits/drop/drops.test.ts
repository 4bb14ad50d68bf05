import '../../../infra/local/test-table.ts'
import type { DropPlan } from '@gonghui/shared/benefits/drop-plan'
import { expect, test } from 'vitest'
import { storeOrgs } from '../redemption/test-spending.ts'
import { readDrop } from './drop.store.ts'
import { editDrop } from './drops.ts'
import { planOf } from './pattern.rule.ts'
import { ask, draftDrop, operatorOf } from './test-drop.ts'

test('an edit whose answer was lost may be sent again; other words, or somebody else’s, are a change', async () => {
  await storeOrgs()
  const { dropId } = await draftDrop()
  const author = operatorOf()
  const read = async () => {
    const drop = await readDrop(dropId)
    if (!drop) throw new Error('the drop is gone')
    return drop
  }
  const { revision, ...drop } = await read()
  const edit = (change: Partial<DropPlan>, caller = author) => {
    const plan = JSON.parse(JSON.stringify({ ...planOf({ revision, ...drop }), ...change }))
    return ask(editDrop, { params: { dropId }, body: { revision, plan }, caller })
  }
  const stored = { status: 200, body: { title: '春日观影', revision: revision + 1 } }
  expect(await edit({ title: '春日观影' })).toMatchObject(stored)
  expect(await edit({ title: '春日观影' })).toMatchObject(stored)
  expect(await read()).toMatchObject({ revision: revision + 1 })
  expect(await edit({ title: '夏日观影' })).toMatchObject({ refused: 'drop-changed' })
  expect(await edit({ title: '春日观影' }, operatorOf())).toMatchObject({ refused: 'drop-changed' })
})

test('a draft stays with the union that it was written for: another’s lists would not have it', async () => {
  await storeOrgs()
  const draft = await draftDrop()
  const plan = JSON.parse(JSON.stringify({ ...planOf(draft), orgId: 'org_WORK' }))
  const body = { revision: draft.revision, plan }
  const answer = await ask(editDrop, { params: { dropId: draft.dropId }, body, caller: operatorOf() })
  expect(answer).toEqual({ refused: 'org-out-of-scope' })
})
