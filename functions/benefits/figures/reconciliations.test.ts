import '../../../infra/local/test-table.ts'
import '../../../infra/local/test-storage.ts'
import { randomUUID } from 'node:crypto'
import { CSV_TYPE } from '@gonghui/shared/lib/files'
import { dayOf } from '@gonghui/shared/lib/instant'
import { beforeAll, expect, test } from 'vitest'
import { runJob } from '../../lib/jobs.ts'
import { isRefusal } from '../../lib/server.ts'
import { stageCodes } from '../codes/codes.store.ts'
import type { Drop } from '../drop/drop.rule.ts'
import { ask, draftDrop, NOW, operatorOf, publishedDrop, someOutlet } from '../drop/test-drop.ts'
import { readRedemption, readSpent } from '../redemption/redemption.store.ts'
import { claimedBy, spend } from '../redemption/test-spending.ts'
import type { VoucherRow } from '../redemption/voucher.rule.ts'
import { readRow, shortCodeOf, uncover } from '../redemption/wallet.store.ts'
import { getCounts } from './counts.ts'
import { reconcileWork } from './reconciliation-work.ts'
import * as reconciliations from './reconciliations.ts'
import { listSettlements, reverseSettlement, signSettlement } from './settlements.ts'

const working = { works: { 'benefits.reconcile': reconcileWork }, clock: () => NOW, msLeft: () => 900_000 }
const BAY = '海湾影城·新港店'
const DAY = dayOf(NOW)
const caller = operatorOf()

const body = <T extends object>(answer: T | { refused: string }) => {
  if ('refused' in answer) throw new Error(answer.refused)
  return (answer as T & { body: T extends { body: infer B } ? B : never }).body
}

/** Sends a merchant's file and lets its job run. */
async function reconciled({ dropId }: Drop, rows: readonly (readonly string[])[], until = DAY) {
  const csv = [['券码', '核销时间', '网点', '实收'], ...rows].map((cells) => cells.join(',')).join('\n')
  const size = Buffer.byteLength(csv)
  const params = { dropId }
  const upload = body(
    await ask(reconciliations.uploadMerchantFile, { params, caller, body: { type: CSV_TYPE, size } }),
  )
  await fetch(upload.url, { method: 'PUT', headers: upload.headers, body: csv })
  const sent = { fileId: upload.fileId, until }
  const { jobId } = body(
    await ask(reconciliations.reconcile, { params, caller, body: sent, key: randomUUID() }),
  )
  await runJob(jobId, working)
  return body(await ask(reconciliations.getReconciling, { params: { jobId }, caller }))
}

const anomaliesOf = async ({ dropId }: Drop) =>
  body(await ask(reconciliations.listAnomalies, { params: { dropId }, caller })).items
const sheetOf = async ({ dropId }: Drop) =>
  body(await ask(listSettlements, { params: { dropId }, caller })).items[0]

let drop: Drop
let outletId: string
let rows: VoucherRow[]
let codes: string[]
const lineOf = (code: string | undefined, more: Partial<Record<'at' | 'outlet' | 'paid', string>> = {}) => [
  code ?? '',
  more.at ?? `${DAY} 10:00`,
  more.outlet ?? BAY,
  more.paid ?? '1.00',
]

/** Ten claimed, eight of them redeemed here. */
beforeAll(async () => {
  outletId = await someOutlet(BAY)
  drop = await publishedDrop({ outletIds: [outletId], stock: 20 })
  rows = await claimedBy(drop, 10)
  await Promise.all(rows.slice(0, 8).map((row) => spend(row, drop, { outletId, outletName: BAY })))
  codes = await Promise.all(rows.map(({ voucherId }) => shortCodeOf(voucherId)))
})

test('a file that agrees finds nothing, by short code with or without spaces, or by the voucher’s number', async () => {
  const written = codes.slice(0, 8).map((code, i) => {
    if (i === 0) return code.replace(/(.{4})(?=.)/g, '$1 ')
    return i === 1 ? (rows[1]?.voucherId ?? '') : code
  })
  const job = await reconciled(
    drop,
    written.map((code) => lineOf(code)),
  )
  expect(job).toMatchObject({ state: 'done', result: { lines: 8, matched: 8, reported: 8 } })
  expect(await anomaliesOf(drop)).toEqual([])
})

test('what differs stands on the work list once, with its state and notes through every newer file', async () => {
  const bad = [
    ...codes.slice(0, 7).map((code) => lineOf(code)),
    lineOf(codes[0]),
    lineOf('999999999999'),
    lineOf(codes[9], { paid: '2.00' }),
  ]
  const job = await reconciled(drop, bad)
  expect(job).toMatchObject({ state: 'done', result: { lines: 10, matched: 7 } })
  const found = await anomaliesOf(drop)
  expect(found.map(({ kind }) => kind).sort()).toEqual([
    'double-use',
    'missing-here',
    'missing-there',
    'price-difference',
    'unknown-code',
  ])
  const told = Buffer.from(await (await fetch(job.download?.url ?? '')).arrayBuffer()).toString()
  expect(told.trim().split('\r\n')).toHaveLength(6)

  const dear = found.find(({ kind }) => kind === 'price-difference')
  const params = { dropId: drop.dropId, anomalyId: dear?.anomalyId ?? '' }
  const step = { state: 'settled', note: '影院补差 ¥1' } as const
  for (let twice = 0; twice < 2; twice++)
    await ask(reconciliations.workAnomaly, { params, caller, body: step })
  await reconciled(drop, bad)
  expect((await anomaliesOf(drop)).find(({ anomalyId }) => anomalyId === params.anomalyId)).toMatchObject({
    state: 'settled',
    notes: [{ note: '影院补差 ¥1' }],
  })
  // A newer file without them: nobody has to work on those any more.
  await reconciled(
    drop,
    codes.slice(0, 8).map((code) => lineOf(code)),
  )
  const states = (await anomaliesOf(drop)).map(({ state }) => state).sort()
  expect(states).toEqual(['gone', 'gone', 'gone', 'gone', 'settled'])
})

test('the work list goes by kind and line, and what is left to do comes alone, page by page', async () => {
  const long = await publishedDrop({ outletIds: [outletId], stock: 20 })
  const unknown = Array.from({ length: 60 }, (_, i) => lineOf(String(990_000_000_000 + i)))
  await reconciled(long, [...unknown, lineOf(codes[9])])
  const params = { dropId: long.dropId }
  const pages = async (query: { readonly state?: 'todo' }) => {
    const found: { anomalyId: string; line?: number | undefined }[][] = []
    let cursor: string | undefined
    do {
      const more = { ...query, ...(cursor && { cursor }) }
      const page = body(await ask(reconciliations.listAnomalies, { params, query: more, caller }))
      found.push(page.items)
      cursor = page.cursor
    } while (cursor)
    return found
  }
  const [first = [], ...behind] = await pages({})
  expect([first.length, behind.flat().length]).toEqual([50, 11])
  expect([...first, ...behind.flat()].map(({ line }) => line)).toEqual(
    Array.from({ length: 61 }, (_, i) => i + 2),
  )
  for (const { anomalyId } of first)
    await ask(reconciliations.workAnomaly, {
      params: { ...params, anomalyId },
      caller,
      body: { state: 'settled', note: '影院写错' },
    })
  expect(await pages({ state: 'todo' })).toEqual(behind)
  for (const { anomalyId } of behind.flat())
    await ask(reconciliations.workAnomaly, {
      params: { ...params, anomalyId },
      caller,
      body: { state: 'settled', note: '影院写错' },
    })
  expect(await pages({ state: 'todo' })).toEqual([[]])
})

test('a sheet is signed for the number that was seen, once, and corrected only by another that takes it back', async () => {
  const params = { dropId: drop.dropId, outletId }
  const sign = (redeemed: number) => ask(signSettlement, { params, caller, body: { redeemed } })
  expect(await sign(7)).toMatchObject({ refused: 'settlement-changed' })
  await reconciled(drop, [...codes.slice(0, 8).map((code) => lineOf(code)), lineOf(codes[8])])
  expect(await sign(8)).toMatchObject({ refused: 'settlement-anomalies-open' })
  await reconciled(
    drop,
    codes.slice(0, 8).map((code) => lineOf(code)),
  )
  const [one, other] = await Promise.all([sign(8), sign(8)])
  expect([isRefusal(one), isRefusal(other)]).toEqual([false, false])
  expect(await sheetOf(drop)).toMatchObject({
    now: { redeemed: 8, listFen: 36_000, collectedFen: 800, dueFen: 35_200 },
    signed: { redeemed: 8, dueFen: 35_200 },
    sheets: [{ n: 1, kind: 'sheet' }],
  })
  expect(await ask(signSettlement, { params, caller: operatorOf(), body: { redeemed: 8 } })).toMatchObject({
    refused: 'settlement-signed',
  })

  const voucher = await readRow({ dropId: drop.dropId, memberId: rows[7]?.memberId ?? '', j: 1 })
  const redemptionId = voucher?.spent?.redemptionId ?? ''
  const reversal = { params: { redemptionId }, caller, body: { reason: '商户确认没有来过' } }
  for (let twice = 0; twice < 2; twice++)
    expect(body(await ask(reconciliations.reverseRedemption, reversal)).undone.reason).toBe(
      '商户确认没有来过',
    )
  expect(await readRedemption(redemptionId)).toMatchObject({ undone: { by: caller.personId } })
  expect((await readSpent(drop.dropId))[0]).toMatchObject({ redeemed: 7, undone: 1 })
  expect(await sheetOf(drop)).toMatchObject({ now: { redeemed: 7 }, signed: { redeemed: 8 } })

  const back = { params, caller, body: { n: 1, reason: '冲销一笔' } }
  for (let twice = 0; twice < 2; twice++) await ask(reverseSettlement, back)
  expect((await sheetOf(drop))?.signed).toEqual({ redeemed: 0, listFen: 0, collectedFen: 0, dueFen: 0 })
  await sign(7)
  expect(await sheetOf(drop)).toMatchObject({
    signed: { redeemed: 7 },
    sheets: [{ redeemed: 8 }, { redeemed: -8, reason: '冲销一笔' }, { redeemed: 7 }],
  })
})

test('at the merchant’s own till the merchant’s file is the figure, by outlet and up to its day', async () => {
  const batch = 'job_burnt'
  const imported = Array.from({ length: 20 }, (_, i) => `BURN-${String(i).padStart(4, '0')}`)
  const burnt = await publishedDrop({
    outletIds: [outletId],
    stock: 20,
    codes: 'imported',
    redeemedAt: 'merchant',
    codesBatch: batch,
    codesCount: 20,
  })
  for await (const _ of stageCodes(burnt.dropId, batch, imported, 0));
  const taken = await claimedBy(burnt, 6)
  for (const row of taken.slice(0, 4)) await uncover(row, NOW)
  const codeOf = (row: VoucherRow | undefined) => imported[row?.ordinal ?? -1]
  const before = body(await ask(getCounts, { params: { dropId: burnt.dropId }, caller }))
  expect(before.reported).toBeUndefined()
  const unused = imported.find((code) => taken.every((row) => codeOf(row) !== code))
  const job = await reconciled(burnt, [
    ...taken.slice(0, 3).map((row) => lineOf(codeOf(row))),
    lineOf(codeOf(taken[5])),
    lineOf(unused),
  ])
  expect(job).toMatchObject({ result: { matched: 3, reported: 4, byOutlet: [{ outletId, reported: 4 }] } })
  expect((await anomaliesOf(burnt)).map(({ kind }) => kind).sort()).toEqual(['missing-here', 'unknown-code'])
  const list = body(await ask(listSettlements, { params: { dropId: burnt.dropId }, caller }))
  expect(list).toMatchObject({ reportedUntil: DAY, items: [{ now: { redeemed: 4 } }] })
  const counts = body(await ask(getCounts, { params: { dropId: burnt.dropId }, caller }))
  expect(counts).toMatchObject({
    claimed: 6,
    reported: { until: DAY, redeemed: 4, byOutlet: [{ outletId, outletName: BAY, redeemed: 4 }] },
  })
})

test('a file without headings, of another drop, and of a draft are not taken', async () => {
  const { dropId } = drop
  expect(
    await ask(reconciliations.reconcile, {
      params: { dropId: (await draftDrop()).dropId },
      caller,
      body: { fileId: 'A'.repeat(22), until: DAY },
      key: randomUUID(),
    }),
  ).toEqual({ refused: 'reconciliation-of-draft' })
  const foreign = Array.from({ length: 2_001 }, (_, i) => lineOf(`OTHER-${i}`))
  expect(await reconciled(drop, foreign)).toMatchObject({
    state: 'failed',
    problem: { code: 'merchant-file-too-different' },
    result: { anomalies: { 'unknown-code': 2_001 } },
  })
  expect(
    (await anomaliesOf(drop)).every(({ kind, line }) => kind !== 'unknown-code' || (line ?? 0) < 20),
  ).toBe(true)
  expect(
    await ask(reconciliations.getReconciliation, {
      params: { dropId },
      caller: operatorOf('org_CITY/org_OTHER'),
    }),
  ).toEqual({ refused: 'org-out-of-scope' })
})
