import '../../../infra/local/test-table.ts'
import { DAY_MS, later, SECOND_MS } from '@gonghui/shared/lib/instant'
import { expect, test } from 'vitest'
import { isRefusal } from '../../lib/server.ts'
import { claimDrop } from '../claim/claim.ts'
import { listDropDeeds } from '../day/deeds.ts'
import { getVoucher } from '../redemption/vouchers.ts'
import type { Drop } from './drop.rule.ts'
import { readDrop } from './drop.store.ts'
import { scheduleDrop } from './launch.ts'
import { rulesAt, rulesChanged } from './rules.rule.ts'
import { changeRules, listRules } from './rules.ts'
import { ask, draftDrop, NOW, operatorOf, someMember } from './test-drop.ts'

const caller = operatorOf()
const code = (answer: object & { status?: number }) => (isRefusal(answer) ? answer.refused : answer.status)
const drop = {
  phase: 'scheduled',
  opensAt: NOW,
  closesAt: later(NOW, 9),
  validUntil: later(NOW, DAY_MS),
  rules: '一',
  rulesVersion: 1,
} as Drop

test.each([
  ['a draft, which is edited', { phase: 'draft' }, '二', NOW, 'drop-step-impossible'],
  ['a lottery that people enter', { way: 'lottery' }, '二', NOW, 'drop-step-impossible'],
  ['a lottery before that', { way: 'lottery' }, '二', later(NOW, -1), 'changed'],
  ['the same text', {}, '一', NOW, 'same'],
  ['one that is closed, while its vouchers are good', {}, '二', later(NOW, 10), 'changed'],
  ['when they have ended', {}, '二', later(NOW, DAY_MS), 'drop-step-impossible'],
  ['the hundredth version', { rulesVersion: 99 }, '二', NOW, 'rules-many'],
] as const)('the rules of %s', (_, given, text, now, outcome) => {
  const told = rulesChanged({ ...drop, ...given } as Drop, text, now)
  expect(told.kind === 'refused' ? told.code : told.kind).toBe(outcome)
})

test('a version holds from its instant on, and the first from the beginning', () => {
  const rulesSince = [{ version: 2, from: later(NOW, 5) }]
  expect([NOW, later(NOW, 4), later(NOW, 5)].map((at) => rulesAt({ rulesSince }, at))).toEqual([1, 1, 2])
})

test('who claimed under a version reads that one for good; the next one who claims has the next', async () => {
  const { dropId } = await draftDrop({ rules: '凭券到店，付 1 元' })
  const params = { dropId }
  await ask(scheduleDrop, { params, caller })
  const [early, late] = [someMember(), someMember()]
  const claim = (who: typeof early, now: string) => ask(claimDrop, { params, body: {}, caller: who, now })
  const before = await claim(early, NOW)
  const body = { rules: '凭券到店，付 1 元，周末加 5 元', reason: '影院来函' }
  const change = () => ask(changeRules, { params, body, caller, now: later(NOW, SECOND_MS) })
  expect([code(await change()), code(await change())]).toEqual([200, 200])
  const after = await claim(late, later(NOW, 10 * SECOND_MS))
  const read = async (claimed: typeof before, who: typeof early) => {
    if (isRefusal(claimed)) throw new Error(claimed.refused)
    const { voucherId } = claimed.body.voucher
    const told = await ask(getVoucher, { params: { voucherId }, caller: who, now: later(NOW, 20_000) })
    return isRefusal(told) ? told.refused : [told.body.rulesVersion, told.body.rulesNow, told.body.rules]
  }
  expect(await read(before, early)).toEqual([1, 2, '凭券到店，付 1 元'])
  expect(await read(after, late)).toEqual([2, 2, '凭券到店，付 1 元，周末加 5 元'])
  const listed = await ask(listRules, { params, caller: undefined })
  expect(isRefusal(listed) || listed.body.versions.map(({ version, text }) => [version, text])).toEqual([
    [2, '凭券到店，付 1 元，周末加 5 元'],
    [1, '凭券到店，付 1 元'],
  ])
  const log = await ask(listDropDeeds, { params, query: {}, caller })
  expect(isRefusal(log) || log.body.items[0]).toMatchObject({
    deed: 'change-rules',
    reason: '影院来函',
    changes: [{ what: 'rules', from: '1', to: '2' }],
  })
  expect((await readDrop(dropId))?.rulesVersion).toBe(2)
})

test('a draft has no rules that anybody but its operators reads', async () => {
  const { dropId } = await draftDrop()
  expect(code(await ask(listRules, { params: { dropId }, caller: undefined }))).toBe('drop-unknown')
  const body = { rules: '二', reason: '改' }
  expect(code(await ask(changeRules, { params: { dropId }, body, caller }))).toBe('drop-step-impossible')
})
