import { getCounts } from '@gonghui/shared/benefits/counts'
import { getDrop, listDrops, listManagedDrops } from '@gonghui/shared/benefits/drops'
import { listMyOutlets } from '@gonghui/shared/benefits/outlets'
import { askReminder } from '@gonghui/shared/benefits/reminders'
import { listVouchers } from '@gonghui/shared/benefits/vouchers'
import { roles } from '@gonghui/shared/lib/roles'
import { apply, CONSENT_VERSION, listApplications } from '@gonghui/shared/membership/applications'
import { getJoinCode } from '@gonghui/shared/membership/join-codes'
import { listOrgs } from '@gonghui/shared/membership/orgs'
import { getMe } from '@gonghui/shared/membership/sessions'
import { listCampaigns } from '@gonghui/shared/reading/campaigns'
import { getReader } from '@gonghui/shared/reading/readers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Stack, startStack } from '../local/stack.ts'
import { type Ask, answered, askAt } from './calls.ts'
import { readLines, readTable } from './files.ts'
import { readPeople, signIn, wechatCode } from './people.ts'
import { REVIEW_ORG, REVIEW_SCENE } from './review-code.ts'

let stack: Stack
let ask: Ask
let scenes: string[]

/** Loaded when the environment is there, as `npm start` does it. */
async function run(): Promise<string[]> {
  const { seed } = await import('./seed.ts')
  const lines: string[] = []
  await seed({ apiBase: stack.apiBase, wechatBase: stack.wechatBase, print: (line) => lines.push(line) })
  return lines.flatMap((line) => /\bJ[2-9A-Z]{15}\b/.exec(line)?.[0] ?? [])
}

beforeAll(async () => {
  stack = await startStack({ schedules: false, log: () => {} })
  ask = askAt(stack.apiBase)
  scenes = await run()
})
afterAll(() => stack.stop())

const as = (openid: string) => signIn(ask, stack.wechatBase, openid)
async function cityDrops() {
  const { token } = await as('operator-city')
  const { org } = answered(listOrgs, await ask(listOrgs, {}))
  const query = { orgId: org.orgId }
  return answered(listManagedDrops, await ask(listManagedDrops, { query }, { token })).items
}

test('the files hold what a city union needs', () => {
  const roster = readTable('roster.csv')
  expect(roster).toHaveLength(2_000)
  expect(new Set(roster.map((line) => line.phone)).size).toBe(2_000)
  for (const line of roster) expect(line.phone).toMatch(/^1[3-9]\d{9}$/)
  const codes = readLines('cinema-codes.csv').slice(1)
  expect(new Set(codes).size).toBe(500)
  const people = readPeople()
  for (const role of roles) expect(people.map((person) => person.role)).toContain(role)
  for (const { name, org, phone, roster: listed } of people.filter((person) => person.phone)) {
    const line = roster.find((entry) => entry.phone === phone)
    expect(line ? { name: line.name, org: line.org } : undefined).toEqual(listed ? { name, org } : undefined)
  }
})

test('the tree has four levels, forty enterprises, and one for demonstrations', async () => {
  const counts: Record<string, number> = {}
  async function walk(orgId?: string): Promise<void> {
    const { org, below } = answered(listOrgs, await ask(listOrgs, { query: { orgId } }))
    counts[org.level] = (counts[org.level] ?? 0) + 1
    for (const child of below) await walk(child.orgId)
  }
  await walk()
  expect(counts).toEqual({ city: 1, district: 15, street: 26, workplace: 41 })
})

test('a newcomer on the roster joins by a printed join code', async () => {
  expect(scenes).toHaveLength(4)
  const [scene = ''] = scenes
  expect(answered(getJoinCode, await ask(getJoinCode, { params: { scene } })).state).toBe('valid')
  const worker = readPeople().find((person) => person.openid === 'worker-haifeng')
  if (!worker) throw new Error('the worker is gone')
  const { openid, name, phone } = worker
  const session = await as(openid)
  const phoneCode = await wechatCode(stack.wechatBase, 'phone-codes', { openid, phone })
  const body = { scene, name, phoneCode, consentVersion: CONSENT_VERSION }
  expect(answered(apply, await ask(apply, { body }, session)).application.state).toBe('admitted')
})

test('WeChat’s reviewer is a member by one scan of the printed code, on no roster and with nobody’s yes', async () => {
  const scene = scenes.at(-1) ?? ''
  expect(scene).toBe(REVIEW_SCENE)
  const reviewer = readPeople().find(({ openid }) => openid === 'reviewer')
  const { openid = '', name = '', phone } = reviewer ?? {}
  const session = await as(openid)
  const phoneCode = await wechatCode(stack.wechatBase, 'phone-codes', { openid, phone })
  const body = { scene, name, phoneCode, consentVersion: CONSENT_VERSION }
  const { application, token } = answered(apply, await ask(apply, { body }, session))
  expect(application).toMatchObject({ state: 'admitted', orgName: REVIEW_ORG })
  const fruit = (await cityDrops()).find((drop) => drop.kind === 'goods' && drop.state === 'open')
  const params = { dropId: fruit?.dropId ?? '' }
  expect(answered(getDrop, await ask(getDrop, { params }, { token }))).toMatchObject({ mayI: { may: true } })
})

test('tomorrow’s drop can be reminded of', async () => {
  const drop = (await cityDrops()).find(({ title }) => title === '2 元午餐 · 文化宫食堂')
  const params = { dropId: drop?.dropId ?? '' }
  const member = await as('member-chen')
  expect(answered(askReminder, await ask(askReminder, { params }, member))).toMatchObject({ reminded: true })
})

test('there is a drop in each state that a visitor should see', async () => {
  const states = Object.fromEntries((await cityDrops()).map((drop) => [drop.title, drop.state]))
  const grabbed = ['draft', 'open', 'open', 'open', 'paused', 'scheduled', 'scheduled']
  // Three lotteries besides: one that takes entries, two that are over.
  expect(Object.values(states).sort()).toEqual([...grabbed, 'open', 'closed', 'closed'].sort())
  const { items } = answered(listDrops, await ask(listDrops, {}))
  expect(items.map((drop) => drop.state)).toEqual(
    expect.arrayContaining(['closed', 'open', 'paused', 'scheduled']),
  )
  const next = items.find((drop) => drop.state === 'scheduled')
  expect(Date.parse(next?.opensAt ?? '') - Date.now()).toBeLessThanOrEqual(120_000)
  expect(next?.stock.left).toBe(494)
})

test('wallets and counts have something to show', async () => {
  const { token } = await as('operator-city')
  const fruit = (await cityDrops()).find((drop) => drop.kind === 'goods' && drop.state === 'open')
  const params = { dropId: fruit?.dropId ?? '' }
  const counts = answered(getCounts, await ask(getCounts, { params }, { token }))
  expect(counts).toMatchObject({ claimed: 6, redeemed: 2, stock: { total: 2_000, left: 1_994 } })
  const member = await as('member-chen')
  const wallet = answered(listVouchers, await ask(listVouchers, {}, member))
  expect(wallet.items.map((voucher) => voucher.state).sort()).toEqual(['issued', 'redeemed'])
  const clerk = await as('clerk-market')
  const { items } = answered(listMyOutlets, await ask(listMyOutlets, {}, clerk))
  expect(items).toMatchObject([{ name: '南粤生鲜超市（后海店）', redeemedToday: 2 }])
})

test('who read enough can have a book for points, and who has not is told so', async () => {
  const book = (await cityDrops()).find(({ pointsPrice }) => pointsPrice === 100)
  const params = { dropId: book?.dropId ?? '' }
  const rich = answered(getDrop, await ask(getDrop, { params }, await as('member-he')))
  expect(rich).toMatchObject({ points: { balance: 120 }, mayI: { may: true } })
  const poor = answered(getDrop, await ask(getDrop, { params }, await as('member-yang')))
  expect(poor).toMatchObject({ points: { balance: 20 }, mayI: { code: 'points-short' } })
})

test('two applicants wait for their cadre; the unlisted member was approved', async () => {
  const cadre = await as('cadre-haifeng')
  const { grants } = answered(getMe, await ask(getMe, {}, cadre))
  const query = { orgId: grants[0]?.orgId ?? '' }
  const { items } = answered(listApplications, await ask(listApplications, { query }, cadre))
  expect(items.map((item) => item.name).sort()).toEqual(['谢婉婷', '高明'])
  const me = answered(getMe, await ask(getMe, {}, await as('member-xu')))
  expect(me.member).toMatchObject({ name: '徐志强', verifiedBy: 'cadre' })
})

test('of the lotteries one takes entries, one waits for its number, and one is drawn with its vouchers given', async () => {
  const drops = await cityDrops()
  const steps = drops.flatMap(({ lottery }) => (lottery ? [[lottery.step, lottery.number]] : []))
  expect(steps.sort()).toEqual([
    ['drawn', '375'],
    ['entering', undefined],
    ['waiting', undefined],
  ])
})

test('the seed may be run again: the same codes, nothing twice', async () => {
  const before = await cityDrops()
  const wallet = async () =>
    answered(listVouchers, await ask(listVouchers, {}, await as('member-chen'))).items.map(
      (one) => one.voucherId,
    )
  const vouchers = await wallet()
  expect(await run()).toEqual(scenes)
  expect(await cityDrops()).toEqual(before.map((drop) => ({ ...drop, stock: expect.anything() })))
  expect(await wallet()).toEqual(vouchers)
})

test('a reading campaign of twenty books is open, featured, and has readers', async () => {
  const { items } = answered(listCampaigns, await ask(listCampaigns, {}))
  expect(items).toMatchObject([{ title: '玫瑰书香・2026', state: 'open', featured: true, bookCount: 20 }])
  const params = { campaignId: items[0]?.campaignId ?? '' }
  const { reader } = answered(getReader, await ask(getReader, { params }, await as('member-he')))
  expect(reader).toMatchObject({ streak: { current: 3 }, minutes: 80 })
  expect(reader.books.filter(({ finishedOn }) => finishedOn)).toHaveLength(1)
})
