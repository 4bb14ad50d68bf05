import '../../../infra/local/test-table.ts'
import '../../../infra/local/test-storage.ts'
import { PutCommand } from '@aws-sdk/lib-dynamodb'
import { DAY_MS, later } from '@gonghui/shared/lib/instant'
import { expect, test } from 'vitest'
import { newId } from '../../lib/ids.ts'
import { isRefusal } from '../../lib/server.ts'
import { keyOf } from '../../table/access-patterns.ts'
import { database, TABLE } from '../../table/database.ts'
import type { Drop } from './drop.rule.ts'
import { readDrop } from './drop.store.ts'
import * as templates from './templates.ts'
import { ask, NOW, operatorOf, publishedDrop, someOutlet } from './test-drop.ts'

const code = (answer: object & { status?: number }) => (isRefusal(answer) ? answer.refused : answer.status)

async function place(more: Partial<Drop> = {}) {
  const orgId = newId('org', NOW)
  const org = { orgId, name: '南山区总工会', level: 'district', path: `org_CITY/${orgId}` }
  await database.send(new PutCommand({ TableName: TABLE, Item: { ...keyOf('an org', { orgId }), ...org } }))
  const given = { orgId, orgPath: org.path, audience: { orgIds: [orgId] }, audiencePaths: [org.path] }
  const drop = await publishedDrop({ ...given, outletIds: [await someOutlet()], ...more })
  return { orgId, drop, caller: operatorOf(org.path) }
}
const opensAt = later(NOW, 7 * DAY_MS)

test('a clone is a draft of the same plan at its own time, once per request', async () => {
  const { drop, caller } = await place()
  const call = { params: { dropId: drop.dropId }, body: { opensAt }, caller, key: newId('drop', NOW) }
  const [first, again] = [await ask(templates.cloneDrop, call), await ask(templates.cloneDrop, call)]
  if (isRefusal(first) || isRefusal(again)) throw new Error('it was refused')
  expect([first.status, again.status, again.body.dropId]).toEqual([201, 200, first.body.dropId])
  expect(first.body).toMatchObject({ title: drop.title, state: 'draft', opensAt, importedCodes: 0 })
  expect(await readDrop(first.body.dropId)).toMatchObject({ writtenBy: caller.personId, revision: 1 })
  expect(code(await ask(templates.cloneDrop, { ...call, body: { opensAt: NOW } }))).toBe(
    'idempotency-key-reused',
  )
})

test('a plan whose cover was never sent makes no drop', async () => {
  const { drop, caller } = await place({ pictureId: 'A'.repeat(22) })
  const call = { params: { dropId: drop.dropId }, body: { opensAt }, caller, key: newId('drop', NOW) }
  expect(code(await ask(templates.cloneDrop, call))).toBe('cover-missing')
})

test('a template is saved, listed, made into a drop, and removed; what was made of it stays', async () => {
  const { orgId, drop, caller } = await place()
  const params = { orgId }
  const saving = { params, body: { dropId: drop.dropId, name: '周末观影' }, caller, key: newId('drop', NOW) }
  const saved = await ask(templates.saveTemplate, saving)
  if (isRefusal(saved)) throw new Error(saved.refused)
  expect(code(await ask(templates.saveTemplate, saving))).toBe(200)
  const list = async () => {
    const told = await ask(templates.listTemplates, { params, caller })
    return isRefusal(told) ? told.refused : told.body.items.map(({ name, stock }) => [name, stock])
  }
  expect(await list()).toEqual([['周末观影', drop.stock]])
  const one = { orgId, templateId: saved.body.templateId }
  const making = { params: one, body: { opensAt }, caller, key: newId('drop', NOW) }
  const made = await ask(templates.makeFromTemplate, making)
  if (isRefusal(made)) throw new Error(made.refused)
  expect(made.body).toMatchObject({ opensAt, title: drop.title, state: 'draft' })
  for (let times = 0; times < 2; times++)
    expect(code(await ask(templates.removeTemplate, { params: one, caller }))).toBe(200)
  expect(await list()).toEqual([])
  expect(code(await ask(templates.makeFromTemplate, { ...making, key: newId('drop', NOW) }))).toBe(
    'template-unknown',
  )
  expect((await readDrop(made.body.dropId))?.title).toBe(drop.title)
})

test('another union’s templates and drops are not to be had', async () => {
  const { orgId, drop } = await place()
  const caller = operatorOf('org_CITY/org_OTHER')
  const call = { params: { dropId: drop.dropId }, body: { opensAt }, caller, key: newId('drop', NOW) }
  expect(code(await ask(templates.cloneDrop, call))).toBe('org-out-of-scope')
  expect(code(await ask(templates.listTemplates, { params: { orgId }, caller }))).toBe('org-out-of-scope')
})
