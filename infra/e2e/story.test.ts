import { PASS_LIFE_SECONDS } from '@gonghui/shared/benefits/vouchers'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Stack } from '../local/stack.ts'
import {
  choose,
  desk,
  front,
  openBrowser,
  phone,
  sees,
  shanghai,
  shot,
  signInAs,
  somebody,
  tap,
  type,
} from './test-browser.ts'
import { startDemo } from './test-demo.ts'

/**
 * The main job, through the pages and their real buttons: an operator launches a timed film ticket; three workers
 * join by scanning, one of them through a cadre; two get the two tickets and the third is told the truth; a clerk
 * redeems one; the operator sees exact counts.
 */

let stack: Stack
let browser: Browser
const scenes: string[] = []

beforeAll(async () => {
  stack = await startDemo((line) => scenes.push(...(line.match(/J[2-9A-HJKMNP-Z]{15}/g) ?? [])))
  browser = await openBrowser()
})

afterAll(async () => {
  await browser?.close()
  await stack?.stop()
})

const at = (path: string) => `${stack.apiBase}/#/${path}`
const TITLE = '1 元观影 · 周末专场'
const CINEMA = '鹏影国际影城（海岸店）'

/** The newest one-time code that was sent to a phone: what the worker reads in the SMS. */
async function smsCode(to: string): Promise<string> {
  const sent = (await (await fetch(`${stack.wechatBase}/_control/sms?phone=${to}`)).json()) as {
    messages?: unknown
  }
  const codes = JSON.stringify(sent).match(/\b\d{6}\b/g) ?? []
  return codes.at(-1) ?? ''
}

interface Worker {
  readonly openid: string
  readonly name: string
  readonly mobile: string
}

/** Home → scan the poster → log in → name, phone and its code → consent → apply. */
async function join(page: Page, scene: string, { openid, name, mobile }: Worker) {
  await page.goto(at('pages/home'))
  await tap(page, '#visitor-scan')
  await type(page, 'scan-text', scene)
  await tap(page, '#scan-ok')
  await front(page, '#union').waitFor()
  await signInAs(page, openid)
  await type(page, 'name', name)
  await type(page, 'phone', mobile)
  await tap(page, '#send-code')
  await expect.poll(() => smsCode(mobile), { timeout: 10_000 }).toMatch(/^\d{6}$/)
  await type(page, 'one-time-code', await smsCode(mobile))
  await tap(page, '#consent')
  await tap(page, '#join-submit')
}

const worker = {
  listed: { openid: 'worker-haifeng', name: '林小满', mobile: '13800000001' },
  listedToo: { openid: 'worker-shanhai', name: '张建军', mobile: '13800000002' },
  unlisted: { openid: 'worker-unlisted', name: '刘洋', mobile: '13800000004' },
}
const people: Record<'first' | 'second' | 'third' | 'operator', Page | undefined> = {
  first: undefined,
  second: undefined,
  third: undefined,
  operator: undefined,
}
const page = (who: keyof typeof people): Page => {
  const found = people[who]
  if (!found) throw new Error(`${who} is not here yet`)
  return found
}

test('a visitor browses without signing in', async () => {
  people.first = await somebody(browser, phone)
  await page('first').goto(at('pages/home'))
  await sees(page('first'), '今日福利')
  await shot(page('first'), '01-home-visitor')
})

test('an operator launches a timed drop with imported codes', async () => {
  people.operator = await somebody(browser, desk)
  const operator = page('operator')
  await operator.goto(at('pages/mine'))
  await signInAs(operator, 'operator-city')
  await tap(operator, '#work-drops')
  await tap(operator, '#new-drop')
  await type(operator, 'title', TITLE)
  await operator.locator('#kind').getByText('观影').first().click()
  await tap(operator, '#cover-film')
  await type(operator, 'list-price', '45')
  await type(operator, 'member-price', '1')
  await type(operator, 'rules-text', '每人限一张，凭券到影城取票。')
  await type(operator, 'stock', '2')
  const now = new Date()
  await front(operator, '#opens-at').fill(shanghai(now))
  await front(operator, '#closes-at').fill(shanghai(new Date(now.getTime() + 2 * 3_600_000)))
  await front(operator, '#valid-until').fill(shanghai(new Date(now.getTime() + 7 * 86_400_000)))
  await operator.locator('#codes-from').getByText('导入商家的码').click()
  await operator.getByText(CINEMA).click()
  await shot(operator, '02-editor')
  await tap(operator, '#save-drop')
  await choose(operator, '#import-codes', 'code\nFILM-0001\nFILM-0001')
  await sees(operator, /文件内重复 1 行/)
  await choose(operator, '#import-codes', 'code\nFILM-0001\nFILM-0002')
  await front(operator, '#codes-taken').waitFor()
  await tap(operator, '#schedule')
  await shot(operator, '03-schedule')
  await tap(operator, '#confirm-yes')
  await front(operator, '#pause').waitFor()
})

test('a worker on the roster joins by scanning, at once', async () => {
  await join(page('first'), scenes[0] ?? '', worker.listed)
  await sees(page('first'), /欢迎|已入会|入会成功|你已是会员/)
  await shot(page('first'), '04-admitted')
})

test('a worker who is on no roster waits, is approved by a cadre, and sees it', async () => {
  people.second = await somebody(browser, phone)
  await join(page('second'), scenes[0] ?? '', worker.unlisted)
  await sees(page('second'), /等待审核|等工会审核|正在审核/)
  await shot(page('second'), '05-waiting')

  const cadre = await somebody(browser, desk)
  await cadre.goto(at('pages/mine'))
  await signInAs(cadre, 'cadre-haifeng')
  await tap(cadre, '#work-applications')
  await sees(cadre, worker.unlisted.name)
  await shot(cadre, '06-applications')
  const row = cadre.locator('.table-row').filter({ hasText: worker.unlisted.name })
  await row.locator('[id^=approve-]').click()
  await tap(cadre, '#confirm-yes')
  await row.waitFor({ state: 'detached' })

  await page('second').reload()
  await sees(page('second'), /欢迎|已入会|入会成功|你已是会员/)
})

async function openDrop(of: Page) {
  await of.goto(at('pages/benefits'))
  await of.getByText(TITLE).filter({ visible: true }).first().click()
}

test('two workers get the two tickets; a second tap is the same ticket', async () => {
  for (const who of ['first', 'second'] as const) {
    await openDrop(page(who))
    await front(page(who), '#claim').waitFor()
    await shot(page(who), `07-drop-${who}`)
    await tap(page(who), '#claim')
    await front(page(who), '#granted').waitFor()
    await shot(page(who), `08-granted-${who}`)
  }
  await openDrop(page('first'))
  await front(page('first'), '#see-voucher, #to-voucher').waitFor()
})

test('the third joins from the drop, comes back to it, and is told that it is gone', async () => {
  people.third = await somebody(browser, phone)
  await join(page('third'), scenes[1] ?? '', worker.listedToo)
  await sees(page('third'), /欢迎|已入会|入会成功|你已是会员/)
  await openDrop(page('third'))
  await sees(page('third'), /抢完/)
  await shot(page('third'), '09-sold-out')
})

/** The member's screen: short code in groups of four. */
async function shortCode(of: Page): Promise<string> {
  await of.goto(at('pages/wallet'))
  await of.locator('.ticket:visible').filter({ hasText: TITLE }).click()
  await front(of, '#pass-qr').waitFor()
  const shown = await front(of, '#short-code').innerText()
  return shown.replace(/\D/g, '')
}

test('the member shows a rotating QR and a short code; the clerk looks, confirms, undoes, and redeems again', async () => {
  const code = await shortCode(page('first'))
  expect(code).toMatch(/^\d{12}$/)
  await shot(page('first'), '10-voucher')
  expect(PASS_LIFE_SECONDS).toBe(60)

  const clerk = await somebody(browser, phone)
  await clerk.goto(at('pages/mine'))
  await signInAs(clerk, 'clerk-cinema-coast')
  await tap(clerk, '#work-clerk')
  const redeem = async (round: string) => {
    await front(clerk, '#preview').waitFor()
    await sees(clerk, /138\*+0001|138 \*{4} 0001/)
    await shot(clerk, `11-preview-${round}`)
    await tap(clerk, '#redeem')
    await front(clerk, '#redeemed').waitFor()
    await shot(clerk, `12-redeemed-${round}`)
  }
  await type(clerk, 'short-code', code)
  await tap(clerk, '#look')
  await redeem('first')
  await tap(clerk, '#undo')
  await type(clerk, 'undo-reason', '扫错人了')
  await tap(clerk, '#confirm-yes')
  await front(clerk, '#undo').waitFor({ state: 'hidden' })
  await shot(clerk, '13-undone')

  // This time by what the camera would read.
  const [pass] = await Promise.all([
    page('first').waitForResponse((response) => response.url().endsWith('/pass')),
    page('first').reload(),
  ])
  const shown = ((await pass.json()) as { pass: string }).pass
  await clerk.locator('#scan-next:visible, #clerk-scan:visible').last().click()
  await type(clerk, 'scan-text', shown)
  await tap(clerk, '#scan-ok')
  await redeem('again')

  await clerk.reload()
  await type(clerk, 'short-code', code)
  await tap(clerk, '#look')
  await front(clerk, '#refused-voucher-redeemed').waitFor()
  await shot(clerk, '14-second-scan')

  await page('first').reload()
  await sees(page('first'), /已使用|已核销/)
  await shot(page('first'), '15-voucher-used')
})

test('the operator who launched it sees exact counts', async () => {
  await page('operator').reload()
  await front(page('operator'), '#balance').waitFor()
  const text = await page('operator').locator('body').innerText()
  expect(text).toContain(CINEMA)
  await shot(page('operator'), '16-counts')
  const balance = (await front(page('operator'), '#balance').innerText()).replace(/\s+/g, ' ')
  expect(balance).toMatch(/2.*0.*1.*1/)
})
