import '../../../infra/local/test-table.ts'
import type { DropPlan } from '@gonghui/shared/benefits/drop-plan'
import { CSV_TYPE } from '@gonghui/shared/lib/files'
import { DAY_MS, later } from '@gonghui/shared/lib/instant'
import { expect, test } from 'vitest'
import { full } from '../../../infra/local/test-effort.ts'
import { crashAt } from '../../../infra/local/test-faults.ts'
import { scanTable } from '../../../infra/proofs/test-scan.ts'
import { LEASE_MS } from '../../lib/jobs.rule.ts'
import { runJob, type Works } from '../../lib/jobs.ts'
import { isRefusal } from '../../lib/server.ts'
import { columnOfTexts, goodFiles } from '../../lib/test-sheets.ts'
import { client } from '../../table/database.ts'
import { readDrop, replaceDrop } from '../drop/drop.store.ts'
import { editDrop } from '../drop/drops.ts'
import { planOf } from '../drop/pattern.rule.ts'
import { ask, draftDrop, NOW, operatorOf } from '../drop/test-drop.ts'
import { storeOrgs } from '../redemption/test-spending.ts'
import { codeOf } from './codes.store.ts'
import { importCodes, uploadCodes } from './codes.ts'
import { imported, jobOf, lines, started, working } from './test-codes.ts'

const wanting = (given: Parameters<typeof draftDrop>[0] = {}) => draftDrop({ codes: 'imported', ...given })
const now = async ({ dropId }: { dropId: string }) => {
  const drop = await readDrop(dropId)
  if (!drop) throw new Error('the drop is gone')
  return drop
}
const allOf = async (drop: { dropId: string }) => {
  const read = await now(drop)
  return Promise.all(Array.from({ length: read.codesCount }, (_, i) => codeOf(read, i)))
}
type Judged = { cursor: { chunks: number }; progress: { done: number; total: number } }
let names = 0
/** Codes that no other test has imported. */
const fresh = (count: number) => lines(count, `N${++names}`)

test('a file is imported whole, shows how far it is, and replaces the batch before', async () => {
  const drop = await wanting()
  expect(await imported(drop, fresh(250))).toMatchObject({
    state: 'done',
    progress: { done: 250, total: 250 },
    result: { count: 250, badLines: [] },
  })
  expect((await now(drop)).codesCount).toBe(250)
  const second = fresh(120)
  expect(await imported(drop, second)).toMatchObject({ state: 'done', result: { count: 120 } })
  expect(await allOf(drop)).toEqual(second.toString().split('\n'))
})

const good = await goodFiles()
test.each(Object.keys(good))('codes are taken from %s', async (name) => {
  const drop = await wanting({ orgPath: `org_${name}/org_DISTRICT` })
  const caller = operatorOf(drop.orgPath)
  const jobId = await started(drop, good[name] ?? Buffer.alloc(0), { caller })
  await runJob(jobId, working)
  expect(await jobOf(jobId, caller)).toMatchObject({ state: 'done', result: { count: 2 } })
  expect(await allOf(drop)).toEqual(['AB12-0001', 'AB12-0002'])
})

test('a bad file leaves the codes that were there; the report counts, and the file of the bad lines names all', async () => {
  const drop = await wanting({ title: '新片首映' })
  const kept = fresh(150)
  await imported(drop, kept)
  const older = await wanting({ title: '春日观影' })
  await imported(older, Buffer.from('OLDER-01\nOLDER-02'))
  const day = later(drop.validUntil, -2 * DAY_MS).slice(0, 10)
  const rows = ['code,expires', 'GOOD-01', 'GOOD-01', '=1+1 x', `EARLY-01,${day}`]
  const first = await imported(drop, Buffer.from(rows.join('\n')))
  expect(first).toMatchObject({
    state: 'failed',
    problem: { code: 'codes-rejected' },
    result: { count: 1, faults: { format: 1, expiry: 1, repeated: 1, 'used-before': 0 } },
  })
  const told = Buffer.from(await (await fetch(first.download?.url ?? '')).arrayBuffer()).toString()
  expect(told.split('\r\n').slice(0, 4)).toEqual([
    '\uFEFF行号,券码,问题',
    '3,GOOD-01,与第 2 行重复',
    "4,'=1+1 x,券码要 4–64 位，只用字母、数字和符号",
    `5,EARLY-01,${day} 到期，早于券的有效期`,
  ])
  const second = await imported(drop, Buffer.from('GOOD-01\nOLDER-02\nGOOD-02'))
  expect(second.result).toEqual({
    count: 2,
    faults: { format: 0, expiry: 0, repeated: 0, 'used-before': 1 },
    badLines: [{ line: 2, reason: '“春日观影”已经导入过这个券码' }],
  })
  expect(await allOf(drop)).toEqual(kept.toString().split('\n'))
  // What was refused is free for others.
  expect(await imported(older, Buffer.from('GOOD-01\nGOOD-02'))).toMatchObject({ state: 'done' })
  // And what a batch has been replaced by others is, too.
  expect(await imported(drop, Buffer.from('OLDER-02\nGOOD-03'))).toMatchObject({ state: 'done' })
})

test('the same code may come for another kind of drop, and in another city', async () => {
  const file = fresh(3)
  await imported(await wanting(), file)
  expect(await imported(await wanting(), file)).toMatchObject({ state: 'failed' })
  expect(await imported(await wanting({ kind: 'meal' }), file)).toMatchObject({ state: 'done' })
  const elsewhere = await wanting({ orgPath: 'org_OTHER/org_X' })
  const caller = operatorOf('org_OTHER')
  const jobId = await started(elsewhere, file, { caller })
  await runJob(jobId, working)
  expect((await jobOf(jobId, caller)).state).toBe('done')
})

test('of drops that import one code at the same time no two have it', async () => {
  const file = fresh(200)
  const drops = await Promise.all([1, 2, 3].map(() => wanting()))
  await Promise.all(drops.map((drop) => imported(drop, file)))
  const have = (await Promise.all(drops.map(now))).filter(({ codesCount }) => codesCount > 0)
  expect(have.length).toBeLessThanOrEqual(1)
})

test.each(['before', 'after'] as const)(
  'an import that crashes %s any of its calls goes on, and brings each code once',
  async (when) => {
    let at = Date.now()
    const patient = { ...working, clock: () => new Date(at).toISOString() }
    for (let nth = 1; ; nth += full ? 1 : 5) {
      const drop = await wanting()
      const file = fresh(250)
      const caller = operatorOf()
      const jobId = await started(drop, file, { caller })
      at = Date.now()
      const injection = crashAt(client, nth, when)
      await runJob(jobId, patient).catch(() => 'the function died')
      injection.stop()
      at += LEASE_MS + 1_000
      await runJob(jobId, patient)
      expect(await jobOf(jobId, caller)).toMatchObject({ state: 'done', result: { count: 250 } })
      expect(await allOf(drop)).toEqual(file.toString().split('\n'))
      if (injection.calls() < nth) break
    }
  },
)

test('a plan that changes during the import is not given codes that were judged for another', async () => {
  const drop = await wanting()
  const caller = operatorOf()
  const jobId = await started(drop, fresh(10), { caller })
  const longer = { ...drop, validUntil: later(drop.validUntil, DAY_MS), revision: drop.revision + 1 }
  const steps = working.works['benefits.import-codes']
  const edited: Works = {
    'benefits.import-codes': async function* (job) {
      const work = steps(job)
      yield (await work.next()).value as Judged
      await replaceDrop(drop, longer)
      return yield* work
    },
  }
  await runJob(jobId, { ...working, works: edited })
  expect(await jobOf(jobId, caller)).toMatchObject({ state: 'failed', problem: { code: 'drop-changed' } })
  expect((await now(drop)).codesCount).toBe(0)
})

/** Rows that hold a drop's codes, or tell of which they were. */
const codesLeft = async ({ dropId }: { dropId: string }) =>
  [...(await scanTable()).keys()].filter((key) => /^(CODES|SEEN)#/.test(key) && key.includes(dropId))

test('codes that an edit drops are free for other drops, and none lies about', async () => {
  await storeOrgs()
  const file = fresh(250)
  const drop = await wanting()
  await imported(drop, file)
  const edit = async (change: Partial<DropPlan>) => {
    const read = await now(drop)
    const body = { revision: read.revision, plan: { ...planOf(read), ...change } }
    return ask(editDrop, { params: { dropId: drop.dropId }, body, caller: operatorOf() })
  }
  const kept = await codesLeft(drop)
  expect(kept.length).toBeGreaterThan(3)
  await edit({ title: '春日观影' })
  expect(await codesLeft(drop)).toEqual(kept)
  await edit({ kind: 'meal', codes: 'generated' })
  expect(await codesLeft(drop)).toEqual([])
  expect(await imported(await wanting(), file)).toMatchObject({ state: 'done' })
})

test('what a crash leaves of an edit that drops codes goes with the next edit', async () => {
  await storeOrgs()
  for (let nth = 1; ; nth++) {
    const drop = await wanting()
    await imported(drop, fresh(250))
    const edit = async () => {
      const read = await now(drop)
      const body = { revision: read.revision, plan: { ...planOf(read), codes: 'generated' } as const }
      return ask(editDrop, { params: { dropId: drop.dropId }, body, caller: operatorOf() })
    }
    const injection = crashAt(client, nth, 'after')
    await edit().catch(() => 'the function died')
    injection.stop()
    await edit()
    expect(await codesLeft(drop)).toEqual([])
    if (injection.calls() < nth) break
  }
})

test('only an operator of the drop may send a file, for a draft that wants codes, and of a table’s kind and size', async () => {
  const body = { type: CSV_TYPE, size: 100 } as const
  const fileId = 'A'.repeat(22)
  const code = (answer: object & { status?: number }) => (isRefusal(answer) ? answer.refused : answer.status)
  const both = async (drop: { dropId: string }, caller = operatorOf()) => {
    const params = { dropId: drop.dropId }
    return [
      code(await ask(uploadCodes, { params, caller, body })),
      code(await ask(importCodes, { params, caller, body: { fileId }, key: `key-${++names}-of-test` })),
    ]
  }
  const drop = await wanting()
  expect(await both(drop)).toEqual([201, 202])
  expect(await both(drop, operatorOf('org_CITY/org_OTHER'))).toEqual(['org-out-of-scope', 'org-out-of-scope'])
  expect(await both(await draftDrop())).toEqual(['codes-not-wanted', 'codes-not-wanted'])
  expect(await both({ dropId: 'drp_01J00000000000000000000000' })).toEqual(['drop-unknown', 'drop-unknown'])
  expect(await both(await wanting({ phase: 'scheduled' }))).toEqual(['drop-not-draft', 'drop-not-draft'])
})

test('a file that never came is said to be missing', async () => {
  const drop = await wanting()
  const caller = operatorOf()
  const params = { dropId: drop.dropId }
  const asked = { params, caller, now: NOW, key: 'key-of-nothing', body: { fileId: 'B'.repeat(22) } }
  const job = await ask(importCodes, asked)
  if (isRefusal(job)) throw new Error(job.refused)
  await runJob(job.body.jobId, working)
  expect(await jobOf(job.body.jobId, caller)).toMatchObject({ problem: { code: 'file-missing' } })
})

test.runIf(full)('fifty thousand codes from an XLSX take less than a minute', async () => {
  const file = await columnOfTexts(
    Array.from({ length: 50_000 }, (_, i) => `BIG-${i}-${(i * 7919) % 99_991}`),
  )
  const drop = await wanting()
  const startedMs = performance.now()
  expect(await imported(drop, file)).toMatchObject({ state: 'done', result: { count: 50_000 } })
  const seconds = (performance.now() - startedMs) / 1_000
  console.log(`50 000 codes from an XLSX of ${(file.length / 1e6).toFixed(1)} MB: ${seconds.toFixed(1)} s`)
  expect(seconds).toBeLessThan(60)
})
