import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Stack } from '../local/stack.ts'
import { desk, front, openBrowser, phone, sees, shot, signInAs, somebody, tap, type } from './test-browser.ts'
import { startDemo } from './test-demo.ts'

/**
 * 主题阅读, through the pages and their real buttons: staff make a campaign from a pasted book list and a question bank; a
 * worker enrols, chooses a book, checks in, also without a network, passes the quiz, finishes the book and gets badges and points; the
 * standings agree at both ends.
 */

let stack: Stack
let browser: Browser
let staff: Page
let worker: Page

beforeAll(async () => {
  stack = await startDemo()
  browser = await openBrowser()
})

afterAll(async () => {
  await browser?.close()
  await stack?.stop()
})

const at = (path: string) => `${stack.apiBase}/#/${path}`
const TITLE = '书香车间・冬读'
/** So many days from now, as a day of Shanghai. */
const day = (from: number) =>
  new Date(Date.now() + 8 * 3_600_000 + from * 86_400_000).toISOString().slice(0, 10)

test('staff make a campaign from a pasted list, and publish it', async () => {
  staff = await somebody(browser, desk)
  await staff.goto(at('pages/mine'))
  await signInAs(staff, 'operator-city', '#login, #sign-in')
  await tap(staff, '#work-campaigns')
  await tap(staff, '#new-campaign')
  await type(staff, 'title', TITLE)
  await type(staff, 'slogan', '下班读一会儿')
  await front(staff, '#first-day').fill(day(-3))
  await front(staff, '#last-day').fill(day(30))
  await type(staff, 'books', '人世间, 梁晓声, 中国青年出版社, 9780306406158')
  await sees(staff, /校验位不对/)
  await type(staff, 'books', '人世间, 梁晓声, 中国青年出版社\n这里是中国, 星球研究所\n我们仨, 杨绛')
  await shot(staff, 'r1-editor')
  await tap(staff, '#save-campaign')
  await tap(staff, '#open')
  await tap(staff, '#confirm-yes')
  await front(staff, '#close').waitFor()
  await tap(staff, '#new-quiz')
  await type(staff, 'quiz-title', '第一周竞答')
  await type(staff, 'quiz-draw', '2')
  await type(staff, 'quiz-passMark', '2')
  await type(staff, 'quiz-csv', '判断,《人世间》是梁晓声写的,对')
  await tap(staff, '#save-quiz')
  await sees(staff, /题库里的题不够抽/)
  await type(staff, 'quiz-csv', '判断,《人世间》是梁晓声写的,对\n单选,《我们仨》是谁写的,A,杨绛,冰心')
  await tap(staff, '#save-quiz')
  await front(staff, '#quiz-q1').waitFor()
  await shot(staff, 'r2-published')
})

test('a worker enrols in one tap, chooses a book, and checks in with two', async () => {
  worker = await somebody(browser, phone)
  await worker.goto(at('pages/mine'))
  await signInAs(worker, 'member-chen', '#login, #sign-in')
  await front(worker, '#sign-out').waitFor()
  await worker.goto(at('pages/home'))
  await tap(worker, '#service-reading')
  await worker.locator('.reading-card:visible').filter({ hasText: TITLE }).click()
  await tap(worker, '#enrol')
  await front(worker, '#standing').waitFor()
  await tap(worker, '#choose-b2')
  await front(worker, '#mine-b2').waitFor()
  await tap(worker, '#check-in')
  await tap(worker, '#tell')
  await sees(worker, /今天读了 15 分钟，已打卡/)
  await shot(worker, 'r3-checked-in')
})

test('a check-in without a network waits on the phone, and counts for its day once there is one', async () => {
  await worker.context().setOffline(true)
  await tap(worker, '#check-in')
  await tap(worker, `#day-${day(-1)}`)
  await tap(worker, '#tell')
  await front(worker, '#kept').waitFor()
  await shot(worker, 'r4-kept')
  await worker.context().setOffline(false)
  await worker.reload()
  await front(worker, '#standing').waitFor()
  await front(worker, '#kept').waitFor({ state: 'detached' })
  await expect.poll(() => front(worker, '#streak').innerText(), { timeout: 20_000 }).toBe('2')
  await tap(worker, '#standing')
  await sees(worker, '补记')
  await shot(worker, 'r5-calendar')
  await tap(worker, '#back')
})

test('the quiz shows no answers, and is passed', async () => {
  const [begun] = await Promise.all([
    worker.waitForResponse((response) => response.url().endsWith('/attempts')),
    tap(worker, '#quiz-q1'),
  ])
  expect(await begun.text()).not.toContain('"answer"')
  await front(worker, '#option-0-0').waitFor()
  // Of both questions the first option is right.
  await tap(worker, '#option-0-0')
  await tap(worker, '#option-1-0')
  await shot(worker, 'r5-quiz')
  await tap(worker, '#submit')
  await sees(worker, '过关了')
  await shot(worker, 'r5-quiz-passed')
  await tap(worker, '#quiz-back')
})

test('a finished book and the badges give points, once', async () => {
  await tap(worker, '#mine-b2')
  await type(worker, 'review', '想去看看更大的中国')
  await tap(worker, '#finish')
  await sees(worker, '已读完')
  await tap(worker, '#points')
  await front(worker, '#points-balance').waitFor()
  // 初翻书页 5, 读完一本 50, and the book's own 50; those of the demo's campaign come beside.
  await sees(worker, `${TITLE}：徽章「初翻书页」`)
  await sees(worker, `${TITLE}：读完《这里是中国》`)
  await sees(worker, `${TITLE}：答题过关`)
  await shot(worker, 'r6-points')
  await tap(worker, '#back')
})

test('the standings say the same to the worker and at the desk', async () => {
  const { foldCampaigns } = await import('@gonghui/functions/reading/fold')
  await foldCampaigns(new Date().toISOString())
  await tap(worker, '#standings')
  await sees(worker, '按人均排名')
  await shot(worker, 'r7-standings')
  const seen = await worker.locator('.standings-figures:visible').innerText()
  expect(seen.replace(/\s+/g, ' ')).toBe('1 人在读 2 读够天数 1 本读完')
  await staff.reload()
  await front(staff, '#campaign-figures').waitFor()
  const figures = (await front(staff, '#campaign-figures').innerText()).replace(/\s+/g, ' ')
  expect(figures).toBe('报名 1 人 打卡 2 次 读够天数 2 天 读完 1 本')
  await shot(staff, 'r8-figures')
})
