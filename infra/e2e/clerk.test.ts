import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Stack } from '../local/stack.ts'
import {
  desk,
  front,
  openBrowser,
  phone,
  pocket,
  sees,
  shot,
  signInAs,
  somebody,
  tap,
  type,
} from './test-browser.ts'
import * as staff from './test-console.ts'
import { startDemo } from './test-demo.ts'

/**
 * A district that begins with nothing: its operator registers an outlet, and another while writing a drop, closes it and
 * opens it again; invites the cashier of a shop, who is no member, and who accepts on the phone and stands at the till.
 */

let stack: Stack
let browser: Browser
let operator: Page

beforeAll(async () => {
  stack = await startDemo()
  browser = await openBrowser()
  operator = await staff.atWork(await somebody(browser, desk), at('pages/mine'), 'operator-nanshan')
})

afterAll(async () => {
  await browser?.close()
  await stack?.stop()
})

const at = (path: string) => `${stack.apiBase}/#/${path}`
const SHOP = '南粤生鲜超市（蛇口店）'
const CINEMA = '海湾影城'

async function describe(page: Page, name: string, position = '') {
  await type(page, 'outlet-name', name)
  await type(page, 'outlet-address', '南山区蛇口新街 18 号')
  await type(page, 'outlet-hours', '08:00–22:00')
  if (position) await type(page, 'outlet-position', position)
  await tap(page, '#save-outlet')
  await front(page, '#outlet-name').waitFor({ state: 'hidden' })
}

test('an operator registers an outlet, and finds it by its address', async () => {
  await operator.goto(at('console/outlets'))
  await tap(operator, '#new-outlet')
  await tap(operator, '#save-outlet')
  await sees(operator, /请填写网点名称/)
  await shot(operator, 'k01-register')
  await describe(operator, SHOP, '22.4870, 113.9150')
  await sees(operator, SHOP)
  await type(operator, 'search', '蛇口新街')
  await tap(operator, '#search-go')
  await sees(operator, SHOP)
  await shot(operator, 'k02-outlets')
})

test('an outlet that is missing is registered where a drop chooses it, and is chosen', async () => {
  await operator.goto(at('console/drop-editor'))
  await tap(operator, '#register-outlet')
  await describe(operator, CINEMA)
  await sees(operator, /在哪里用（已选 1 家）/)
  await shot(operator, 'k03-chosen')
})

test('a closed outlet is in the list of the closed ones, and is opened again', async () => {
  await operator.goto(at('console/outlets'))
  const row = () => operator.locator('#outlets:visible .table-row').filter({ hasText: CINEMA })
  await row().locator('[id^=close-]').click()
  await shot(operator, 'k04-close')
  await tap(operator, '#confirm-yes')
  await row().waitFor({ state: 'hidden' })
  await tap(operator, '#outlet-state-closed')
  await row().locator('[id^=reopen-]').click()
  await row().waitFor({ state: 'hidden' })
  await tap(operator, '#outlet-state-open')
  await row().waitFor()
})

test('an operator invites the cashier, who accepts on the phone and is at the till', async () => {
  await operator.goto(at('console/roles'))
  await tap(operator, '#invite-clerk')
  await operator.locator('#role-outlet:visible').getByText(SHOP).click()
  await type(operator, 'clerk-label', '前台小王')
  await tap(operator, '#make-invitation')
  await front(operator, '#clerk-code').waitFor()
  await shot(operator, 'k05-invitation')
  const code = (await front(operator, '#clerk-code').innerText()).replace(/\s/g, '')
  expect(code).toMatch(/^C[2-9A-HJKMNP-Z]{15}$/)

  const cashier = await somebody(browser, phone)
  await cashier.goto(at('pages/mine'))
  await signInAs(cashier, 'cashier-market')
  await tap(cashier, '#clerk-invited')
  await tap(cashier, '#clerk-code-scan')
  await type(cashier, 'scan-text', code)
  await tap(cashier, '#scan-ok')
  await front(cashier, '#clerk-asked').waitFor()
  await sees(cashier, SHOP)
  await shot(cashier, 'k06-invited')
  await tap(cashier, '#accept-invitation')
  await front(cashier, '#clerk-accepted').waitFor()
  await shot(cashier, 'k07-accepted')
  await tap(cashier, '#to-till')
  await front(cashier, '#outlet').waitFor()
  expect(await front(cashier, '#outlet').innerText()).toContain(SHOP)
  await shot(cashier, 'k08-till')

  await front(operator, '#invitation-accepted').waitFor()
  await tap(operator, '#sheet-close')
  await operator.locator('#holders:visible .table-row').filter({ hasText: '前台小王' }).waitFor()
  await shot(operator, 'k09-clerks')
})

test('the code is spent: who opens it next is told so', async () => {
  await operator.locator('#invitation:visible .table-row').filter({ hasText: '已接受' }).waitFor()
  const id = await operator.locator('#invitation:visible .table-row').first().getAttribute('id')
  const late = await somebody(browser, phone)
  await late.goto(at('pages/mine'))
  await signInAs(late, 'worker-unlisted')
  await front(late, '#clerk-invited').waitFor()
  await late.goto(at(`membership/clerk-invited?code=${id?.replace('invitation-', '')}`))
  await sees(late, '这个邀请码已经用过了')
  await shot(late, 'k10-used')
})

test('on the phone the same pages fit', async () => {
  const hand = await staff.atWork(await somebody(browser, pocket), at('pages/mine'), 'operator-nanshan')
  await tap(hand, '#work-outlets')
  await sees(hand, SHOP)
  await shot(hand, 'k11-outlets-narrow')
  await hand.goto(at('console/roles'))
  await sees(hand, '前台小王')
  await shot(hand, 'k12-roles-narrow')
})
