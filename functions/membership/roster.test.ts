import '../../infra/local/test-table.ts'
import '../../infra/local/test-storage.ts'
import { instantOf, later } from '@gonghui/shared/lib/instant'
import { expect, test } from 'vitest'
import { full } from '../../infra/local/test-effort.ts'
import { crashAt } from '../../infra/local/test-faults.ts'
import { LEASE_MS } from '../lib/jobs.rule.ts'
import { runJob, type Works } from '../lib/jobs.ts'
import { isRefusal } from '../lib/server.ts'
import { bytesOf, type Column, xlsxOf } from '../lib/sheet-writing.ts'
import { client } from '../table/database.ts'
import { listApplications } from './decisions.ts'
import { readMemberOf } from './member.store.ts'
import { addToRoster, readRosterEntry } from './roster.store.ts'
import { importRosterWork } from './roster-work.ts'
import {
  anotherOrg,
  cadre,
  clock,
  csv,
  csvOf,
  imported,
  jobOf,
  list,
  onRoster,
  people,
  started,
  union,
  waiter,
  working,
} from './test-roster.ts'
import { ask, toldTo } from './test-union.ts'

const two = ['王 芳,１３７００００1001,女职工', '李明,+86 137 0000 1002,']
const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(csv(...two).toString(), 'utf16le')])
// 姓名,手机号 / 王芳,13700001001 / 李明,13700001002 in GBK.
const gbk = Buffer.from(
  'd0d5c3fb2ccad6bbfabac50acdf5b7bc2c31333730303030313030310ac0eec3f72c31333730303030313030320a',
  'hex',
)
const columns: readonly Column[] = ['姓名', '手机号', '标签'].map((title) => ({ title, kind: 'text' }))
const xlsx = () =>
  bytesOf(
    xlsxOf(
      columns,
      two.map((row) => row.split(',')),
    ),
  )

test.each([
  ['UTF-8', () => csv(...two)],
  ['UTF-16', () => utf16],
  ['GBK', () => gbk],
  ['XLSX', xlsx],
])(
  'a file in %s is taken whole, and admits who applies with name and phone as they type them',
  async (_, file) => {
    const org = await anotherOrg()
    const job = await imported(await file(), { orgId: org.orgId })
    expect(job).toMatchObject({
      state: 'done',
      result: { lines: 2, fresh: 2, known: 0, repeated: 0, admitted: 0 },
    })
    expect(await readRosterEntry(org, { name: '王芳', phone: '13700001001' })).toBeDefined()
    expect(await list(org.orgId)).toMatchObject({
      lines: 2,
      items: [
        { nameMasked: '王*', phoneMasked: '137****1001', taken: false },
        { nameMasked: '李*', phoneMasked: '137****1002', taken: false },
      ],
    })
  },
)

test('a dry run tells what would be, and changes nothing', async () => {
  const [known, fresh, waits] = people(3)
  if (!known || !fresh || !waits) throw new Error('three are needed')
  await addToRoster(union.workplace.orgId, [known])
  const { caller } = await waiter(waits.name, waits.phone)
  const before = (await list()).lines
  const file = csv(...[known, fresh, fresh, waits].map(({ name, phone }) => `${name},${phone}`), '赵六,1')
  const job = await imported(file, { dryRun: true })
  expect(job).toMatchObject({
    state: 'done',
    result: { dryRun: true, lines: 5, fresh: 2, known: 1, repeated: 1, admitted: 1, faults: { phone: 1 } },
  })
  expect(job.download?.saveAs).toBe('名册问题行.csv')
  expect(await onRoster([fresh, waits])).toBe(0)
  expect(await readMemberOf(caller.personId)).toBeUndefined()
  expect((await list()).lines).toBe(before)
})

test('with one bad line nothing is taken; the report names it, and the file of the bad lines has all', async () => {
  const good = people(3)
  const job = await imported(
    csv(...good.map(({ name, phone }) => `${name},${phone}`), '=1+1,02012345', ',13700002001'),
  )
  expect(job).toMatchObject({ state: 'failed', problem: { code: 'roster-rejected' } })
  expect(job.result).toMatchObject({
    faults: { name: 1, phone: 1 },
    badLines: [
      { line: 5, reason: '手机号要 11 位，以 1 开头' },
      { line: 6, reason: '姓名要 1 到 40 个字' },
    ],
  })
  const told = await (await fetch(job.download?.url ?? '')).text()
  expect(told.split('\r\n').slice(1, 3)).toEqual([
    '5,\'=1+1,"02012345\t",手机号要 11 位，以 1 开头',
    '6,,13700002001,姓名要 1 到 40 个字',
  ])
  expect(await onRoster(good)).toBe(0)
})

test.each([
  ['no columns of names and phones', Buffer.from('工号,部门\n7,车间'), 'roster-head-missing'],
  ['a head and no line', csv(), 'file-empty'],
  ['no table', Buffer.from('%PDF-1.7 ...'), 'file-not-a-table'],
])('a file with %s is refused', async (_, file, code) => {
  expect(await imported(file)).toMatchObject({ state: 'failed', problem: { code } })
})

test('entries that come later admit who waits already, once; the others go on waiting', async () => {
  const [named, unnamed] = people(2)
  if (!named || !unnamed) throw new Error('two are needed')
  const [first, second] = [await waiter(named.name, named.phone), await waiter(unnamed.name, unnamed.phone)]
  const job = await imported(csv(`${named.name},${named.phone},劳模`))
  expect(job).toMatchObject({ state: 'done', result: { fresh: 1, admitted: 1 } })
  const member = await readMemberOf(first.caller.personId)
  expect(member).toMatchObject({ verifiedBy: 'roster', tags: ['劳模'], orgId: union.workplace.orgId })
  expect((await readRosterEntry(union.workplace, named))?.takenBy).toBe(member?.memberId)
  expect(await readMemberOf(second.caller.personId)).toBeUndefined()
  const queue = await ask(listApplications, { caller: cadre, query: { orgId: union.workplace.orgId } })
  if (isRefusal(queue)) throw new Error(queue.refused)
  const waiting = queue.body.items.map(({ applicationId }) => applicationId)
  expect(waiting).toContain(second.applicationId)
  expect(waiting).not.toContain(first.applicationId)
  expect(await toldTo(first.caller)).toMatchObject([
    { kind: 'application-admitted', applicationId: first.applicationId },
  ])
  expect(await toldTo(second.caller)).toEqual([])
})

test('before its last write an import admits nobody, and while it runs no other file is taken', async () => {
  const some = people(120)
  const jobId = await started(csvOf(some))
  const half: Works = {
    'membership.import-roster': async function* (job) {
      for await (const step of importRosterWork(job)) {
        yield step as never
        if (step.progress.done > 0) throw new Error('the function died')
      }
      throw new Error('it went through')
    },
  }
  await runJob(jobId, { ...working, works: half })
  expect(await onRoster(some)).toBe(0)
  const other = people(1)
  expect(await imported(csvOf(other))).toMatchObject({ state: 'failed', problem: { code: 'roster-busy' } })
  await runJob(jobId, { ...working, clock: () => later(clock(), LEASE_MS) })
  expect(await jobOf(jobId)).toMatchObject({ state: 'done', result: { fresh: 120 } })
  expect(await onRoster(some)).toBe(120)
  expect(await imported(csvOf(other))).toMatchObject({ state: 'done' })
})

test('what a dead import left is written over by the next', async () => {
  const some = people(60)
  const jobId = await started(csvOf(some))
  const dying: Works = {
    'membership.import-roster': async function* (job) {
      for await (const step of importRosterWork(job)) {
        yield step as never
        if (step.progress.done > 0) return { state: 'failed', problem: { code: 'job-gave-up' } } as const
      }
      throw new Error('it went through')
    },
  }
  await runJob(jobId, { ...working, works: dying })
  expect(await onRoster(some)).toBe(0)
  expect(await imported(csvOf(some.slice(0, 40)))).toMatchObject({
    state: 'done',
    result: { fresh: 40, known: 0 },
  })
  expect(await onRoster(some)).toBe(40)
})

test.each(['before', 'after'] as const)(
  'an import that crashes %s any of its calls goes on, and brings and admits each once',
  async (when) => {
    let at = Date.now()
    const patient = { ...working, clock: () => instantOf(at) }
    for (let nth = 1; ; nth += full ? 1 : 9) {
      const some = people(60)
      const lines = (await list()).lines
      const { caller } = await waiter(some[7]?.name ?? '', some[7]?.phone ?? '')
      const jobId = await started(csvOf(some))
      at = Date.now()
      const injection = crashAt(client, nth, when)
      await runJob(jobId, patient).catch(() => 'the function died')
      injection.stop()
      at += LEASE_MS + 1_000
      await runJob(jobId, patient)
      expect(await jobOf(jobId)).toMatchObject({ state: 'done', result: { fresh: 60, admitted: 1 } })
      expect(await readMemberOf(caller.personId)).toMatchObject({ verifiedBy: 'roster' })
      expect((await list()).lines).toBe(lines + 60)
      if (injection.calls() < nth) break
    }
  },
)
