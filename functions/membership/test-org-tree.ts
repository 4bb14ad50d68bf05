/** For tests: a city union whose tree is changed by its cadre, and what must hold of it then. */
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import type { Org } from '@gonghui/shared/lib/org'
import { expect, vi } from 'vitest'
import { newId } from '../lib/ids.ts'
import { database } from '../table/database.ts'
import { putOrg } from './org.store.ts'
import { readOrgNow } from './org-lookup.store.ts'
import { createOrg, mergeOrg, moveOrg } from './org-tree.ts'
import { census, strayPaths } from './test-census.ts'
import { ask, makeUnion, NOW, newStaff } from './test-union.ts'

export const union = await makeUnion()
export const cadre = await newStaff('cadre', union.city)
export const futian = await putOrg({
  orgId: newId('org', NOW),
  name: '福田区总工会',
  level: 'district',
  parentId: union.city.orgId,
})

let keys = 0
export async function newOrg(name: string, above: Org, level: Org['level']) {
  const body = { aboveId: above.orgId, name, level }
  const made = await ask(createOrg, { caller: cadre, key: `key-of-tree-${++keys}`, body })
  if ('refused' in made) throw new Error(made.refused)
  return made.body
}
export const seen = async (orgId: string) => {
  const org = await readOrgNow(orgId)
  if (!org) throw new Error('no such org')
  return org
}
export const move = async (orgId: string, aboveId: string) =>
  ask(moveOrg, {
    caller: cadre,
    params: { orgId },
    body: { revision: (await seen(orgId)).revision, aboveId },
  })
export const merge = async (orgId: string, intoId: string) =>
  ask(mergeOrg, {
    caller: cadre,
    params: { orgId },
    body: { revision: (await seen(orgId)).revision, intoId },
  })
export const rightCounts = async () => {
  for (const { orgId, counted, found } of await census(union.city.orgId))
    expect([orgId, counted]).toEqual([orgId, found])
  expect(await strayPaths(union.city.orgId)).toEqual([])
}

/** Does something once, right before the first transaction of which a part is meant is sent. */
export function rightBefore(isMeant: (part: string) => boolean, what: () => Promise<unknown>) {
  const send = database.send.bind(database)
  const spy = vi.spyOn(database, 'send').mockImplementation((async (command: TransactWriteCommand) => {
    if (command instanceof TransactWriteCommand && isMeant(JSON.stringify(command.input))) {
      spy.mockRestore()
      await what()
    }
    return send(command)
  }) as typeof database.send)
}

/** Lets something send so many transactions, and dies. @returns whether it was cut off. */
export async function diesAfter(transactions: number, what: () => Promise<unknown>): Promise<boolean> {
  const send = database.send.bind(database)
  let left = transactions
  const spy = vi.spyOn(database, 'send').mockImplementation((async (command: TransactWriteCommand) => {
    if (command instanceof TransactWriteCommand && left-- <= 0) throw new Error('died')
    return send(command)
  }) as typeof database.send)
  try {
    await what()
    return false
  } catch (error) {
    if (!(error instanceof Error) || error.message !== 'died') throw error
    return true
  } finally {
    spy.mockRestore()
  }
}
