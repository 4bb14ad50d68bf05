import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { asPhoned } from '@gonghui/functions/lib/test-pictures'
import { keyOf } from '@gonghui/functions/table/access-patterns'
import { HOUR_MS, instantOf } from '@gonghui/shared/lib/instant'
import {
  eraseProfile,
  MATCHMAKING_CONSENT_VERSION,
  saveProfile,
  submitProfile,
} from '@gonghui/shared/matchmaking/profiles'
import { approveProfile, listReviews } from '@gonghui/shared/matchmaking/reviews'
import type { Gender } from '@gonghui/shared/matchmaking/words'
import { getMemberCode } from '@gonghui/shared/membership/member-codes'
import { getMe } from '@gonghui/shared/membership/sessions'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Stack, startStack } from '../local/stack.ts'
import { draftOf } from '../proofs/test-singles.ts'
import { type Ask, answered, askAt } from '../seed/calls.ts'
import { readPeople, signIn } from '../seed/people.ts'
import {
  choose,
  desk,
  front,
  openBrowser,
  sees,
  shot,
  signInAs,
  somebody,
  tap,
  type,
} from './test-browser.ts'

/**
 * 在线红娘, through the pages and their real buttons: two people sign up with a photo, are approved, suggested to each
 * other and introduced, and have each other's number; a colleague never appears, a third is refused; and an evening
 * where people are numbers.
 */

/** As wide as most phones are today. */
const phone = { width: 390, height: 844 }

let stack: Stack
let browser: Browser
let ask: Ask
const tokens = new Map<string, string>()

/** Members of three unions. Those of the demo who know each other already begin anew. */
const she = 'member-he'
const he = 'member-zheng'
const hisColleague = 'member-ayiguli'
const third = 'member-yang'
const guest = 'member-chen'

beforeAll(async () => {
  stack = await startStack({
    log: () => undefined,
    seed: async ({ apiBase, wechatBase }) => {
      const { seed } = await import('../seed/seed.ts')
      await seed({ apiBase, wechatBase, print: () => undefined })
    },
  })
  ask = askAt(stack.apiBase)
  for (const { openid, role } of readPeople()) {
    if (role !== 'member' && role !== 'matchmaker') continue
    const { token } = await signIn(ask, stack.wechatBase, openid)
    tokens.set(openid, token)
    if (role === 'member') answered(eraseProfile, await ask(eraseProfile, {}, { token }))
  }
  browser = await openBrowser()
})

afterAll(async () => {
  await browser?.close()
  await stack?.stop()
})

const at = (path: string) => `${stack.apiBase}/#/${path}`
const as = (openid: string) => ({ token: tokens.get(openid) })

const people = new Map<string, Page>()
async function page(openid: string, path: string, size = phone): Promise<Page> {
  const known = people.get(openid)
  if (known) {
    await known.goto(at(path))
    await known.reload()
    return known
  }
  const one = await somebody(browser, size)
  people.set(openid, one)
  await one.goto(at('pages/mine'))
  await signInAs(one, openid, '#login, #sign-in')
  await front(one, '#sign-out').waitFor()
  await one.goto(at(path))
  return one
}

/** Signed up without the pages, for whoever is not the story's. */
async function signsUp(openid: string, gender: Gender, heightCm: number): Promise<void> {
  const body = { revision: 0, draft: draftOf(gender, { heightCm }) }
  answered(saveProfile, await ask(saveProfile, { body }, as(openid)))
  const consent = { consentVersion: MATCHMAKING_CONSENT_VERSION, adult: true } as const
  answered(submitProfile, await ask(submitProfile, { body: consent }, as(openid)))
}

async function approve(heightCm: number): Promise<void> {
  const matchmaker = as('matchmaker-city')
  const orgId = (await cityOf()) ?? ''
  const { items } = answered(listReviews, await ask(listReviews, { query: { orgId } }, matchmaker))
  const one = items.find(({ facts }) => facts.heightCm === heightCm)
  const params = { profileId: one?.profileId ?? '' }
  answered(approveProfile, await ask(approveProfile, { params }, matchmaker))
}

const cityOf = async () => answered(getMe, await ask(getMe, {}, as('matchmaker-city'))).grants[0]?.orgId

async function fillsIn(one: Page, gender: Gender, heightCm: string): Promise<void> {
  await tap(one, '#fill-in')
  await tap(one, `#gender-${gender}`)
  await type(one, 'birth-year', '1995')
  await type(one, 'height', heightCm)
  await tap(one, '#marital-never')
  await tap(one, '#hukou-local')
  await tap(one, '#next')
  await tap(one, '#education-bachelor')
  await tap(one, '#trade-logistics')
  await tap(one, '#work-district-nanshan')
  await tap(one, '#home-district-baoan')
  await tap(one, '#hobbies-hiking')
  await type(one, 'about-me', '周末爱去梧桐山走走，也学着做两个菜。')
  await tap(one, '#next')
  await front(one, '#wish-age').waitFor()
  await type(one, 'wish-age-min', '22')
  await type(one, 'wish-age-max', '45')
  await tap(one, '#next')
  await front(one, '#my-photos').waitFor()
}

/** A picture as a phone leaves it, with the place in it. */
async function photo(): Promise<Buffer> {
  const one = await somebody(browser, { width: 300, height: 300 })
  await one.setContent('<body style="margin:0;background:linear-gradient(45deg,#e0a458,#3d6b8e)"></body>')
  const picture = await one.screenshot({ type: 'jpeg' })
  await one.context().close()
  return asPhoned(1, picture)
}

async function handsIn(one: Page): Promise<void> {
  await tap(one, '#adult')
  await tap(one, '#consent')
  await tap(one, '#submit')
  await sees(one, '资料已交，正在核实')
}

test('two people sign up, she with a photo; nobody is shown anybody before the desk has looked', async () => {
  const hers = await page(she, 'matchmaking/home')
  await shot(hers, 'x01-welcome')
  await fillsIn(hers, 'female', '166')
  await choose(hers, '#add-photo', await photo(), 'me.jpg')
  await front(hers, '.photo-state').waitFor()
  await shot(hers, 'x02-photo')
  await handsIn(hers)
  await shot(hers, 'x03-in-review')
  const his = await page(he, 'matchmaking/home')
  await fillsIn(his, 'male', '174')
  await handsIn(his)
  await signsUp(hisColleague, 'female', 159)
  await signsUp(third, 'female', 171)
})

test('the desk sees masked names and the checked photo, and approves', async () => {
  const matchmaker = await page('matchmaker-city', 'matchmaking/reviews', desk)
  await sees(matchmaker, '何**')
  await front(matchmaker, '.photo').waitFor()
  await shot(matchmaker, 'x04-reviews')
  expect(await matchmaker.locator('body').innerText()).not.toMatch(/何雨桐|郑海涛|1380000/)
  for (const heightCm of [166, 174, 159]) await approve(heightCm)
})

test('each is suggested the other and nobody else; his colleague never appears, nor he to her', async () => {
  const his = await page(he, 'matchmaking/home')
  await front(his, '[id^=single-]').waitFor()
  expect(await his.locator('[id^=single-]:visible').count()).toBe(1)
  await sees(his, /166 cm/)
  const colleague = await page(hisColleague, 'matchmaking/home')
  await sees(colleague, '今天的缘分看完了')
  await shot(colleague, 'x05-nobody')
  const hers = await page(she, 'matchmaking/home')
  await sees(hers, /174 cm/)
  await shot(hers, 'x06-suggested')
  expect(await hers.locator('body').innerText()).not.toMatch(/郑海涛|山海物流|1380000/)
})

test('a heart is a secret until it is two; both desks and both people agree, and contacts are exchanged', async () => {
  const hers = await page(she, 'matchmaking/home')
  await tap(hers, '[id^=heart-]')
  await sees(hers, '今天的缘分看完了')
  const his = await page(he, 'matchmaking/introductions')
  await sees(his, '还没有心动')
  await page(he, 'matchmaking/home')
  await tap(his, '[id^=heart-]')
  const matchmaker = await page('matchmaker-city', 'matchmaking/cases', desk)
  await sees(matchmaker, '等红娘确认')
  await shot(matchmaker, 'x07-case')
  await tap(matchmaker, '[id^=confirm-]')
  await sees(matchmaker, '等双方同意')
  for (const openid of [she, he]) {
    const one = await page(openid, 'matchmaking/introductions')
    await tap(one, '[id^=consent-]')
    await tap(one, '#confirm-yes')
    await sees(one, openid === she ? '你已同意，等对方同意' : '可以联系了')
  }
  await page(she, 'matchmaking/introductions')
  await sees(hers, '郑海涛')
  await sees(hers, '13800000014')
  await sees(his, '何雨桐')
  const face = front(his, '.photo')
  await face.waitFor()
  // The picture is there, and as large as the one that she took, at two pixels a point.
  const width = "[...document.querySelectorAll('.photo img')].at(-1)?.naturalWidth"
  await expect.poll(() => his.evaluate(width)).toBe(600)
  await shot(his, 'x08-exchanged')
})

/** `2026-08-19T14:00` in China, so many minutes from now. */
const local = (minutes: number) =>
  new Date(Date.now() + minutes * 60_000 + 8 * HOUR_MS).toISOString().slice(0, 16)

let eventId = ''

test('the desk announces an evening; a third whose profile is not approved is refused politely, two others come', async () => {
  const matchmaker = await page('matchmaker-city', 'matchmaking/managed-events', desk)
  await tap(matchmaker, '#new-event')
  await type(matchmaker, 'event-title', '秋日相亲会')
  await tap(matchmaker, '#save-event')
  await sees(matchmaker, '请填公共场所的名称和地址，60 字以内')
  await type(matchmaker, 'event-venue', '市工人文化宫二楼，上步中路 1 号')
  await type(matchmaker, 'event-about', '有茶点。请提前十分钟到。')
  for (const [name, minutes] of [
    ['signUpFrom', -60],
    ['signUpUntil', 30],
    ['startsAt', 60],
    ['endsAt', 180],
  ] as const)
    await front(matchmaker, `input#event-${name}`).fill(local(minutes))
  await type(matchmaker, 'event-women', '1')
  await type(matchmaker, 'event-men', '1')
  await type(matchmaker, 'event-rounds', '3')
  await shot(matchmaker, 'x09-event-editor')
  await tap(matchmaker, '#save-event')
  await front(matchmaker, '#guests-female').waitFor()
  eventId = /eventId=(evt_\w+)/.exec(matchmaker.url())?.[1] ?? ''

  const refused = await page(third, 'matchmaking/events')
  await tap(refused, `#event-${eventId}`)
  await tap(refused, '#join')
  await sees(refused, '资料通过审核后才能使用，请等单位红娘审核')
  await shot(refused, 'x10-refused')

  await signsUp(guest, 'male', 181)
  await approve(181)
  const hers = await page(hisColleague, 'matchmaking/events')
  await shot(hers, 'x11-events')
  await tap(hers, `#event-${eventId}`)
  await shot(hers, 'x12-event')
  await tap(hers, '#join')
  await sees(hers, '你有名额')
  await shot(hers, 'x13-placed')
  await page(guest, `matchmaking/event?eventId=${eventId}`).then((his) => tap(his, '#join'))
  const waiting = await page(she, `matchmaking/event?eventId=${eventId}`)
  await tap(waiting, '#join')
  await sees(waiting, '候补第 1 位')
  await shot(waiting, 'x14-waiting')
})

test('at the door a code becomes a number; each sees the own table; hearts are told to the two alone', async () => {
  const matchmaker = await page('matchmaker-city', `matchmaking/event-desk?eventId=${eventId}`, desk)
  for (const [openid, badge] of [
    [hisColleague, '女 1 号'],
    [guest, '男 1 号'],
  ] as const) {
    const { memberCode } = answered(getMemberCode, await ask(getMemberCode, {}, as(openid)))
    await type(matchmaker, 'door-typed', memberCode)
    await tap(matchmaker, '#door-look')
    await front(matchmaker, '#badge').filter({ hasText: badge }).waitFor()
  }
  await tap(matchmaker, '#draw-rounds')
  await front(matchmaker, '#plan-1').waitFor()
  await shot(matchmaker, 'x15-event-desk')
  expect(await matchmaker.locator('.console-main:visible').innerText()).not.toMatch(/阿依|陈思远|1380000/)
  const hers = await page(hisColleague, `matchmaking/event?eventId=${eventId}`)
  await sees(hers, '1 号桌')
  await sees(hers, '男 1 号')
  await shot(hers, 'x16-rounds')
  await theEveningPasses()
  await page(hisColleague, `matchmaking/event?eventId=${eventId}`)
  await front(hers, '#heart-1').waitFor()
  await shot(hers, 'x17-hearts')
  await tap(hers, '#heart-1')
  await sees(hers, '已选，只有你知道')
  const his = await page(guest, `matchmaking/event?eventId=${eventId}`)
  expect(await his.locator('#event-hearts:visible').innerText()).not.toContain('互相心动')
  await tap(his, '#heart-1')
  await front(his, '#introduction-of-1').waitFor()
  await shot(his, 'x18-mutual')
  const other = await page(she, `matchmaking/event?eventId=${eventId}`)
  await front(other, '#back').waitFor()
  expect(await other.locator('body').innerText()).not.toContain('互相心动')
})

/** As if two hours had gone by. */
async function theEveningPasses(): Promise<void> {
  // The product’s own, so not before the stack has said where it is.
  const { database, TABLE } = await import('@gonghui/functions/table/database')
  const past = (minutes: number) => instantOf(Date.now() - minutes * 60_000)
  await database.send(
    new UpdateCommand({
      TableName: TABLE,
      Key: { ...keyOf('an event', { eventId }) },
      UpdateExpression: 'SET signUpUntil = :closed, startsAt = :begun, endsAt = :ended',
      ExpressionAttributeValues: { ':closed': past(150), ':begun': past(120), ':ended': past(1) },
    }),
  )
}
