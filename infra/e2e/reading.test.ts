import { asPhoned } from '@gonghui/functions/lib/test-pictures'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Stack } from '../local/stack.ts'
import { desk, front, openBrowser, phone, sees, shot, signInAs, somebody, tap, type } from './test-browser.ts'
import { turnTo } from './test-clock.ts'
import { startDemo } from './test-demo.ts'

/**
 * 主题阅读, through the pages and their real buttons: staff make a campaign of twenty books and a question bank; a worker
 * enrols, chooses a book, checks in, also without a network, passes the quiz, finishes the book, gets badges and points, and writes
 * a note that staff feature; the clock is turned on over two midnights, and a second phone stands in another time zone; the certificate
 * is verified by a stranger, and the standings agree at both ends; and when it is over, the quiz's lots are drawn.
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
/** The nine of the 2022 national list that are known by name, and others. */
const books = [
  '深入学习贯彻习近平总书记关于工人阶级和工会工作的重要论述',
  ...[
    '百年大党面对面',
    '中国工会的历史细节',
    '情系女职工，法在你身边',
    '觉醒年代',
    '功勋',
    '态度：大国工匠和他们的时代',
  ],
  ...[
    '这里是中国',
    '人世间',
    '乡土中国',
    '我们仨',
    '平凡的世界',
    '红岩',
    '青春之歌',
    '铁道游击队',
    '骆驼祥子',
  ],
  ...['家', '边城', '呼兰河传', '朝花夕拾'],
]
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
  await type(staff, 'books', books.map((title) => `"${title}", 工会编选`).join('\n'))
  await sees(staff, '20 本')
  await type(staff, 'certificate-days', '4')
  await type(staff, 'certificate-books', '1')
  await shot(staff, 'r1-editor')
  await tap(staff, '#save-campaign')
  await tap(staff, '#open')
  await tap(staff, '#confirm-yes')
  await front(staff, '#close').waitFor()
  await tap(staff, '#new-quiz')
  await type(staff, 'quiz-title', '第一周竞答')
  await type(staff, 'quiz-draw', '2')
  await type(staff, 'quiz-passMark', '2')
  await type(staff, 'quiz-winners', '1')
  await type(staff, 'quiz-prize', '200')
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
  const [chooser] = await Promise.all([worker.waitForEvent('filechooser'), tap(worker, '#bring-picture')])
  await chooser.setFiles({ name: 'page.jpg', mimeType: 'image/jpeg', buffer: asPhoned() })
  await sees(worker, '图片已选好')
  await shot(worker, 'r3-check-in-sheet')
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
  await front(worker, '.reading-picture-fill').click()
  await sees(worker, '只有你自己看得到')
  await shot(worker, 'r5-calendar-picture')
  await tap(worker, '#sheet-close')
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
  await sees(worker, '你已进入抽奖')
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
  await sees(worker, `${TITLE}：读完《百年大党面对面》`)
  await sees(worker, `${TITLE}：答题过关`)
  await shot(worker, 'r6-points')
  await tap(worker, '#back')
})

test('a note that passed the check is seen by readers, and staff feature it', async () => {
  await tap(worker, '#notes')
  await tap(worker, '#write-note')
  await type(worker, 'note-text', '读到建党那一章，想起入厂时师傅讲的话。')
  await shot(worker, 'r6-note-sheet')
  await tap(worker, '#send-note')
  await sees(worker, '读到建党那一章，想起入厂时师傅讲的话。')
  await shot(worker, 'r6-notes')
  await staff.reload()
  await tap(staff, '#desk-list-newest')
  await sees(staff, '读到建党那一章，想起入厂时师傅讲的话。')
  await staff.locator('[id^="feature-nte_"]:visible').first().click()
  await sees(staff, '已精选')
  await tap(worker, '#feed-featured')
  await sees(worker, '精选')
  await sees(worker, '读到建党那一章，想起入厂时师傅讲的话。')
  await tap(worker, '#back')
})

const streakOf = (page: Page, days: string) =>
  expect.poll(() => front(page, '#streak').innerText(), { timeout: 20_000 }).toBe(days)

test('a streak goes over midnight, by the clock of Shanghai', async () => {
  const [today, tomorrow] = [day(0), day(1)]
  turnTo(`${today}T15:59:30.000Z`)
  await worker.reload()
  await streakOf(worker, '2')
  turnTo(`${today}T16:00:30.000Z`)
  await worker.reload()
  await sees(worker, /再读 15 分钟/)
  await streakOf(worker, '2')
  await tap(worker, '#check-in')
  await tap(worker, '#tell')
  await streakOf(worker, '3')
  expect(day(0)).toBe(tomorrow)
})

test('a second phone in Los Angeles sees the same streak, and its check-in counts for the campaign’s day', async () => {
  const campaign = worker.url()
  turnTo(`${day(0)}T16:30:00.000Z`)
  const abroad = await somebody(browser, phone, 'America/Los_Angeles')
  await abroad.goto(at('pages/mine'))
  await signInAs(abroad, 'member-chen', '#login, #sign-in')
  await front(abroad, '#sign-out').waitFor()
  await abroad.goto(campaign)
  await streakOf(abroad, '3')
  await tap(abroad, '#check-in')
  await tap(abroad, '#tell')
  await streakOf(abroad, '4')
  await worker.reload()
  await streakOf(worker, '4')
  await sees(worker, /今天读了 15 分钟，已打卡/)
  await abroad.context().close()
})

test('the certificate is had at the mark, saved as a PDF, and verified by a stranger', async () => {
  await tap(worker, '#certificate')
  await front(worker, '#certificate-sheet').waitFor()
  await shot(worker, 'r9-certificate')
  const code = (await front(worker, '#certificate-code').innerText()).replace(/[^0-9A-Z]/g, '')
  expect(code).toHaveLength(16)
  const [file] = await Promise.all([worker.waitForEvent('download'), tap(worker, '#save-certificate')])
  expect(file.suggestedFilename()).toBe(`阅读证书-${TITLE}.pdf`)
  await file.saveAs(new URL('../../artifacts/r9-certificate.pdf', import.meta.url).pathname)
  const stranger = await somebody(browser, phone)
  await stranger.goto(at(`reading/verify?code=${code}`))
  await sees(stranger, '证书是真的')
  await sees(stranger, '陈**')
  await shot(stranger, 'r10-verified')
  await type(stranger, 'code', `${code.slice(0, 15)}${code.endsWith('0') ? '1' : '0'}`)
  await tap(stranger, '#ask')
  await sees(stranger, '没有这个编号的证书')
  await shot(stranger, 'r10-unknown')
  await stranger.context().close()
  await tap(worker, '#back')
})

test('the standings say the same to the worker and at the desk', async () => {
  const { foldCampaigns } = await import('@gonghui/functions/reading/fold')
  // What changed before the clock was turned was counted by its own minutes; the rest is looked for here.
  await foldCampaigns(new Date().toISOString(), () => 60_000)
  await tap(worker, '#standings')
  await sees(worker, '按人均排名')
  await shot(worker, 'r7-standings')
  const seen = await worker.locator('.standings-figures:visible').innerText()
  expect(seen.replace(/\s+/g, ' ')).toBe('1 人在读 4 读够天数 1 本读完')
  await staff.reload()
  await front(staff, '#campaign-figures').waitFor()
  const figures = (await front(staff, '#campaign-figures').innerText()).replace(/\s+/g, ' ')
  expect(figures).toBe(
    '报名 1 人 打卡 4 次 读够天数 4 天 读完 1 本 笔记 1 篇 答题过关 100 % 1 人次答题，1 过关',
  )
  await shot(staff, 'r8-figures')
})

test('staff close the campaign; the quiz is drawn among who passed, and the winner finds it in three places', async () => {
  const { foldCampaigns } = await import('@gonghui/functions/reading/fold')
  await tap(staff, '#close')
  await tap(staff, '#confirm-yes')
  await sees(staff, '已结束')
  turnTo(new Date(Date.now() + 12 * 60_000).toISOString())
  await foldCampaigns(new Date().toISOString(), () => 60_000)
  await staff.reload()
  await sees(staff, /1 人进入，1 人中奖/)
  await shot(staff, 'r11-drawn')
  await tap(worker, '#back')
  await worker.reload()
  await tap(worker, '#quiz-q1')
  await sees(worker, /抽中了你，200 积分已到账/)
  await shot(worker, 'r11-won')
  await tap(worker, '#sheet-close')
  await worker.goto(at('messages/inbox'))
  await sees(worker, '答题抽奖中奖了')
  await worker.goto(at('reading/points'))
  await sees(worker, '第一周竞答抽奖中奖')
})
