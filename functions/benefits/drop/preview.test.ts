import '../../../infra/local/test-table.ts'
import { DAY_MS, later } from '@gonghui/shared/lib/instant'
import { expect, test } from 'vitest'
import { isRefusal } from '../../lib/server.ts'
import { previewDrop } from './preview.ts'
import { ask, draftDrop, NOW, operatorOf, publishedDrop } from './test-drop.ts'

async function seen(dropId: string, caller = operatorOf()) {
  const told = await ask(previewDrop, { params: { dropId }, caller })
  return isRefusal(told) ? told.refused : told.body
}

test('a draft is seen as a member whom it is for would see it, had it been scheduled', async () => {
  const coming = { opensAt: later(NOW, DAY_MS), closesAt: later(NOW, 2 * DAY_MS) }
  const audience = { orgIds: ['org_DISTRICT'], tags: ['劳模'] as never, joinedBefore: NOW }
  const { dropId } = await draftDrop({ ...coming, audience, rules: '每人限一张' })
  expect(await seen(dropId)).toMatchObject({
    drop: { state: 'scheduled', rules: '每人限一张', stock: { left: 50 } },
    mayI: { may: false, code: 'drop-not-open' },
    mine: [],
  })
})

test('of a published drop the preview is what everybody sees; an operator elsewhere sees none', async () => {
  const { dropId } = await publishedDrop()
  expect(await seen(dropId)).toMatchObject({ drop: { state: 'open' }, mayI: { may: true } })
  expect(await seen(dropId, operatorOf('org_CITY/org_OTHER'))).toBe('org-out-of-scope')
})
