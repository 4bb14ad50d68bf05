import '../../infra/local/test-table.ts'
import { DAY_MS, later } from '@gonghui/shared/lib/instant'
import { expect, test } from 'vitest'
import { apply } from './applications.ts'
import { approveApplication, refuseApplication } from './decisions.ts'
import { createJoinCode, getJoinCode } from './join-codes.ts'
import { readOrgNow } from './org-lookup.store.ts'
import { closeOrg } from './org-tree.ts'
import { census } from './test-census.ts'
import { ask, makeUnion, NOW, newJoinCode, newPerson, newStaff, proven } from './test-union.ts'

test('a closed org takes nobody in: not by its codes, not who waits, and no code is made for it', async () => {
  const union = await makeUnion()
  const cadre = await newStaff('cadre', union.city)
  const { orgId } = union.workplace
  const { scene, cadre: keeper } = await newJoinCode(union.workplace)
  const plan = { label: '大会现场', cap: 5, expiresAt: later(NOW, DAY_MS), admitsAtOnce: true }
  const make = (key: string) => ask(createJoinCode, { caller: keeper, key, body: { orgId, ...plan } })
  const atOnce = await make('key-of-closed-org')
  if ('refused' in atOnce) throw new Error(atOnce.refused)
  const [first, ...others] = await Promise.all(Array.from({ length: 3 }, newPerson))
  if (!first) throw new Error('nobody is there')
  const filed = await ask(apply, { caller: first, body: await proven(first, { scene }) })
  if ('refused' in filed) throw new Error(filed.refused)
  const { revision = 0 } = (await readOrgNow(orgId)) ?? {}
  expect(await ask(closeOrg, { caller: cadre, params: { orgId }, body: { revision } })).toHaveProperty('body')
  for (const [i, code] of [scene, atOnce.body.scene].entries()) {
    const caller = others[i] ?? first
    expect(await ask(getJoinCode, { caller, params: { scene: code } })).toMatchObject({
      body: { state: 'revoked' },
    })
    const body = await proven(caller, { scene: code })
    expect(await ask(apply, { caller, body })).toMatchObject({ refused: 'join-code-revoked' })
  }
  const { applicationId } = filed.body.application
  const params = { applicationId }
  expect(await ask(approveApplication, { caller: cadre, params })).toMatchObject({ refused: 'org-closed' })
  expect(await make('key-of-a-late-code')).toEqual({ refused: 'org-closed' })
  const body = { reason: '工会已撤销' }
  expect(await ask(refuseApplication, { caller: cadre, params, body })).toMatchObject({ status: 200 })
  for (const { counted, found } of await census(union.city.orgId)) expect(counted).toBe(found)
})
