import '../../../infra/local/test-table.ts'
import { PutCommand } from '@aws-sdk/lib-dynamodb'
import { DAY_MS, later, SECOND_MS } from '@gonghui/shared/lib/instant'
import { expect, test, vi } from 'vitest'
import { crashAt } from '../../../infra/local/test-faults.ts'
import type { StaffCaller } from '../../lib/caller.ts'
import { isRefusal } from '../../lib/server.ts'
import { keyOf } from '../../table/access-patterns.ts'
import { client, database, TABLE } from '../../table/database.ts'
import { claimDrop } from '../claim/claim.ts'
import { changeStock } from '../claim/stock-change.ts'
import type { Drop } from '../drop/drop.rule.ts'
import { readDrop } from '../drop/drop.store.ts'
import { getDrop } from '../drop/drops.ts'
import { pauseDrop, resumeDrop, scheduleDrop } from '../drop/launch.ts'
import {
  ask,
  draftDrop,
  NOW,
  operatorOf,
  publishedDrop,
  someMember,
  storedMember,
} from '../drop/test-drop.ts'
import { join, opening, word } from '../lottery/test-opening.ts'
import * as controls from './controls.ts'
import { listDropDeeds } from './deeds.ts'

const operator = operatorOf()
const reason = '影院设备故障'
const code = (answer: object & { status?: number }) => (isRefusal(answer) ? answer.refused : answer.status)

async function storedOrg(orgId: string): Promise<string> {
  const org = { orgId, name: '海风电子工会', level: 'workplace', path: `org_CITY/org_DISTRICT/${orgId}` }
  await database.send(new PutCommand({ TableName: TABLE, Item: { ...keyOf('an org', { orgId }), ...org } }))
  return orgId
}

const stop = (drop: Drop, orgId: string, caller = operator) =>
  ask(controls.stopOrg, { params: { dropId: drop.dropId }, body: { orgId, reason }, caller })
const resume = (drop: Drop, orgId: string) =>
  ask(controls.resumeOrg, { params: { dropId: drop.dropId, orgId }, body: { reason }, caller: operator })
const claim = (drop: Drop, caller = someMember()) =>
  ask(claimDrop, { params: { dropId: drop.dropId }, caller, body: {} })

async function deedsOn({ dropId }: Drop, caller: StaffCaller = operator) {
  const answer = await ask(listDropDeeds, { params: { dropId }, query: {}, caller })
  if (isRefusal(answer)) throw new Error(answer.refused)
  return answer.body.items
}

/** What the claim asks of the table, command by command. */
async function callsOf(deed: () => Promise<unknown>): Promise<number> {
  const send = vi.spyOn(database, 'send')
  await deed()
  const calls = send.mock.calls.length
  send.mockRestore()
  return calls
}

test('members of a stopped org are refused, those of others are not, and nobody’s claim asks for more', async () => {
  const drop = await publishedDrop()
  const orgId = await storedOrg('org_WORK')
  const beside = someMember()
  const other = { ...beside, member: { ...beside.member, orgPath: 'org_CITY/org_DISTRICT/org_SHOP' } }
  const before = await callsOf(() => claim(drop))
  expect(code(await stop(drop, orgId))).toBe(200)
  expect(code(await claim(drop))).toBe('org-stopped')
  expect(await callsOf(() => claim(drop, other))).toBeLessThanOrEqual(before)
  const page = await ask(getDrop, { params: { dropId: drop.dropId }, caller: someMember() })
  expect(isRefusal(page) || page.body.mayI).toMatchObject({ may: false, code: 'org-stopped' })
  expect(code(await resume(drop, orgId))).toBe(200)
  expect(code(await claim(drop))).toBe(201)
})

test('members of a stopped org are let into no opening', async () => {
  const drop = await opening(2)
  expect(word(await join(drop))).toBe('entered')
  await stop(drop, await storedOrg('org_WORK'))
  expect(word(await join(drop))).toBe('org-stopped')
})

test('a control that is repeated is one deed, and one for nothing is none', async () => {
  const drop = await publishedDrop()
  const orgId = await storedOrg('org_WORK')
  for (let times = 0; times < 3; times++) expect(code(await stop(drop, orgId))).toBe(200)
  expect(await deedsOn(drop)).toHaveLength(1)
})

test('of several who steer at once each is carried out, and each is in the log', async () => {
  const drop = await publishedDrop()
  const orgs = await Promise.all(['org_A', 'org_B', 'org_C'].map(storedOrg))
  const answers = await Promise.all(orgs.map((orgId) => stop(drop, orgId)))
  expect(answers.map(code)).toEqual([200, 200, 200])
  expect((await readDrop(drop.dropId))?.stoppedOrgs).toHaveLength(3)
  expect(await deedsOn(drop)).toHaveLength(3)
})

test.each(['before', 'after'] as const)(
  'a control that dies %s any call is done and noted, or neither; the repetition does it once',
  async (when) => {
    for (let nth = 1; ; nth++) {
      const drop = await publishedDrop({ stock: 1 })
      const orgId = await storedOrg('org_WORK')
      const injection = crashAt(client, nth, when)
      await stop(drop, orgId).catch(() => 'the function died')
      injection.stop()
      const stopped = (await readDrop(drop.dropId))?.stoppedOrgs?.length ?? 0
      expect(await deedsOn(drop)).toHaveLength(stopped)
      expect(code(await stop(drop, orgId))).toBe(200)
      expect(await deedsOn(drop)).toHaveLength(1)
      if (injection.calls() < nth) break
    }
  },
)

test('the log says of each deed who did it, from what to what, and why; the newest first', async () => {
  const { personId, sessionId, member } = await storedMember()
  const caller: StaffCaller = { ...operator, personId, sessionId, member }
  const { dropId, closesAt, stock } = await draftDrop({ ceiling: 64 })
  const params = { dropId }
  await ask(scheduleDrop, { params, caller })
  await ask(pauseDrop, { params, body: { reason }, caller, now: later(NOW, SECOND_MS / 2) })
  await ask(resumeDrop, { params, body: { reason: '修好了' }, caller, now: later(NOW, SECOND_MS) })
  const wanted = later(closesAt, DAY_MS)
  await ask(controls.extendDrop, {
    params,
    body: { closesAt: wanted, reason },
    caller,
    now: later(NOW, 2_000),
  })
  const change = { seen: stock, wanted: stock + 4, reason: '加场' }
  await ask(changeStock, { params, body: change, caller, key: `key-${dropId}`, now: later(NOW, 3_000) })
  await ask(controls.setBanner, {
    params,
    body: { text: '延到明天', reason },
    caller,
    now: later(NOW, 4_000),
  })
  const log = await deedsOn({ dropId } as Drop)
  expect(log.map(({ deed, reason: why, changes }) => [deed, why, changes])).toEqual([
    ['set-banner', reason, [{ what: 'banner', to: '延到明天' }]],
    ['change-stock', '加场', [{ what: 'stock', from: '50', to: '54' }]],
    ['extend', reason, [{ what: 'closesAt', from: closesAt, to: wanted }]],
    ['resume', '修好了', [{ what: 'state', from: 'paused', to: 'open' }]],
    ['pause', reason, [{ what: 'state', from: 'open', to: 'paused' }]],
    ['schedule', undefined, [{ what: 'state', from: 'draft', to: 'scheduled' }]],
  ])
  for (const deed of log) expect(deed).toMatchObject({ byMasked: '林**', byOrg: '南山区总工会' })
  expect(log.map(({ at }) => at)).toEqual(
    log
      .map(({ at }) => at)
      .toSorted()
      .toReversed(),
  )
})

test('a banner stands on the drop’s page for everybody', async () => {
  const { dropId } = await publishedDrop()
  await ask(controls.setBanner, { params: { dropId }, body: { text: '延到明天', reason }, caller: operator })
  const page = await ask(getDrop, { params: { dropId }, caller: undefined })
  expect(isRefusal(page) || page.body.drop.banner).toEqual({ text: '延到明天', at: NOW })
})

test('an operator of another district steers nothing and reads no log', async () => {
  const drop = await publishedDrop()
  const stranger = operatorOf('org_CITY/org_OTHER')
  expect(code(await stop(drop, await storedOrg('org_WORK'), stranger))).toBe('org-out-of-scope')
  await expect(deedsOn(drop, stranger)).rejects.toThrow('org-out-of-scope')
})
