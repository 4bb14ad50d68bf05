import '../../../infra/local/test-table.ts'
import { PutCommand } from '@aws-sdk/lib-dynamodb'
import type { DropPlan } from '@gonghui/shared/benefits/drop-plan'
import { later } from '@gonghui/shared/lib/instant'
import { expect, test } from 'vitest'
import { crashAt } from '../../../infra/local/test-faults.ts'
import type { StaffCaller } from '../../lib/caller.ts'
import { newId } from '../../lib/ids.ts'
import { isRefusal } from '../../lib/server.ts'
import { keyOf } from '../../table/access-patterns.ts'
import { client, database, TABLE } from '../../table/database.ts'
import { listDropDeeds } from '../day/deeds.ts'
import * as approvals from './approvals.ts'
import { readDrop } from './drop.store.ts'
import { createDrop, editDrop } from './drops.ts'
import { scheduleDrop } from './launch.ts'
import { ask, NOW, operatorOf, someOutlet } from './test-drop.ts'

const code = (answer: object & { status?: number }) => (isRefusal(answer) ? answer.refused : answer.status)

/** An org of its own for each test: its line and its threshold are nobody else's. */
async function place() {
  const orgId = newId('org', NOW)
  const org = { orgId, name: '南山区总工会', level: 'district', path: `org_CITY/${orgId}` }
  await database.send(new PutCommand({ TableName: TABLE, Item: { ...keyOf('an org', { orgId }), ...org } }))
  const [author, second] = [operatorOf(org.path), operatorOf(org.path)]
  const plan: DropPlan = {
    orgId,
    kind: 'film',
    title: '1 元观影',
    cover: 'film',
    rules: '每人限一张',
    listPriceFen: 4_500,
    memberPriceFen: 100,
    stock: 6_000,
    perMember: 1,
    audience: { orgIds: [orgId] },
    opensAt: later(NOW, 1_000),
    closesAt: later(NOW, 9_000),
    validUntil: later(NOW, 99_000),
    outletIds: [await someOutlet()],
    codes: 'generated',
    redeemedAt: 'here',
  }
  const draft = async (given: Partial<DropPlan> = {}) => {
    const made = await ask(createDrop, {
      body: { ...plan, ...given },
      caller: author,
      key: newId('drop', NOW),
    })
    if (isRefusal(made)) throw new Error(made.refused)
    return { dropId: made.body.dropId, revision: made.body.revision }
  }
  return { org, plan, author, second, draft }
}

type Draft = { readonly dropId: string; readonly revision: number }
const of = ({ dropId }: Draft) => ({ params: { dropId } })
const sendIn = (one: Draft, caller: StaffCaller) =>
  ask(approvals.askApproval, { ...of(one), body: { revision: one.revision }, caller })
const approve = (one: Draft, caller: StaffCaller) =>
  ask(approvals.approveDrop, { ...of(one), body: { revision: one.revision }, caller })
const refuse = (one: Draft, caller: StaffCaller) =>
  ask(approvals.refuseDrop, { ...of(one), body: { revision: one.revision, reason: '金额不对' }, caller })
const schedule = (one: Draft, caller: StaffCaller) => ask(scheduleDrop, { ...of(one), caller })
async function line(orgId: string, caller: StaffCaller) {
  const answer = await ask(approvals.listApprovals, { query: { orgId }, caller })
  if (isRefusal(answer)) throw new Error(answer.refused)
  return answer.body.items.map(({ drop, mayDecide }) => [drop.dropId, mayDecide] as const)
}

test('a large drop is scheduled only when a second operator has approved it, and who did is kept', async () => {
  const { org, author, second, draft } = await place()
  const one = await draft()
  expect(code(await schedule(one, author))).toBe('approval-missing')
  expect(code(await approve(one, second))).toBe('approval-not-asked')
  expect([code(await sendIn(one, author)), code(await sendIn(one, author))]).toEqual([200, 200])
  expect(await line(org.orgId, second)).toEqual([[one.dropId, true]])
  expect(await line(org.orgId, author)).toEqual([[one.dropId, false]])
  expect(code(await approve(one, author))).toBe('approval-own')
  expect(code(await schedule(one, second))).toBe('approval-missing')
  expect([code(await approve(one, second)), code(await approve(one, second))]).toEqual([200, 200])
  expect(await line(org.orgId, second)).toEqual([])
  expect(code(await schedule(one, author))).toBe(200)
  const log = await ask(listDropDeeds, { ...of(one), query: {}, caller: author })
  expect(isRefusal(log) || log.body.items.map(({ deed }) => deed).toSorted()).toEqual([
    'approve',
    'ask-approval',
    'schedule',
  ])
  const judged = (await readDrop(one.dropId))?.judgement
  expect(judged).toMatchObject({ askedBy: author.personId, decidedBy: second.personId, decidedAt: NOW })
})

test('an edit voids the approval, and takes the drop out of the line', async () => {
  const { org, plan, author, second, draft } = await place()
  const one = await draft()
  await sendIn(one, author)
  await approve(one, second)
  const edit = { revision: one.revision, plan: { ...plan, stock: 7_000 } }
  expect(code(await ask(editDrop, { ...of(one), body: edit, caller: author }))).toBe(200)
  expect(code(await schedule(one, author))).toBe('approval-missing')
  const next = { ...one, revision: one.revision + 1 }
  await sendIn(next, author)
  await ask(editDrop, { ...of(one), body: { ...edit, revision: next.revision }, caller: second })
  expect(await line(org.orgId, second)).toEqual([])
  expect(code(await approve(next, second))).toBe('drop-changed')
})

/** Does something once, between what a handler reads of drops and what it writes then. */
function afterDropsRead(deed: () => Promise<unknown>): void {
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const answer = await next(args)
      if (context.commandName === 'BatchGetItemCommand' && client.middlewareStack.remove('between'))
        await deed()
      return answer
    },
    { step: 'initialize', name: 'between' },
  )
}

test('a draft that is sent in again while somebody looks at the line stays in it', async () => {
  const { org, plan, author, second, draft } = await place()
  const one = await draft()
  await sendIn(one, author)
  const edit = { revision: one.revision, plan: { ...plan, stock: 7_000 } }
  await ask(editDrop, { ...of(one), body: edit, caller: author })
  const next = { ...one, revision: one.revision + 1 }
  afterDropsRead(() => sendIn(next, author))
  await line(org.orgId, second)
  expect(await line(org.orgId, second)).toEqual([[one.dropId, true]])
})

test('a refusal says why; what was refused is not scheduled, and may be sent in again', async () => {
  const { author, second, draft } = await place()
  const one = await draft()
  await sendIn(one, author)
  expect(code(await refuse(one, second))).toBe(200)
  expect(code(await approve(one, second))).toBe('approval-decided')
  const told = await ask(approvals.getApproval, { ...of(one), caller: author })
  expect(isRefusal(told) || told.body).toMatchObject({
    needed: true,
    approval: { state: 'refused', reason: '金额不对', isOfThisRevision: true },
  })
  expect(code(await schedule(one, author))).toBe('approval-missing')
  expect(code(await sendIn(one, author))).toBe(200)
  expect(code(await approve(one, second))).toBe(200)
})

test('of two who decide at once one has decided, and the other is told so', async () => {
  const { org, author, second, draft } = await place()
  const third = operatorOf(org.path)
  const one = await draft()
  await sendIn(one, author)
  const answers = await Promise.all([approve(one, second), refuse(one, third)])
  expect(answers.map(code).toSorted()).toEqual([200, 'approval-decided'])
})

test('an operator above approves; one of another district does not, and sees no line', async () => {
  const { org, author, draft } = await place()
  const one = await draft()
  await sendIn(one, author)
  const stranger = operatorOf('org_CITY/org_OTHER')
  expect(code(await approve(one, stranger))).toBe('org-out-of-scope')
  await expect(line(org.orgId, stranger)).rejects.toThrow('org-out-of-scope')
  expect(code(await approve(one, operatorOf('org_CITY')))).toBe(200)
})

test('the threshold is a cadre’s to set, once for each change, and holds at once for the union and those below', async () => {
  const { org, author, draft } = await place()
  const cadre: StaffCaller = {
    ...author,
    grants: [{ role: 'cadre', orgId: org.orgId, orgPath: org.path, orgName: org.name }],
  }
  const body = { orgId: org.orgId, units: 10, fen: 100_000_000, reason: '新人多，先看紧一点' }
  const small = await draft({ stock: 11 })
  for (let times = 0; times < 2; times++)
    expect(code(await ask(approvals.setApprovalRule, { body, caller: cadre, now: later(NOW, times) }))).toBe(
      200,
    )
  expect(code(await schedule(small, author))).toBe('approval-missing')
  expect(code(await schedule(await draft({ stock: 10 }), author))).toBe(200)
  const stranger = {
    ...cadre,
    grants: [{ ...cadre.grants[0], orgPath: 'org_CITY/org_OTHER' }],
  } as StaffCaller
  expect(code(await ask(approvals.setApprovalRule, { body, caller: stranger }))).toBe('org-out-of-scope')
})

test.each(['before', 'after'] as const)(
  'an approval that dies %s any call stands and is noted, or neither; the repetition does it once',
  async (when) => {
    const { author, second, draft } = await place()
    for (let nth = 1; ; nth++) {
      const one = await draft()
      await sendIn(one, author)
      const injection = crashAt(client, nth, when)
      await approve(one, second).catch(() => 'the function died')
      injection.stop()
      expect(code(await approve(one, second))).toBe(200)
      const log = await ask(listDropDeeds, { ...of(one), query: {}, caller: author })
      expect(isRefusal(log) || log.body.items.filter(({ deed }) => deed === 'approve')).toHaveLength(1)
      if (injection.calls() < nth) break
    }
  },
)
