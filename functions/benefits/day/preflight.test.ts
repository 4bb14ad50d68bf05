import '../../../infra/local/test-table.ts'
import { expect, test } from 'vitest'
import { isRefusal } from '../../lib/server.ts'
import { ask, draftDrop, operatorOf, publishedDrop } from '../drop/test-drop.ts'
import { readPreflight } from './preflight.ts'

// WeChat is away, and nothing here has a capacity.
Object.assign(process.env, { WECHAT_API_BASE: 'http://127.0.0.1:9', WECHAT_APPID: 'wx', WECHAT_SECRET: 'x' })

async function states(dropId: string, caller = operatorOf()) {
  const answer = await ask(readPreflight, { params: { dropId }, caller })
  if (isRefusal(answer)) return answer.refused
  return Object.fromEntries(answer.body.items.map(({ name, state }) => [name, state]))
}

test('where there is no cloud the board says so, and looks at everything else', async () => {
  const { dropId } = await publishedDrop({ stock: 40 })
  const found = await states(dropId)
  expect(found).toMatchObject({
    'stock-and-codes': 'ok',
    'table-capacity': 'not-here',
    'claim-capacity': 'not-here',
    wechat: 'warn',
  })
  expect(['ok', 'not-here']).toContain((found as Record<string, string>).clock)
})

test('a draft is not ready', async () => {
  const { dropId } = await draftDrop()
  expect(await states(dropId)).toMatchObject({ 'stock-and-codes': 'stop' })
})

test('an operator of another district sees nothing', async () => {
  const { dropId } = await publishedDrop()
  expect(await states(dropId, operatorOf('org_CITY/org_OTHER'))).toBe('org-out-of-scope')
})
