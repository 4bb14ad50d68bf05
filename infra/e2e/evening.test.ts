import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { keyOf } from '@gonghui/functions/table/access-patterns'
import { instantOf } from '@gonghui/shared/lib/instant'
import { getMemberCode } from '@gonghui/shared/membership/member-codes'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answered } from '../seed/calls.ts'
import { desk, front, sees, shot, tap, type } from './test-browser.ts'
import {
  guest,
  hisColleague,
  local,
  matchmaker,
  type Singles,
  she,
  startSingles,
  third,
} from './test-singles.ts'

/** An evening of 在线红娘, through the pages: who has a place, who waits, who is refused; and where people are numbers. */
let singles: Singles
beforeAll(async () => {
  singles = await startSingles()
  for (const [openid, heightCm] of [
    [she, 166],
    [hisColleague, 159],
  ] as const) {
    await singles.signsUp(openid, 'female', heightCm)
    await singles.approve(heightCm)
  }
  await singles.signsUp(third, 'female', 171)
})
afterAll(() => singles?.stop())

let eventId = ''

test('the desk announces an evening; a third whose profile is not approved is refused politely, two others come', async () => {
  const atDesk = await singles.page(matchmaker, 'matchmaking/managed-events', desk)
  await tap(atDesk, '#new-event')
  await type(atDesk, 'event-title', '秋日相亲会')
  await tap(atDesk, '#save-event')
  await sees(atDesk, '请填公共场所的名称和地址，60 字以内')
  await type(atDesk, 'event-venue', '市工人文化宫二楼，上步中路 1 号')
  await type(atDesk, 'event-about', '有茶点。请提前十分钟到。')
  for (const [name, minutes] of [
    ['signUpFrom', -60],
    ['signUpUntil', 30],
    ['startsAt', 60],
    ['endsAt', 180],
  ] as const)
    await front(atDesk, `input#event-${name}`).fill(local(minutes))
  await type(atDesk, 'event-women', '1')
  await type(atDesk, 'event-men', '1')
  await type(atDesk, 'event-rounds', '3')
  await shot(atDesk, 'x09-event-editor')
  await tap(atDesk, '#save-event')
  await front(atDesk, '#guests-female').waitFor()
  eventId = /eventId=(evt_\w+)/.exec(atDesk.url())?.[1] ?? ''

  const refused = await singles.page(third, 'matchmaking/events')
  await tap(refused, `#event-${eventId}`)
  await tap(refused, '#join')
  await sees(refused, '资料通过审核后才能使用，请等单位红娘审核')
  await shot(refused, 'x10-refused')

  await singles.signsUp(guest, 'male', 181)
  await singles.approve(181)
  const hers = await singles.page(hisColleague, 'matchmaking/events')
  await front(hers, `#event-${eventId}`).waitFor()
  await shot(hers, 'x11-events')
  await tap(hers, `#event-${eventId}`)
  await front(hers, '#join').waitFor()
  await shot(hers, 'x12-event')
  await tap(hers, '#join')
  await sees(hers, '你有名额')
  await shot(hers, 'x13-placed')
  await singles.page(guest, `matchmaking/event?eventId=${eventId}`).then((his) => tap(his, '#join'))
  const waiting = await singles.page(she, `matchmaking/event?eventId=${eventId}`)
  await tap(waiting, '#join')
  await sees(waiting, '候补第 1 位')
  await shot(waiting, 'x14-waiting')
})

test('at the door a code becomes a number; each sees the own table; hearts are told to the two alone', async () => {
  const atDesk = await singles.page(matchmaker, `matchmaking/event-desk?eventId=${eventId}`, desk)
  for (const [openid, badge] of [
    [hisColleague, '女 1 号'],
    [guest, '男 1 号'],
  ] as const) {
    const { memberCode } = answered(getMemberCode, await singles.ask(getMemberCode, {}, singles.as(openid)))
    await type(atDesk, 'door-typed', memberCode)
    await tap(atDesk, '#door-look')
    await front(atDesk, '#badge').filter({ hasText: badge }).waitFor()
  }
  await tap(atDesk, '#draw-rounds')
  await front(atDesk, '#plan-1').waitFor()
  await shot(atDesk, 'x15-event-desk')
  expect(await atDesk.locator('.console-main:visible').innerText()).not.toMatch(/阿依|陈思远|1380000/)
  const hers = await singles.page(hisColleague, `matchmaking/event?eventId=${eventId}`)
  await sees(hers, '1 号桌')
  await sees(hers, '男 1 号')
  await shot(hers, 'x16-rounds')
  await theEveningPasses()
  await singles.page(hisColleague, `matchmaking/event?eventId=${eventId}`)
  await front(hers, '#heart-1').waitFor()
  await shot(hers, 'x17-hearts')
  await tap(hers, '#heart-1')
  await sees(hers, '已选，只有你知道')
  const his = await singles.page(guest, `matchmaking/event?eventId=${eventId}`)
  expect(await his.locator('#event-hearts:visible').innerText()).not.toContain('互相心动')
  await tap(his, '#heart-1')
  await front(his, '#introduction-of-1').waitFor()
  await shot(his, 'x18-mutual')
  const other = await singles.page(she, `matchmaking/event?eventId=${eventId}`)
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
