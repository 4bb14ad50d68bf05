import '../../../infra/local/test-table.ts'
import { PutCommand } from '@aws-sdk/lib-dynamodb'
import { DAY_MS, later } from '@gonghui/shared/lib/instant'
import { expect, test } from 'vitest'
import { newId } from '../../lib/ids.ts'
import { isRefusal } from '../../lib/server.ts'
import { keyOf } from '../../table/access-patterns.ts'
import { database, TABLE } from '../../table/database.ts'
import { listManagedDrops } from './drop-list.ts'
import { ask, draftDrop, NOW, operatorOf } from './test-drop.ts'

async function place(path: string) {
  const orgId = newId('org', NOW)
  const org = { orgId, name: '南山区总工会', level: 'district', path: path ? `${path}/${orgId}` : orgId }
  await database.send(new PutCommand({ TableName: TABLE, Item: { ...keyOf('an org', { orgId }), ...org } }))
  return org
}

const at = (days: number) => later(NOW, days * DAY_MS)

async function town() {
  const above = await place('')
  const below = await place(above.path)
  const put = (org: typeof above, title: string, opens: number, given: object = {}) =>
    draftDrop({
      dropId: newId('drop', later(NOW, made++)),
      ...{ orgId: org.orgId, orgPath: org.path, orgName: org.name, title },
      ...{ opensAt: at(opens), closesAt: at(opens + 1), ...given },
    })
  let made = 0
  await put(above, '1 元观影', 9)
  await put(above, '４折水果', 1, { kind: 'goods', phase: 'scheduled' })
  await put(above, '羽毛球场', 5, { kind: 'sports', phase: 'paused' })
  await put(below, '下级观影', 3)
  const list = async (query: object, path = above.path, orgId = above.orgId) => {
    const told = await ask(listManagedDrops, { query: { orgId, ...query }, caller: operatorOf(path) })
    if (isRefusal(told)) return told.refused
    return told.body.items.map(({ title }) => title)
  }
  return { above, below, put, list }
}

test('a union’s drops by state, kind, words and period; the newest first, or by when they open', async () => {
  const { list } = await town()
  expect(await list({})).toEqual(['羽毛球场', '４折水果', '1 元观影'])
  expect(await list({ sort: 'opens' })).toEqual(['1 元观影', '羽毛球场', '４折水果'])
  expect(await list({ state: 'draft' })).toEqual(['1 元观影'])
  expect(await list({ state: 'laid' })).toEqual(['羽毛球场', '４折水果'])
  expect(await list({ state: 'scheduled' })).toEqual(['４折水果'])
  expect(await list({ kind: 'sports', state: 'paused' })).toEqual(['羽毛球场'])
  expect(await list({ text: '4折' })).toEqual(['４折水果'])
  expect(await list({ from: at(1), until: at(5) })).toEqual(['４折水果'])
  expect(await list({ text: '没有的' })).toEqual([])
})

test('with those of the unions below, and for nobody beside', async () => {
  const { list, below } = await town()
  expect(await list({ below: 'yes', text: '观影' })).toEqual(['下级观影', '1 元观影'])
  expect(await list({}, below.path)).toBe('org-out-of-scope')
  expect(await list({}, below.path, below.orgId)).toEqual(['下级观影'])
})

test.each([{}, { sort: 'opens' }, { below: 'yes' }])(
  'every drop stands on one page, however it is asked: %o',
  async (query) => {
    const { above, put } = await town()
    await Promise.all(Array.from({ length: 43 }, (_, n) => put(above, `第 ${n} 场`, 20 + (n % 7))))
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const asked = { orgId: above.orgId, text: '第', ...query, ...(cursor ? { cursor } : {}) } as never
      const told = await ask(listManagedDrops, { query: asked, caller: operatorOf(above.path) })
      if (isRefusal(told)) throw new Error(told.refused)
      seen.push(...told.body.items.map(({ title }) => title))
      cursor = told.body.cursor
    } while (cursor)
    expect(seen).toHaveLength(43)
    expect(new Set(seen).size).toBe(43)
  },
)
