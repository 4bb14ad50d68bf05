import { getMemberCode } from '@gonghui/shared/membership/member-codes'
import { ERASURE_WORDS } from '@gonghui/shared/membership/my-data'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readZip } from '../aws/zip.ts'
import type { Stack } from '../local/stack.ts'
import { desk, front, openBrowser, phone, sees, shot, signInAs, somebody, tap, type } from './test-browser.ts'
import { turnTo } from './test-clock.ts'
import { startDemo } from './test-demo.ts'

/**
 * A member at an event’s desk, and what is held on a member: a desk reads the rotating code and says first time or already
 * in; the member takes everything out in a zip; has themselves erased, knowing what stays; and comes back as somebody new, while
 * the counts are what they were.
 */

let stack: Stack
let browser: Browser
let member: Page
let door: Page

beforeAll(async () => {
  stack = await startDemo()
  browser = await openBrowser()
})

afterAll(async () => {
  await browser?.close()
  await stack?.stop()
})

const at = (path: string) => `${stack.apiBase}/#/${path}`
const CHEN = { openid: 'member-chen', name: '陈思远', mobile: '13800000011' }

/** What the QR on a member’s screen holds, as the screen was told it. */
async function codeOf(page: Page): Promise<string> {
  await page.goto(at('pages/mine'))
  const [told] = await Promise.all([
    page.waitForResponse((one) => one.url().endsWith(getMemberCode.path) && one.status() === 200),
    tap(page, '#member-code'),
  ])
  await front(page, '#member-qr').waitFor()
  return ((await told.json()) as { memberCode: string }).memberCode
}

/** The camera’s part, and what a scanner that types does. */
async function scan(text: string) {
  await tap(door, '#desk-scan')
  await type(door, 'scan-text', text)
  await tap(door, '#scan-ok')
}

const arrived = () => front(door, '.figure-value').innerText()

test('a desk reads a member’s rotating code: first time', async () => {
  member = await somebody(browser, phone)
  await member.goto(at('pages/mine'))
  await signInAs(member, CHEN.openid)
  await front(member, '#my-union').waitFor()
  const code = await codeOf(member)
  await shot(member, 'y01-member-code')

  door = await somebody(browser, desk)
  await door.goto(at('pages/mine'))
  await signInAs(door, 'cadre-nanshan')
  await tap(door, '#work-desk')
  const list = door.locator('#lists .table-row').filter({ hasText: '端午包粽子活动' })
  await list.waitFor()
  await shot(door, 'y02-desk')
  await list.click()
  await sees(door, '还没有人签到')
  await scan(code)
  await front(door, '#check-in-first').waitFor()
  await sees(door, '签到成功')
  await expect.poll(arrived).toBe('1')
  await shot(door, 'y03-first')
})

test('shown again, by camera or by digits, they are in already and counted once', async () => {
  await scan(await codeOf(member))
  await front(door, '#check-in-already').waitFor()
  await tap(member, '#show-digits')
  const digits = (await front(member, '#digits').innerText()).replace(/\D/g, '')
  expect(digits).toMatch(/^\d{8}$/)
  await door.reload()
  await type(door, 'typed', digits)
  await tap(door, '#look')
  await front(door, '#check-in-already').waitFor()
  await sees(door, '已经签过了')
  await shot(door, 'y04-already')
  expect(await arrived()).toBe('1')
})

test('a code of nobody’s is refused in words', async () => {
  await type(door, 'typed', '00000000')
  await tap(door, '#look')
  await front(door, '[id^=refused-]').waitFor()
  await shot(door, 'y05-refused')
  expect(await arrived()).toBe('1')
})

test('a member takes out all that is held on them: it is theirs, whole, and nobody else’s', async () => {
  await member.goto(at('pages/mine'))
  await tap(member, '#account')
  await tap(member, '#my-data')
  await tap(member, '#start-export')
  await front(member, '#exported').waitFor()
  await shot(member, 'y06-exported')
  const [download] = await Promise.all([member.waitForEvent('download'), tap(member, '#save-export')])
  expect(download.suggestedFilename()).toBe('工惠-我的信息.zip')
  const files = readZip(await download.path())
  const text = (name: string) => files.get(name)?.toString('utf8') ?? ''
  expect(JSON.parse(text('membership/member.json')).items).toMatchObject([
    { name: CHEN.name, phone: CHEN.mobile },
  ])
  expect(text('membership/check-ins.json')).toContain('端午包粽子活动')
  expect(text('membership/tag-claims.json')).toContain('荣誉证书编号 NS2023-0117')
  const all = [...files.keys()].map(text).join('\n')
  expect(new Set(all.match(/1[3-9]\d{9}/g))).toEqual(new Set([CHEN.mobile]))
  expect(new Set(all.match(/per_[0-9A-Z]{26}/g)).size).toBe(1)
  expect(text('说明.txt').match(/\.json\t/g)).toHaveLength(files.size - 1)
  expect(await front(member, '#exported').innerText()).toContain(`${files.size - 1} 个文件`)
})

/** How many a poster brought, as its cadre reads it. */
async function brought(cadre: Page): Promise<string> {
  await cadre.goto(at('membership/join-codes'))
  await cadre.reload()
  return cadre.locator('#join-code .table-row').filter({ hasText: '3 号门岗海报' }).innerText()
}

test('an erasure is asked for knowing what stays, may be taken back, and is asked for again', async () => {
  await tap(member, '#ask-erasure')
  await sees(member, /用过的券只留没有姓名的台账两年/)
  await sees(member, '七天内可以撤回。到期后不能恢复，再用要重新扫码入会。')
  await type(member, 'erasure-words', '注销')
  expect(await front(member, '#confirm-yes').getAttribute('class')).toContain('button-off')
  await shot(member, 'y07-erasure-warning')
  const ask = async () => {
    await type(member, 'erasure-words', ERASURE_WORDS)
    await tap(member, '#confirm-yes')
    await front(member, '#erasure-cooling').waitFor()
  }
  await ask()
  await shot(member, 'y08-erasure-cooling')
  await tap(member, '#undo-erasure')
  await tap(member, '#ask-erasure')
  await ask()
})

test('a week later the person is gone: who signs in is new, and the counts are what they were', async () => {
  const cadre = await somebody(browser, desk)
  await cadre.goto(at('pages/mine'))
  await signInAs(cadre, 'cadre-haifeng')
  await front(cadre, '#work-join-codes').waitFor()
  const before = await brought(cadre)
  expect(before).toMatch(/\d+ 人/)
  const week = Date.now() + 7 * 86_400_000 + 60_000
  turnTo(new Date(week).toISOString())
  await stack.runSchedule('people', 'forget')
  turnTo(new Date(week + 30 * 60_000).toISOString())
  await stack.runSchedule('people', 'forget')

  await member.goto(at('pages/home'))
  await member.reload()
  await sees(member, '加入工会，领福利')
  await signInAs(member, CHEN.openid)
  await sees(member, '扫单位工会的海报就能申请')
  await member.goto(at('membership/my-data'))
  await tap(member, '#start-export')
  await front(member, '#exported').waitFor()
  await shot(member, 'y09-somebody-new')
  const [download] = await Promise.all([member.waitForEvent('download'), tap(member, '#save-export')])
  const told = [...readZip(await download.path()).values()].map((file) => file.toString('utf8')).join()
  for (const word of [CHEN.name, CHEN.mobile, '端午包粽子活动']) expect(told).not.toContain(word)

  expect(await brought(cadre)).toBe(before)
  await door.reload()
  await front(door, '#check-ins').waitFor()
  expect(await arrived()).toBe('1')
  expect(await front(door, '#check-ins').innerText()).toContain('已注销')
  await shot(door, 'y10-counts-stay')
})
