import '../../../infra/local/test-table.ts'
import '../../../infra/local/test-storage.ts'
import { createHash, randomUUID } from 'node:crypto'
import type { ExportList } from '@gonghui/shared/benefits/exports'
import { type Instant, later, SECOND_MS } from '@gonghui/shared/lib/instant'
import { expect, test } from 'vitest'
import * as yauzl from 'yauzl'
import { full } from '../../../infra/local/test-effort.ts'
import { crashAt } from '../../../infra/local/test-faults.ts'
import type { StaffCaller } from '../../lib/caller.ts'
import { LEASE_MS } from '../../lib/jobs.rule.ts'
import { runJob } from '../../lib/jobs.ts'
import { isRefusal } from '../../lib/server.ts'
import { readSheet } from '../../lib/sheet-file.ts'
import { bytesOf } from '../../lib/sheet-writing.ts'
import { client } from '../../table/database.ts'
import { stageCodes } from '../codes/codes.store.ts'
import { ask, draftDrop, NOW, operatorOf, publishedDrop, someOutlet } from '../drop/test-drop.ts'
import { claimedBy, fill, spend, storeOrgs, takeBack } from '../redemption/test-spending.ts'
import { getExport, listExports, listTaken, startAuditPack, startExport } from './exports.ts'
import { exportWork } from './exports-work.ts'
import { foldDrop } from './figures.ts'

const clock = () => NOW
const working = { works: { 'benefits.export': exportWork }, clock, msLeft: () => 900_000 }

async function started(dropId: string, list: ExportList, format: 'csv' | 'xlsx', caller: StaffCaller) {
  const asked = { params: { dropId }, body: { list, format }, caller, key: randomUUID(), now: NOW }
  const answer = await ask(startExport, asked)
  if (isRefusal(answer)) throw new Error(answer.refused)
  return answer.body.jobId
}

async function exported(
  dropId: string,
  list: ExportList,
  format: 'csv' | 'xlsx' = 'csv',
  caller = operatorOf(),
) {
  const jobId = await started(dropId, list, format, caller)
  await runJob(jobId, working)
  return ended(jobId, caller)
}

/** What stands in the file of a job that is done. */
async function ended(jobId: string, caller: StaffCaller) {
  const answer = await ask(getExport, { params: { jobId }, caller, now: NOW })
  if (isRefusal(answer)) throw new Error(answer.refused)
  const { state, result, download, progress } = answer.body
  expect(state).toBe('done')
  const bytes = Buffer.from(await (await fetch(download?.url ?? '')).arrayBuffer())
  const read = await readSheet(bytes)
  if ('problem' in read) throw new Error(read.problem)
  expect(progress).toEqual({ done: result?.rows, total: result?.rows })
  return { rows: read.rows.map(({ cells }) => cells), bytes, saveAs: download?.saveAs }
}

/** 24 claimed, 12 redeemed at the one outlet, of these two taken back, and one of those redeemed again. */
async function someDrop() {
  await storeOrgs()
  const outletId = await someOutlet()
  const drop = await publishedDrop({ outletIds: [outletId], stock: 30 })
  const rows = await claimedBy(drop, 24)
  const slips = await Promise.all(rows.slice(0, 12).map((row) => spend(row, drop, { outletId })))
  for (const slip of slips.slice(0, 2)) if (slip) await takeBack(slip)
  if (rows[0]) await spend(rows[0], drop, { outletId })
  await foldDrop(drop, NOW)
  return { drop, rows, outletId }
}
const some = await someDrop()

test('each list has as many rows as there are, and says how each stands', async () => {
  const { drop } = some
  const [vouchers, redemptions, unredeemed, orgs] = await Promise.all(
    (['vouchers', 'redemptions', 'unredeemed', 'orgs'] as const).map((list) => exported(drop.dropId, list)),
  )
  const count = (list: typeof vouchers, word: string) =>
    list?.rows.filter((cells) => cells.includes(word)).length
  expect(vouchers?.rows).toHaveLength(25)
  expect([count(vouchers, '已核销'), count(vouchers, '未核销')]).toEqual([11, 13])
  expect([count(redemptions, '有效'), count(redemptions, '已撤销')]).toEqual([11, 2])
  expect(unredeemed?.rows).toHaveLength(14)
  expect(unredeemed?.rows[1]?.slice(0, 2)).toEqual(['林**', '138****2071'])
  // The district and the workplace below it: what an org has includes what those below it have.
  expect(orgs?.rows.slice(1).map((cells) => cells.slice(3))).toEqual([
    ['24', '0', '11'],
    ['24', '24', '11'],
  ])
  expect(vouchers?.saveAs).toBe('1 元观影-领取明细-2026-06-12.csv')
})

test('an XLSX holds the same as the CSV; money is a number there, and a code is a text', async () => {
  const { drop } = some
  const [csv, xlsx] = [
    await exported(drop.dropId, 'redemptions'),
    await exported(drop.dropId, 'redemptions', 'xlsx'),
  ]
  const told = (rows: readonly (readonly string[])[]) =>
    rows.map((cells) => cells.map((cell) => cell.replace(/\.00$/, '')))
  expect(told(xlsx.rows)).toEqual(told(csv.rows))
  expect(csv.bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
  // The tail of a short code keeps its zeros, behind a tab for spreadsheets that would take them off.
  expect(csv.bytes.toString()).toContain('"0042\t"')
})

test('a title that looks like a formula is a text, and of a merchant’s code only the end is told', async () => {
  const codes = Array.from({ length: 20 }, (_, i) => `=SECRET-${String(i).padStart(4, '0')}`)
  const batch = 'job_batch'
  const drop = await publishedDrop({
    stock: 20,
    codes: 'imported',
    codesBatch: batch,
    codesCount: 20,
  })
  for await (const _ of stageCodes(drop.dropId, batch, codes, 0));
  await claimedBy(drop, 3)
  const { rows, bytes } = await exported(drop.dropId, 'vouchers')
  expect(rows.slice(1).every((cells) => /^00\d\d$/.test(cells[1] ?? ''))).toBe(true)
  expect(bytes.toString()).not.toContain('SECRET')
})

test('what was taken out is told: to who took it, and to the auditor of the drop', async () => {
  const caller = operatorOf()
  const { dropId } = some.drop
  const jobId = await started(dropId, 'unredeemed', 'xlsx', caller)
  const mine = await ask(listExports, { caller, now: NOW })
  const taken = await ask(listTaken, { params: { dropId }, caller: operatorOf(), now: NOW })
  if (isRefusal(mine) || isRefusal(taken)) throw new Error('refused')
  expect(mine.body.items).toMatchObject([{ jobId, state: 'waiting', list: 'unredeemed', title: '1 元观影' }])
  expect(taken.body.items).toContainEqual(
    expect.objectContaining({
      ...{ jobId, personId: caller.personId, byOrg: '南山区总工会' },
      ...{ list: 'unredeemed', format: 'xlsx' },
    }),
  )
  const other = operatorOf()
  expect((await ask(listExports, { caller: other, now: NOW })) as object).toMatchObject({
    body: { items: [] },
  })
  expect(await ask(getExport, { params: { jobId }, caller: other })).toEqual({ refused: 'job-unknown' })
})

test('a draft, a drop elsewhere and one that is not there are refused; the same key starts one job', async () => {
  const caller = operatorOf()
  const body = { list: 'vouchers', format: 'csv' } as const
  const of = (dropId: string, who = caller, key: string = randomUUID()) =>
    ask(startExport, { params: { dropId }, body, caller: who, key, now: NOW })
  expect(await of((await draftDrop()).dropId)).toEqual({ refused: 'export-of-draft' })
  expect(await of(some.drop.dropId, operatorOf('org_CITY/org_OTHER'))).toEqual({
    refused: 'org-out-of-scope',
  })
  expect(await of('drp_01J00000000000000000000000')).toEqual({ refused: 'drop-unknown' })
  const [first, again] = [
    await of(some.drop.dropId, caller, 'one-key-1'),
    await of(some.drop.dropId, caller, 'one-key-1'),
  ]
  if (isRefusal(first) || isRefusal(again)) throw new Error('refused')
  expect(again.body.jobId).toBe(first.body.jobId)
})

test('the audit pack holds the plan, the approval, who might take part, what was done, and counts that hold', async () => {
  const { dropId } = some.drop
  const caller = operatorOf()
  const answer = await ask(startAuditPack, { params: { dropId }, caller, key: randomUUID(), now: NOW })
  if (isRefusal(answer)) throw new Error(answer.refused)
  await runJob(answer.body.jobId, working)
  const made = await ask(getExport, { params: { jobId: answer.body.jobId }, caller, now: NOW })
  if (isRefusal(made)) throw new Error(made.refused)
  expect(made.body).toMatchObject({ state: 'done', list: 'audit-pack', format: 'zip' })
  const zip = await unpacked(Buffer.from(await (await fetch(made.body.download?.url ?? '')).arrayBuffer()))
  const manifest = JSON.parse(String(zip.get('manifest.json')))
  const names = Object.keys(manifest.sha256)
  expect([...names, 'manifest.json'].sort()).toEqual([...zip.keys()].sort())
  for (const name of names)
    expect(manifest.sha256[name]).toBe(
      createHash('sha256')
        .update(zip.get(name) ?? '')
        .digest('hex'),
    )
  expect(manifest.eligibilitySha256).toBe(manifest.sha256['eligibility.json'])
  expect(names).toEqual(expect.arrayContaining(['plan.json', 'rules-v1.txt', 'approval.json', 'events.csv']))
  const counts = JSON.parse(String(zip.get('counts.json')))
  expect(counts).toMatchObject({ holds: true, balance: { byState: { redeemed: 11, issued: 13 } } })
  expect(String(zip.get('events.csv'))).toContain('审计包')
})

async function unpacked(bytes: Buffer): Promise<Map<string, Buffer>> {
  const zip = await yauzl.fromBufferPromise(bytes, { lazyEntries: true })
  const files = new Map<string, Buffer>()
  for await (const entry of zip.eachEntry())
    files.set(entry.fileName, await bytesOf(await zip.openReadStreamPromise(entry)))
  return files
}

/** The table answers no reading of many rows until it is let go. */
function holdingBatches(): { readonly letGo: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>()
  client.middlewareStack.add(
    (next, context) => async (args) => {
      if (context.commandName === 'BatchGetItemCommand') await promise
      return next(args)
    },
    { step: 'initialize', name: 'hold' },
  )
  return {
    letGo: () => {
      client.middlewareStack.remove('hold')
      resolve()
    },
  }
}

test.each(['unredeemed', 'audit-pack'] as const)(
  'of %s it is said how far it is while a part of it takes its time',
  async (list) => {
    const input = { dropId: some.drop.dropId, list, format: list === 'audit-pack' ? 'zip' : 'csv' } as const
    const work = exportWork({ jobId: 'job_1', orgId: 'org_1', by: 'per_1', input, cursor: undefined, clock })
    const table = holdingBatches()
    const said = []
    for (let times = 0; times < 3; times++) said.push(await work.next())
    table.letGo()
    expect(said.every(({ done }) => !done)).toBe(true)
    let step = await work.next()
    while (!step.done) step = await work.next()
    expect(step.value).toMatchObject({ state: 'done' })
  },
  20_000,
)

test.each(['csv', 'xlsx'] as const)(
  'a %s that crashes at any of its calls is begun anew, and says the same as one that did not',
  async (format) => {
    const caller = operatorOf()
    const whole = (await exported(some.drop.dropId, 'vouchers', format)).rows
    let at: Instant = NOW
    const patient = { ...working, clock: () => at }
    for (let nth = 1; ; nth += full ? 1 : 4) {
      const jobId = await started(some.drop.dropId, 'vouchers', format, caller)
      const injection = crashAt(client, nth, 'before')
      await runJob(jobId, patient).catch(() => 'the function died')
      injection.stop()
      at = later(at, LEASE_MS + SECOND_MS)
      await runJob(jobId, patient)
      expect((await ended(jobId, caller)).rows).toEqual(whole)
      if (injection.calls() < nth) break
    }
  },
)

/** A slice always, a hundred thousand in the long run: what is held does not grow with the rows, but for the file itself. */
test(`${full ? '100 000' : '300'} rows are exported a few hundred at a time`, {
  timeout: 900_000,
}, async () => {
  const count = full ? 100_000 : 300
  const drop = await publishedDrop({ stock: count, title: '一大场' })
  await fill(drop, count)
  for (const format of ['csv', 'xlsx'] as const) {
    globalThis.gc?.()
    const held = () => process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers
    const before = held()
    let most = 0
    const watch = setInterval(() => {
      most = Math.max(most, held() - before)
    }, 50)
    const startedMs = performance.now()
    const caller = operatorOf()
    const jobId = await started(drop.dropId, 'vouchers', format, caller)
    await runJob(jobId, working)
    clearInterval(watch)
    const answer = await ask(getExport, { params: { jobId }, caller, now: NOW })
    expect(answer).toMatchObject({ body: { state: 'done', result: { rows: count } } })
    if (full)
      console.log(
        `${count} rows as ${format}: ${((performance.now() - startedMs) / 1_000).toFixed(1)} s, ${Math.round(most / 1e6)} MB held at most`,
      )
    expect(most).toBeLessThan(200e6)
  }
})
