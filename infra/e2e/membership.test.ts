import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Stack } from '../local/stack.ts'
import { REVIEW_ORG, REVIEW_SCENE } from '../seed/review-code.ts'
import { desk, front, openBrowser, phone, sees, shot, signInAs, somebody, tap, type } from './test-browser.ts'
import { startDemo } from './test-demo.ts'

/**
 * A membership from the poster on: joining by roster in a few taps, waiting and being approved with others in one go, a
 * second scan, a phone that is a member's already, a move to another union, a suspension, and leaving.
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

async function smsCode(to: string): Promise<string> {
  const sent = (await (await fetch(`${stack.wechatBase}/_control/sms?phone=${to}`)).json()) as object
  return (JSON.stringify(sent).match(/\b\d{6}\b/g) ?? []).at(-1) ?? ''
}

/** Counts the taps on the product's own pages; WeChat's are not ours. */
async function counting(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(`addEventListener('click', (event) => {
    if (event.isTrusted && location.hash)
      sessionStorage.setItem('taps', String(Number(sessionStorage.getItem('taps')) + 1))
  }, true)`)
  return async () => Number(await page.evaluate("sessionStorage.getItem('taps')"))
}

interface Worker {
  readonly openid: string
  readonly name: string
  readonly mobile: string
}

/** What the poster's code opens: in a browser any camera leads there. */
async function scanAndApply(page: Page, scene: string, { openid, name, mobile }: Worker) {
  await page.goto(at(`membership/join?scene=${scene}`))
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

const people: Partial<Record<'listed' | 'unlisted' | 'cadre' | 'other' | 'twice' | 'reviewer', Page>> = {}
async function be(who: keyof typeof people, size = phone): Promise<Page> {
  const page = await somebody(browser, size)
  people[who] = page
  return page
}
const page = (who: keyof typeof people): Page => {
  const found = people[who]
  if (!found) throw new Error(`${who} is not here yet`)
  return found
}

test('a worker on the roster is a member within five taps of the poster', async () => {
  const listed = await be('listed')
  const taps = await counting(listed)
  await scanAndApply(listed, scenes[0] ?? '', {
    openid: 'worker-haifeng',
    name: '林小满',
    mobile: '13800000001',
  })
  await sees(listed, '欢迎加入工会')
  expect(await taps()).toBeLessThan(5)
  await shot(listed, 'm01-admitted')
})

test('a second scan says that one is a member already, and leads to the union', async () => {
  const listed = page('listed')
  await listed.goto(at(`membership/join?scene=${scenes[1] ?? ''}`))
  await front(listed, '#already-in').waitFor()
  await sees(listed, '你已经是会员了')
  await shot(listed, 'm02-second-scan')
})

test('without a roster one waits, is approved with others in one go, and is told', async () => {
  const unlisted = await be('unlisted')
  await scanAndApply(unlisted, scenes[0] ?? '', {
    openid: 'worker-unlisted',
    name: '刘洋',
    mobile: '13800000004',
  })
  await sees(unlisted, '申请已交，正在审核')
  await sees(unlisted, '最晚答复')
  await shot(unlisted, 'm03-waiting')

  const cadre = await be('cadre', desk)
  await cadre.goto(at('pages/mine'))
  await signInAs(cadre, 'cadre-haifeng')
  await tap(cadre, '#work-applications')
  await sees(cadre, '刘洋')
  await tap(cadre, '#tick-all')
  await shot(cadre, 'm04-queue')
  await tap(cadre, '#bulk-approve')
  await tap(cadre, '#confirm-yes')
  await front(cadre, '#outcomes').waitFor()
  expect(await front(cadre, '#outcomes').innerText()).toMatch(/刘洋[\s\S]*已同意/)
  await shot(cadre, 'm05-outcomes')
  await tap(cadre, '#bulk-close')
  await sees(cadre, '没有等待审核的申请')

  await unlisted.reload()
  await sees(unlisted, '欢迎加入工会')
})

test('the message about it is marked until it is opened', async () => {
  const unlisted = page('unlisted')
  await tap(unlisted, '#leave')
  await front(unlisted, '#home-messages').waitFor()
  expect(await front(unlisted, '.tabs-count').innerText()).toBe('1')
  await tap(unlisted, '#home-messages')
  await front(unlisted, '.message-new').waitFor()
  await shot(unlisted, 'm05-message')
  await tap(unlisted, '.message-new')
  await front(unlisted, '#application-admitted').waitFor()
  await unlisted.goBack()
  await front(unlisted, '.message').waitFor()
  await front(unlisted, '.message-new').waitFor({ state: 'hidden' })
  await unlisted.goto(at('pages/mine'))
  await front(unlisted, '#messages').waitFor()
  await front(unlisted, '.tabs-count').waitFor({ state: 'hidden' })
})

test('a member’s phone on another WeChat is checked by a cadre, and makes no second member', async () => {
  const twice = await be('twice')
  await scanAndApply(twice, scenes[0] ?? '', {
    openid: 'worker-xingqiao',
    name: '王丽娜',
    mobile: '13800000011',
  })
  await sees(twice, '手机号正在核实')
  await shot(twice, 'm06-checking')
  const cadre = page('cadre')
  await tap(cadre, '#rail-repairs')
  await cadre.locator('#repairs .table-row').first().click()
  await sees(cadre, '是同一个人吗？')
  await type(cadre, 'unmask-reason', '打电话核对')
  await tap(cadre, '#unmask')
  await sees(cadre, '13800000011')
  await shot(cadre, 'm07-repair')
  await type(cadre, 'repair-words', '号码是同事的，请换成自己的手机号')
  await tap(cadre, '#repair-refuse')
  await sees(cadre, '没有要核实的')
  await twice.reload()
  await sees(twice, '请换成自己的手机号')
})

test('a member asks to move, the other union accepts, and everything comes along', async () => {
  const listed = page('listed')
  await listed.goto(at('pages/mine'))
  await tap(listed, '#to-union')
  await tap(listed, '#ask-transfer')
  await type(listed, 'org-name', '山海')
  await listed.locator('#found .line-row:visible').first().click()
  await type(listed, 'transfer-reason', '换到山海物流上班')
  await shot(listed, 'm08-ask-transfer')
  await tap(listed, '#confirm-yes')
  await front(listed, '#transfer-withdraw').waitFor()
  await shot(listed, 'm09-transfer-waiting')

  const other = await be('other', desk)
  await other.goto(at('pages/mine'))
  await signInAs(other, 'cadre-shanhai')
  await tap(other, '#work-transfers')
  await sees(other, '海风电子工会委员会')
  await shot(other, 'm10-transfers')
  await other.locator('[id^=accept-trf_]:visible').first().click()
  await tap(other, '#confirm-yes')
  await sees(other, '没有等待办理的转移')

  await listed.reload()
  await sees(listed, '已转入')
  expect(await front(listed, '#standing').innerText()).toContain('山海物流工会委员会')
  await shot(listed, 'm11-moved')
})

test('the new union suspends the member, who is told why; resumed, the member leaves, knowing what it means', async () => {
  const other = page('other')
  const act = async (deed: string, words: string) => {
    await tap(other, '#rail-members')
    await other.locator('#members .table-row').filter({ hasText: '138****0001' }).click()
    await tap(other, `#deed-${deed}`)
    await type(other, 'deed-reason', words)
    await shot(other, `m12-${deed}`)
    await tap(other, '#deed-do')
    await front(other, '#deed-do').waitFor({ state: 'hidden' })
    await tap(other, '#rail-transfers')
  }
  await act('suspend', '停薪留职一年')
  const listed = page('listed')
  await listed.reload()
  await sees(listed, '停薪留职一年')
  await shot(listed, 'm13-suspended')
  await act('resume', '已返岗')
  await listed.reload()
  await tap(listed, '#leave-union')
  await tap(listed, '#understood')
  await shot(listed, 'm14-leaving')
  await tap(listed, '#confirm-yes')
  await sees(listed, /你已从山海物流工会委员会退会/)
  await shot(listed, 'm15-left')
})

test('WeChat’s reviewer scans the demonstration’s code, and is a member who sees what members see', async () => {
  const reviewer = await be('reviewer')
  await scanAndApply(reviewer, REVIEW_SCENE, {
    openid: 'reviewer',
    name: '审核员',
    mobile: '13800000031',
  })
  await sees(reviewer, '欢迎加入工会')
  await tap(reviewer, '#leave')
  await front(reviewer, '#member-card').waitFor()
  await sees(reviewer, REVIEW_ORG)
  await shot(reviewer, 'm16-reviewer')
  await tap(reviewer, '#all-drops')
  await sees(reviewer, '2 元午餐 · 文化宫食堂')
  await sees(reviewer, '提醒我')
})
