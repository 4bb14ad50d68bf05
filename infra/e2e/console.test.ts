import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { columnOfTexts } from '../../functions/lib/test-sheets.ts'
import type { Stack } from '../local/stack.ts'
import { tap as claim } from '../proofs/test-crowd.ts'
import {
  choose,
  desk,
  front,
  openBrowser,
  pocket,
  sees,
  shanghai,
  shot,
  somebody,
  tap,
  type,
} from './test-browser.ts'
import * as staff from './test-console.ts'
import { startDemo } from './test-demo.ts'
import * as hall from './test-drop-day.ts'

/**
 * A drop day at the console, in a wide window and on the phone in the pocket: signing in by scan; a drop from a template with
 * 500 codes out of an XLSX; a second operator's yes; the opening; two hundred members on the live board; pause, resume
 * and restock; exports that say what the counts say; and a merchant's file with twelve things wrong in it.
 */

let stack: Stack
let browser: Browser
let day: hall.DropDay

beforeAll(async () => {
  stack = await startDemo()
  browser = await openBrowser()
})

afterAll(async () => {
  await browser?.close()
  await stack?.stop()
})

const at = (path: string) => `${stack.apiBase}/#/${path}`
const TITLE = '羽毛球馆周末专场'
const SEEDED_FILE = new URL('../seed/merchant-file.csv', import.meta.url)
let dropId = ''
let opensAt = 0

type Who = 'maker' | 'hand' | 'second'
const people: Partial<Record<Who, Page>> = {}
const page = (who: Who): Page => people[who] ?? expect.fail(`${who} is not here yet`)

test('an operator signs in to the console by the phone in hand', async () => {
  people.hand = await staff.atWork(await somebody(browser, pocket), at('pages/mine'), 'operator-nanshan')
  people.maker = await somebody(browser, desk)
  await staff.signInByScan(page('maker'), page('hand'), { at: at('console/sign-in'), name: 'c01-sign-in' })
})

test('either side may call a sign-in off', async () => {
  const other = await somebody(browser, pocket)
  const address = await staff.scanned(other, () => other.goto(at('console/sign-in')))
  await shot(other, 'c02-sign-in-narrow')
  await page('hand').goto(address)
  await tap(page('hand'), '#console-refuse')
  await front(other, '#sign-in-refused').waitFor()
  await shot(other, 'c02-refused')
  await tap(other, '#sign-in-again')
  await front(other, '#sign-in-waiting').waitFor()
  await tap(other, '#sign-in-cancel')
  await front(other, '#sign-in-cancelled').waitFor()
  await other.context().close()
})

test('a cadre sets from how many units on a second operator must approve', async () => {
  const cadre = await staff.atWork(await somebody(browser, desk), at('pages/mine'), 'cadre-nanshan')
  await cadre.goto(at('console/approvals'))
  await tap(cadre, '#set-rule')
  await type(cadre, 'rule-units', '300')
  await shot(cadre, 'c03-approval-rule')
  await staff.doIt(cadre, '三百份以上要两个人看过')
  await sees(cadre, /超过 300 份/)
  await cadre.context().close()
})

test('a drop is made from a template, and takes 500 codes out of an XLSX', async () => {
  const maker = page('maker')
  await maker.getByText('羽毛球馆工余时段').filter({ visible: true }).first().click()
  await tap(maker, '#save-template')
  await tap(maker, '#confirm-yes')
  await front(maker, '#template-name').waitFor({ state: 'hidden' })
  await maker.goto(at('console/templates'))
  await shot(maker, 'c04-templates')
  await maker.locator('[id^=make-tpl_]:visible').click()
  await front(maker, '#anew-opens').fill(shanghai(new Date(Date.now() + 3_600_000)))
  await tap(maker, '#confirm-yes')
  await front(maker, '#edit').waitFor()
  dropId = /dropId=(drp_\w+)/.exec(maker.url())?.[1] ?? ''
  await tap(maker, '#edit')
  await type(maker, 'title', TITLE)
  await type(maker, 'stock', '150')
  await type(maker, 'ceiling', '500')
  await maker.locator('#codes-from:visible').getByText('导入商家的码').click()
  opensAt = Math.ceil((Date.now() + 60_000) / 60_000) * 60_000
  await front(maker, '#opens-at').fill(shanghai(new Date(opensAt)))
  expect(await staff.bringCover(maker)).toBe(1_600)
  await shot(maker, 'c05-editor')
  await tap(maker, '#save-drop')
  const bad = [...hall.CODES.slice(0, 3), ...hall.CODES.slice(0, 1), '坏码']
  await choose(maker, '#import-codes', await columnOfTexts(bad), '券码.xlsx')
  await front(maker, '#codes-rejected').waitFor()
  await shot(maker, 'c06-codes-rejected')
  await choose(maker, '#import-codes', await columnOfTexts(hall.CODES), '券码.xlsx')
  await front(maker, '#codes-taken').waitFor()
  expect(await front(maker, '#codes-taken').innerText()).toContain('500 个券码全部收下')
  await shot(maker, 'c07-codes-taken')
})

test('nobody schedules it alone: a second operator approves it', async () => {
  const maker = page('maker')
  await tap(maker, '#ask-approval')
  await sees(maker, /另一位运营同意后就可以排期/)
  await tap(maker, '#schedule')
  await tap(maker, '#confirm-yes')
  await front(maker, '#step-error').waitFor()
  await shot(maker, 'c08-needs-approval')
  await tap(maker, '#confirm-no')
  people.second = await staff.atWork(await somebody(browser, desk), at('pages/mine'), 'operator-city')
  const second = page('second')
  await second.goto(at('console/approvals'))
  await sees(second, TITLE)
  await shot(second, 'c09-approvals')
  await second.locator('#approval .table-row').filter({ hasText: TITLE }).click()
  await tap(second, '#approve')
  await staff.doIt(second, '已核对合同和预算')
  await sees(second, '已同意')
  await shot(second, 'c10-approved')
})

test('the pre-flight says what to look at, and at its minute the drop opens by itself', async () => {
  const maker = page('maker')
  await maker.reload()
  await tap(maker, '#schedule')
  await tap(maker, '#confirm-yes')
  await front(maker, '#pause').waitFor()
  await tap(maker, '#open-preflight')
  await front(maker, '[id^=check-]').waitFor()
  await shot(maker, 'c11-preflight')
  await maker.goBack()
  await sees(maker, '即将开始')
  await shot(maker, 'c12-coming')
  day = await hall.makeDropDay(stack)
  const timeout = opensAt - Date.now() + 20_000
  await maker.getByText('进行中').filter({ visible: true }).last().waitFor({ timeout })
  expect(await staff.figure(maker, '已抢到')).toBe('0')
})

test('the live board moves while members claim, in the window and on the phone, and nothing is loaded anew', async () => {
  const [maker, hand] = [page('maker'), page('hand')]
  await hand.goto(at('pages/mine'))
  await tap(hand, '#work-drops')
  await hand.getByText(TITLE).filter({ visible: true }).first().click()
  await front(hand, '#pause').waitFor()
  await maker.evaluate('window.notLoadedAnew = true')
  const going = hall.claimAll(dropId, day.crowd.slice(0, 120), 16_000)
  const [wide, narrow] = await Promise.all([
    staff.watched(maker, '已抢到', going),
    staff.watched(hand, '已抢到', going),
  ])
  await shot(maker, 'c13-live')
  await shot(hand, 'c13-live-narrow')
  for (const seen of [wide, narrow]) {
    expect(seen.length).toBeGreaterThanOrEqual(4)
    expect(seen).toEqual(seen.toSorted((a, b) => a - b))
  }
  expect((await going).every((told) => told === 'granted')).toBe(true)
  await staff.shows(maker, '已抢到', '120')
  await staff.shows(hand, '已抢到', '120')
  expect(await maker.evaluate('window.notLoadedAnew')).toBe(true)
})

test('paused from the phone nobody claims, and resumed from the window everybody may', async () => {
  const [maker, hand] = [page('maker'), page('hand')]
  await tap(hand, '#pause')
  await front(hand, '#blast-radius .blast-figures').waitFor()
  await shot(hand, 'c14-pause-narrow')
  await staff.doIt(hand, '球馆停电，等通知')
  await front(hand, '#resume').waitFor()
  expect(await hall.claimAll(dropId, day.crowd.slice(120, 121), 0)).toEqual(['drop-paused'])
  await maker.reload()
  await front(maker, '#resume').waitFor()
  await shot(maker, 'c15-paused')
  await tap(maker, '#resume')
  await staff.doIt(maker, '来电了')
  await front(maker, '#pause').waitFor()
  const told = await hall.claimAll(dropId, day.crowd.slice(120), 2_000)
  expect(told.filter((one) => one === 'granted')).toHaveLength(30)
  expect(told.filter((one) => one === 'drop-sold-out')).toHaveLength(50)
  await sees(maker, '已抢完')
  await shot(maker, 'c16-sold-out')
})

test('a restock shows its blast radius first, and those who came too late get theirs', async () => {
  const maker = page('maker')
  await tap(maker, '#change-stock')
  await type(maker, 'wanted', '220')
  await front(maker, '#blast-radius .blast-figures').waitFor()
  await shot(maker, 'c17-restock')
  await staff.doIt(maker, '球馆加开了晚场')
  await staff.shows(maker, '剩余库存', '70')
  const again = await Promise.all(day.crowd.slice(120).map((member) => claim(member, dropId, true)))
  expect(again.every(({ voucherId }) => voucherId)).toBe(true)
  await staff.shows(maker, '已抢到', '200')
  await front(maker, '#refusal .table-row').waitFor()
  await tap(maker, '#open-log')
  for (const deed of ['球馆停电，等通知', '来电了', '球馆加开了晚场']) await sees(maker, deed)
  await shot(maker, 'c18-log')
  await maker.goBack()
})

test('the exports say what the counts say', async () => {
  await hall.redeemAll(dropId, day.crowd.slice(0, 30), day)
  const maker = page('maker')
  await maker.reload()
  await staff.shows(maker, '已核销', '30')
  await shot(maker, 'c19-counts')
  const having = (rows: readonly (readonly string[])[], word: string) =>
    rows.filter((cells) => cells.includes(word)).length
  const opened = (list: string) => staff.exported(maker, at(`console/drop?dropId=${dropId}`), list)
  const vouchers = await opened('领取明细')
  expect([vouchers.length, having(vouchers, '已核销'), having(vouchers, '未核销')]).toEqual([200, 30, 170])
  expect(new Set(vouchers.map(([voucherId]) => voucherId)).size).toBe(200)
  const slips = await opened('核销明细')
  expect([slips.length, having(slips, '有效')]).toEqual([30, 30])
  expect(slips.reduce((sum, cells) => sum + Number(cells[6]), 0)).toBe(30 * 6)
  expect((await opened('各单位汇总'))[0]?.slice(3)).toEqual(['200', '0', '30'])
  await shot(maker, 'c21-exports')
})

test('campaign staff see the funnel, the hours, the outlet and who has not come yet', async () => {
  const maker = page('maker')
  await maker.goto(at(`console/figures?dropId=${dropId}`))
  await front(maker, '#outlet-chart').waitFor()
  await sees(maker, '海风电子工会委员会')
  await shot(maker, 'c22-figures')
})

test('of a merchant’s file with twelve things wrong, twelve are found and none invented', async () => {
  const maker = page('maker')
  const used = await hall.vouchersOf(dropId, day.crowd.slice(0, 30))
  const held = await hall.vouchersOf(dropId, day.crowd)
  const free = hall.CODES.find((code) => held.every((one) => one.code !== code)) ?? ''
  const file = hall.merchantFile(shanghai(new Date()).slice(0, 10), used, held.slice(30, 32), free)
  await maker.goto(at(`console/reconcile?dropId=${dropId}`))
  await choose(maker, '#bring-file', file, '羽毛球馆核销.csv')
  await front(maker, '#agreement').waitFor()
  await expect.poll(() => staff.anomaliesOn(maker), { timeout: 10_000 }).toEqual(hall.SEEDED)
  await shot(maker, 'c23-anomalies')
  await maker.locator('#anomaly .table-row:visible').filter({ hasText: '金额不符' }).first().click()
  await type(maker, 'anomaly-note', '球馆说是多收了，已退')
  await shot(maker, 'c24-anomaly')
})

test('of what is used at the merchant’s own till, the drop’s page says what its file said', async () => {
  const second = page('second')
  await second.goto(at('console/drops'))
  await second.getByText('周末早场电影兑换码').filter({ visible: true }).first().click()
  await sees(second, '等商户文件')
  expect(await staff.figure(second, '已核销')).toBe('0')
  await tap(second, '#to-reconcile')
  await choose(second, '#bring-file', await readFile(SEEDED_FILE), '影院核销.csv')
  await front(second, '#agreement').waitFor()
  await second.goBack()
  await second.reload()
  await sees(second, /据商户文件，截至/)
  expect(Number(await staff.figure(second, '已核销'))).toBeGreaterThan(0)
  await shot(second, 'c25-reported')
})

test('on the phone the small jobs fit: the counts, the log, and who did what', async () => {
  const hand = page('hand')
  await hand.reload()
  await front(hand, '#balance').waitFor()
  expect((await front(hand, '#balance').innerText()).replace(/\s+/g, ' ')).toMatch(/220 .*20 .*170 .*30/)
  await front(hand, '#balance').scrollIntoViewIfNeeded()
  await shot(hand, 'c26-counts-narrow')
  await hand.goto(at('console/drops'))
  await sees(hand, TITLE)
  await shot(hand, 'c27-drops-narrow')
  const pages = {
    figures: '#outlet-chart',
    reconcile: '#settlements',
    preflight: '.check',
    'drop-log': '#deed',
    taken: '#taken',
  }
  for (const [path, what] of Object.entries(pages)) {
    await hand.goto(at(`console/${path}?dropId=${dropId}`))
    await front(hand, what).waitFor()
    await shot(hand, `c28-${path}-narrow`)
  }
  await hand.goto(at('console/figures'))
  await sees(hand, '还没有选场次')
  await shot(hand, 'c29-no-drop-narrow')
})
