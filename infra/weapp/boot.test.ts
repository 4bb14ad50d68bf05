import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { repository, type Stack, startStack } from '../local/stack.ts'
import { type Phone, startPhone } from './test-phone.ts'
import { elementsOf, elementWith } from './test-wxml.ts'

const built = join(repository, 'miniprogram/dist/weapp')
/** A worker on the roster of 海风电子, with the poster at the gate before them. */
const worker = { openid: 'worker-haifeng', name: '林小满', phone: '13800000001', union: '海风电子工会委员会' }

let stack: Stack
let scene: string
beforeAll(async () => {
  const lines: string[] = []
  const seed = async (running: Stack) => {
    // A module of the product: it must not be loaded before the stack has set the environment.
    const { seed } = await import('../seed/seed.ts')
    await seed({ ...running, print: (line) => lines.push(line) })
  }
  stack = await startStack({ schedules: false, seed, log: () => {} })
  scene = /J\w{15}(?=\s+海风电子)/.exec(lines.join('\n'))?.[0] ?? ''
}, 120_000)
afterAll(() => stack.stop())

const phoneOf = (openid: string) => startPhone(built, { ...stack, openid, scanned: scene })
const shows = (phone: Phone, text: string | RegExp) =>
  expect.poll(() => phone.text(), { timeout: 5_000 }).toMatch(text)

const answered = ({ requests }: Phone, path: string) =>
  requests.filter((one) => one.path === path).map(({ method, status }) => `${method} ${status}`)

/** The nearest thing with an id of its own around a text that is drawn. */
function idAround(phone: Phone, text: string, prefix: string): string {
  for (const element of elementsOf(phone.draw()))
    if (element.children.includes(text))
      for (let at: typeof element | undefined = element; at; at = at.parent)
        if (String(at.attr.id).startsWith(prefix)) return String(at.attr.id)
  throw new Error(`${text} is not drawn: ${phone.text()}`)
}

/** What WeChat's screen reader is given of the first element with a role at or within one. */
function ariaOf(phone: Phone, id: string) {
  const around = elementWith(phone.draw(), id)
  const found = around && [...elementsOf(around)].find(({ attr }) => attr.ariaRole)
  return { label: found?.attr.ariaLabel, role: found?.attr.ariaRole, checked: found?.attr.ariaChecked }
}

test('the first page is drawn in Chinese, and filled by the API’s answers', async () => {
  const phone = phoneOf('somebody-new')
  expect(phone.at()).toBe('/pages/home')
  await shows(phone, '4 折水果礼盒')
  expect(phone.text()).toMatch(/加入工会，领福利.*今日福利.*首页.*福利.*券包.*我的/s)
  expect(answered(phone, '/v1/membership/sessions')).toEqual(['POST 201'])
  expect(answered(phone, '/v1/benefits/drops')).toContain('GET 200')
  expect(phone.faults).toEqual([])
})

test('without a network the first page says so, and fills once there is one again', async () => {
  const outside = { ...stack, openid: 'somebody-away', apiBase: 'http://127.0.0.1:9' }
  const phone = startPhone(built, outside)
  await expect.poll(() => phone.has('retry'), { timeout: 10_000 }).toBe(true)
  outside.apiBase = stack.apiBase
  phone.tap('retry')
  await shows(phone, '4 折水果礼盒')
  expect(phone.faults).toEqual([])
})

test('a tap on a drop opens its page in the subpackage, once, also by the button on its card', async () => {
  for (const text of ['4 折水果礼盒', '去抢']) {
    const phone = phoneOf('somebody-else')
    await shows(phone, '4 折水果礼盒')
    phone.tap(idAround(phone, text, text === '去抢' ? '' : 'drop-'))
    await expect.poll(() => phone.at()).toMatch(/^\/benefits\/drop\?dropId=drp_/)
    await shows(phone, '我能抢吗')
    expect(phone.depth()).toBe(2)
    expect(phone.faults).toEqual([])
  }
})

test('every page of every package opens without a fault, for somebody who is nobody yet', async () => {
  const phone = phoneOf('somebody-third')
  await shows(phone, '4 折水果礼盒')
  for (const page of phone.pages) {
    phone.open(`/${page}`)
    await expect.poll(() => phone.text().trim(), { message: page }).not.toBe('')
    expect(phone.faults, page).toEqual([])
  }
})

test('a worker scans the poster, joins with WeChat’s phone number, grabs a gift box and shows its code', async () => {
  const phone = phoneOf(worker.openid)
  await shows(phone, '加入工会，领福利')
  phone.tap('service-join')
  await expect.poll(() => phone.at()).toBe(`/membership/join?scene=${scene}`)
  await shows(phone, worker.union)
  phone.type('name', worker.name)
  expect(ariaOf(phone, 'back')).toMatchObject({ label: '返回', role: 'button' })
  expect(ariaOf(phone, 'consent')).toMatchObject({ role: 'checkbox', checked: false })
  phone.tap('consent')
  await expect.poll(() => ariaOf(phone, 'consent').checked).toBe(true)
  const body = JSON.stringify(worker)
  const pressed = await fetch(`${stack.wechatBase}/_control/phone-codes`, { method: 'POST', body })
  phone.givePhone('join-submit', ((await pressed.json()) as { code: string }).code)
  await expect.poll(() => phone.at()).toBe('/membership/status')
  await shows(phone, worker.union)

  phone.open('/pages/home')
  await shows(phone, '在会会员')
  phone.tap(idAround(phone, '4 折水果礼盒', 'drop-'))
  await expect.poll(() => phone.has('claim')).toBe(true)
  phone.tap('claim')
  await shows(phone, '抢到了')
  phone.tap('to-voucher')
  await expect.poll(() => phone.at()).toMatch(/^\/benefits\/voucher\?voucherId=/)
  await shows(phone, /\d{4} \d{4} \d{4}/)
  expect(phone.faults).toEqual([])
})

test('a member fetches what is held on them, and sends it to a chat with a tap of its own', async () => {
  const phone = phoneOf(worker.openid)
  await shows(phone, '在会会员')
  phone.open('/membership/my-data')
  await expect.poll(() => phone.has('start-export')).toBe(true)
  phone.tap('start-export')
  await expect.poll(() => phone.has('save-export'), { timeout: 20_000 }).toBe(true)
  phone.tap('save-export')
  await expect.poll(() => phone.has('send-file'), { timeout: 5_000 }).toBe(true)
  expect(phone.sentFiles).toEqual([])
  phone.tap('send-file')
  await expect.poll(() => phone.has('send-file')).toBe(false)
  expect(phone.sentFiles).toEqual(['工惠-我的信息.zip'])
  expect(phone.faults).toEqual([])
})
