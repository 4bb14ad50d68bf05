import '../../infra/local/test-table.ts'
import { expect, test } from 'vitest'
import { importOrgs } from './org-import.ts'
import { findOrgs } from './org-tree.ts'
import { carryThroughOrgs } from './org-work.ts'
import {
  cadre,
  diesAfter,
  futian,
  move,
  newOrg,
  rightBefore,
  rightCounts,
  seen,
  union,
} from './test-org-tree.ts'
import { ask, NOW, runAt } from './test-union.ts'

test('an import says first what it would do, does it once, and finds nothing to do the second time', async () => {
  const csv = [
    '名称,级别,上级,原名称',
    '桃源街道总工会,街道,南山区总工会,',
    '桃源中学工会,基层,桃源街道总工会,',
    '粤海街道工会联合会,街道,南山区总工会,粤海街道总工会',
    '海风电子工会,基层,粤海街道工会联合会,',
    '山海物流工会,基层,桃源街道总工会,',
  ].join('\n')
  const params = { orgId: union.district.orgId }
  const run = (text: string, dryRun: boolean) =>
    ask(importOrgs, { caller: cadre, params, body: { csv: text, dryRun } })
  const counts = { create: 2, rename: 1, move: 1, same: 1, wrong: 0 }
  expect(await run(csv, true)).toMatchObject({ body: { counts, done: false } })
  expect(JSON.stringify(await ask(findOrgs, { query: { name: '桃源' } }))).not.toContain('桃源')
  expect(await run(csv, false)).toMatchObject({ body: { counts, done: true } })
  expect(JSON.stringify(await ask(findOrgs, { query: { name: 'ty' } }))).toContain('桃源街道总工会')
  expect(await run(csv, false)).toMatchObject({ body: { counts: { same: 5, wrong: 0 }, lines: [] } })
  const bad = '名称,级别,上级\n某工会,基层,没有的工会\n某区,区,南山区总工会\n,基层,南山区总工会'
  expect(await run(bad, false)).toMatchObject({
    body: {
      counts: { wrong: 3 },
      done: false,
      lines: [{ line: 2, words: '没有找到上级“没有的工会”' }, {}, {}],
    },
  })
  expect(await run('随便写的', true)).toEqual({ refused: 'org-import-unreadable' })
  await rightCounts()
})

test('an import that was cut off anywhere goes on when the same file is imported again', async () => {
  const csv = (n: number) =>
    [
      '名称,级别,上级,原名称',
      `甲${n}街道联合会,街道,南山区总工会,甲${n}街道总工会`,
      `乙${n}联合工会,基层,甲${n}街道联合会,乙${n}工会`,
      `丙${n}联合工会,基层,甲${n}街道联合会,丙${n}工会`,
      `丁${n}工会,基层,甲${n}街道联合会,`,
    ].join('\n')
  const run = async (n: number) => {
    const params = { orgId: union.district.orgId }
    return ask(importOrgs, { caller: cadre, params, body: { csv: csv(n), dryRun: false } })
  }
  let isCut = true
  for (let sent = 1; isCut; sent++) {
    const [one, two] = [
      await newOrg(`甲${sent}街道总工会`, union.district, 'street'),
      await newOrg(`戊${sent}街道总工会`, union.district, 'street'),
    ]
    await newOrg(`乙${sent}工会`, { ...union.street, ...one }, 'workplace')
    await newOrg(`丙${sent}工会`, { ...union.street, ...two }, 'workplace')
    isCut = await diesAfter(sent, () => run(sent))
    expect(await run(sent)).toMatchObject({ body: { counts: { wrong: 0 }, done: true } })
    expect(await run(sent)).toMatchObject({ body: { counts: { same: 4 } } })
  }
  await carryThroughOrgs(runAt(NOW))
  await rightCounts()
})

test('lines that somebody else was faster at, and what hangs on them, are told as not imported', async () => {
  const street = await newOrg('旧名街道总工会', union.district, 'street')
  const params = { orgId: union.district.orgId }
  const run = (lines: string) =>
    ask(importOrgs, {
      caller: cadre,
      params,
      body: { csv: `名称,级别,上级,原名称\n${lines}`, dryRun: false },
    })
  const isOf = (name: string) => (part: string) => part.includes(`"name":"${name}"`)
  rightBefore(isOf('抢先街道总工会'), () => newOrg('抢先街道总工会', union.district, 'street'))
  const two =
    '抢先街道总工会,街道,南山区总工会,\n抢先机电工会,基层,抢先街道总工会,\n余下街道总工会,街道,南山区总工会,'
  const notDone = { deed: 'wrong', words: expect.stringContaining('没有导入') }
  expect(await run(two)).toMatchObject({
    body: { counts: { create: 1, wrong: 2 }, done: false, lines: [notDone, notDone, { deed: 'create' }] },
  })
  rightBefore(isOf('新名街道总工会'), () => move(street.orgId, futian.orgId))
  expect(await run('新名街道总工会,街道,南山区总工会,旧名街道总工会')).toMatchObject({
    body: { counts: { rename: 0, wrong: 1 }, done: false, lines: [notDone] },
  })
  expect((await seen(street.orgId)).name).toBe('旧名街道总工会')
  await rightCounts()
})
