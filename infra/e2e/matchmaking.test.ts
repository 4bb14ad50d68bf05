import { asPhoned } from '@gonghui/functions/lib/test-pictures'
import type { Gender } from '@gonghui/shared/matchmaking/words'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { choose, desk, front, sees, shot, somebody, tap, type } from './test-browser.ts'
import { he, hisColleague, matchmaker, type Singles, she, startSingles, third } from './test-singles.ts'

/**
 * 在线红娘, through the pages and their real buttons: two people sign up with a photo, are approved, suggested to each
 * other and introduced, and have each other's number; a colleague never appears.
 */
let singles: Singles
beforeAll(async () => {
  singles = await startSingles()
})
afterAll(() => singles?.stop())

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
  const one = await somebody(singles.browser, { width: 300, height: 300 })
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
  const hers = await singles.page(she, 'matchmaking/home')
  await shot(hers, 'x01-welcome')
  await fillsIn(hers, 'female', '166')
  await choose(hers, '#add-photo', await photo(), 'me.jpg')
  await front(hers, '.photo-state').waitFor()
  await shot(hers, 'x02-photo')
  await handsIn(hers)
  await shot(hers, 'x03-in-review')
  const his = await singles.page(he, 'matchmaking/home')
  await fillsIn(his, 'male', '174')
  await handsIn(his)
  await singles.signsUp(hisColleague, 'female', 159)
  await singles.signsUp(third, 'female', 171)
})

test('the desk sees masked names and the checked photo, and approves', async () => {
  const atDesk = await singles.page(matchmaker, 'matchmaking/reviews', desk)
  await sees(atDesk, '何**')
  await front(atDesk, '.photo').waitFor()
  await shot(atDesk, 'x04-reviews')
  expect(await atDesk.locator('body').innerText()).not.toMatch(/何雨桐|郑海涛|1380000/)
  for (const heightCm of [166, 174, 159]) await singles.approve(heightCm)
})

test('each is suggested the other and nobody else; his colleague never appears, nor he to her', async () => {
  const his = await singles.page(he, 'matchmaking/home')
  await front(his, '[id^=single-]').waitFor()
  expect(await his.locator('[id^=single-]:visible').count()).toBe(1)
  await sees(his, /166\scm/)
  const colleague = await singles.page(hisColleague, 'matchmaking/home')
  await sees(colleague, '今天的缘分看完了')
  await shot(colleague, 'x05-nobody')
  const hers = await singles.page(she, 'matchmaking/home')
  await sees(hers, /174\scm/)
  await shot(hers, 'x06-suggested')
  expect(await hers.locator('body').innerText()).not.toMatch(/郑海涛|山海物流|1380000/)
})

test('a heart is a secret until it is two; both desks and both people agree, and contacts are exchanged', async () => {
  const hers = await singles.page(she, 'matchmaking/home')
  await tap(hers, '[id^=heart-]')
  await sees(hers, '今天的缘分看完了')
  const his = await singles.page(he, 'matchmaking/introductions')
  await sees(his, '还没有心动')
  await singles.page(he, 'matchmaking/home')
  await tap(his, '[id^=heart-]')
  const atDesk = await singles.page(matchmaker, 'matchmaking/cases', desk)
  await sees(atDesk, '等红娘确认')
  await shot(atDesk, 'x07-case')
  await tap(atDesk, '[id^=confirm-]')
  await sees(atDesk, '等双方同意')
  for (const openid of [she, he]) {
    const one = await singles.page(openid, 'matchmaking/introductions')
    await tap(one, '[id^=consent-]')
    await tap(one, '#confirm-yes')
    await sees(one, openid === she ? '你已同意，等对方同意' : '可以联系了')
  }
  await singles.page(she, 'matchmaking/introductions')
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
