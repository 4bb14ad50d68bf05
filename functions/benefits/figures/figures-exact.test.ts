import '../../../infra/local/test-table.ts'
import { execFile } from 'node:child_process'
import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { dayOf, HOUR_MS, later } from '@gonghui/shared/lib/instant'
import { expect, test } from 'vitest'
import { full } from '../../../infra/local/test-effort.ts'
import { keyOf } from '../../table/access-patterns.ts'
import { database, TABLE } from '../../table/database.ts'
import { readDrop } from '../drop/drop.store.ts'
import { ask, NOW, operatorOf, publishedDrop, someOutlet } from '../drop/test-drop.ts'
import { claimedBy, spend, storeOrgs, takeBack } from '../redemption/test-spending.ts'
import type { VoucherRow } from '../redemption/voucher.rule.ts'
import { readRows } from '../redemption/wallet.store.ts'
import { getFigures, getOrgFigures } from './drop-figures.ts'
import { foldDrop } from './figures.ts'
import { auditFigures } from './figures-audit.ts'

/** A slice always, all of it in the long run. */
const [CLAIMS, REDEMPTIONS] = full ? [2_000, 1_500] : [60, 45]
/** Clerks at work at the same time, and one voucher in so many is scanned by two of them, or taken back and spent again. */
const CLERKS = 8
const TWICE = 7
const UNDONE = 5

/** What `npm run audit` says of a drop. */
const audited = (dropId: string) =>
  new Promise<{ code: number; said: string }>((done) => {
    const script = new URL('../../../infra/rehearsal/audit.ts', import.meta.url).pathname
    execFile(
      process.execPath,
      ['--no-warnings', script, '--drop', dropId],
      { env: process.env },
      (error, out, err) => done({ code: error ? Number(error.code) : 0, said: `${out}${err}` }),
    )
  })

test(`after ${CLAIMS} claims and ${REDEMPTIONS} redemptions with undo and concurrent clerks every figure is the vouchers’`, {
  timeout: 900_000,
}, async () => {
  await storeOrgs()
  const outlets = await Promise.all(['一店', '二店', '三店'].map((name) => someOutlet(name)))
  const draft = await publishedDrop({ outletIds: outlets, stock: CLAIMS + 10 })
  const half = Math.floor(CLAIMS / 2)
  const rows = [
    ...(await claimedBy(draft, half)),
    ...(await claimedBy(draft, CLAIMS - half, later(NOW, HOUR_MS))),
  ]
  const spendAll = async (mine: readonly (readonly [VoucherRow, number])[]) => {
    for (const [row, i] of mine) {
      const at = later(NOW, (i % 30) * HOUR_MS)
      const where = { outletId: outlets[i % 3] ?? '', outletName: '店', at }
      const both =
        i % TWICE === 0 ? [spend(row, draft, where), spend(row, draft, where)] : [spend(row, draft, where)]
      const slips = (await Promise.all(both)).filter((slip) => slip !== undefined)
      expect(slips).toHaveLength(1)
      if (i % UNDONE !== 0 || !slips[0]) continue
      await Promise.all([takeBack(slips[0]), takeBack(slips[0])])
      if (i % 2 === 0) await spend(row, draft, { ...where, outletId: outlets[(i + 1) % 3] ?? '' })
    }
  }
  const work = rows.slice(0, REDEMPTIONS).map((row, i) => [row, i] as const)
  await Promise.all(
    Array.from({ length: CLERKS }, (_, clerk) => spendAll(work.filter(([, i]) => i % CLERKS === clerk))),
  )
  await foldDrop(draft, NOW)

  const stored = (await readRows(rows)).filter(({ state }) => state === 'redeemed')
  const drop = (await readDrop(draft.dropId)) ?? draft
  const asked = { params: { dropId: drop.dropId }, caller: operatorOf(), now: later(NOW, 48 * HOUR_MS) }
  const [figures, orgs] = [await ask(getFigures, asked), await ask(getOrgFigures, asked)]
  if ('refused' in figures || 'refused' in orgs) throw new Error('refused')
  const counted = (of: (row: VoucherRow) => string) => {
    const counts: Record<string, number> = {}
    for (const row of stored) counts[of(row)] = (counts[of(row)] ?? 0) + 1
    return counts
  }
  expect(figures.body.funnel).toMatchObject({ claimed: CLAIMS, redeemed: stored.length })
  expect(
    Object.fromEntries(figures.body.byOutlet.map(({ outletId, redeemed }) => [outletId, redeemed])),
  ).toEqual(counted(({ spent }) => spent?.outletId ?? ''))
  const byDay: Record<string, number> = {}
  for (const { day, redeemed } of figures.body.byHour) if (redeemed) byDay[day] = (byDay[day] ?? 0) + redeemed
  expect(byDay).toEqual(counted(({ spent }) => dayOf(spent?.at ?? NOW)))
  expect(orgs.body.under).toMatchObject({ claims: CLAIMS, redeemed: stored.length })
  expect(orgs.body.items).toMatchObject([{ claims: CLAIMS, redeemed: stored.length }])

  expect((await auditFigures(drop)).wrong).toEqual([])
  expect(await audited(drop.dropId)).toMatchObject({ code: 0, said: expect.stringContaining('账平') })

  // And a count that is not the vouchers’ is said to be so.
  const [one] = stored
  const outletId = one?.spent?.outletId ?? ''
  await database.send(
    new UpdateCommand({
      TableName: TABLE,
      Key: keyOf('redemptions of a drop on a day by outlet', {
        dropId: drop.dropId,
        day: dayOf(one?.spent?.at ?? NOW),
        outletId,
      }),
      UpdateExpression: 'ADD redeemed :one',
      ExpressionAttributeValues: { ':one': 1 },
    }),
  )
  expect(await audited(drop.dropId)).toMatchObject({
    code: 1,
    said: expect.stringContaining(`OUTLET#${outletId}`),
  })
})
