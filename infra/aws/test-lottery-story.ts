/** For the test of the roles: a lottery from its plan to its receipts, drawn while somebody waits and by the minute's job. */
import './test-product.ts'
import { readBuckets } from '@gonghui/functions/benefits/claim/bucket.store'
import { readDrop, replaceDrop } from '@gonghui/functions/benefits/drop/drop.store'
import { readDraw, writeTyped } from '@gonghui/functions/benefits/lottery/draw.store'
import * as draws from '@gonghui/shared/benefits/draws'
import type { DropPlan } from '@gonghui/shared/benefits/drop-plan'
import * as drops from '@gonghui/shared/benefits/drops'
import * as entries from '@gonghui/shared/benefits/entries'
import * as launch from '@gonghui/shared/benefits/launch'
import { createOutlet } from '@gonghui/shared/benefits/outlets'
import { DAY_MS, dayOf, HOUR_MS, later } from '@gonghui/shared/lib/instant'
import { lotteryBannerStory } from './test-drop-day-story.ts'
import { forget, runJob, send } from './test-product.ts'
import { key, type Member, now, orgId, staff } from './test-story-people.ts'

/** An issue that can be the one of a day: its day of the year. */
export function issueOf(drawsAt: string): string {
  const day = dayOf(drawsAt)
  const year = day.slice(0, 4)
  const dayOfYear = (Date.parse(day) - Date.parse(`${year}-01-01`)) / DAY_MS + 1
  return `${year}${String(dayOfYear).padStart(3, '0')}`
}

export async function lotteryStory(members: readonly Member[]): Promise<void> {
  const [operator, auditor] = [await staff('operator'), await staff('auditor')]
  const place = { orgId, name: '荔园电影院', address: '荔园路 2 号', hours: '10:00–23:00' }
  const { outletId } = await send(201, createOutlet, { body: place }, { ...operator, key: key() })
  const drawsAt = later(now, DAY_MS)
  const body: DropPlan = {
    orgId,
    kind: 'film',
    title: '首映礼抽签',
    cover: 'film',
    rules: '',
    listPriceFen: 4_500,
    memberPriceFen: 0,
    stock: 1,
    perMember: 1,
    audience: { orgIds: [orgId] },
    opensAt: later(now, -HOUR_MS),
    closesAt: later(now, HOUR_MS),
    validUntil: later(now, 9 * DAY_MS),
    outletIds: [outletId],
    codes: 'generated',
    redeemedAt: 'here',
    way: 'lottery',
    draw: { issue: issueOf(drawsAt), drawsAt },
  }
  /** A lottery that everybody entered, whose window is over, and whose number is drawn. */
  const listed = async (): Promise<{ readonly dropId: string }> => {
    const { dropId } = await send(201, drops.createDrop, { body }, { ...operator, key: key() })
    const params = { dropId }
    await send(200, launch.scheduleDrop, { params }, operator)
    await send(201, entries.enterDrop, { params }, members[0])
    await send(200, entries.withdrawEntry, { params }, members[0])
    for (const member of members) await send(201, entries.enterDrop, { params }, member)
    await runJob('repair')
    const drop = await readDrop(dropId)
    const over = { closesAt: later(now, -HOUR_MS / 2), draw: { issue: body.draw?.issue ?? '', drawsAt: now } }
    const next = drop && { ...drop, ...over, revision: drop.revision + 1 }
    if (!next || !(await replaceDrop(drop, next))) throw new Error('it did not change')
    forget()
    await send(200, entries.enterDrop, { params }, members[0])
    await runJob('repair')
    return params
  }

  const params = await listed()
  const body375 = { digits: '375' }
  await send(200, draws.typeDrawNumber, { params, body: body375 }, operator)
  await send(200, draws.getDrawDesk, { params }, auditor)
  const { desk } = await send(200, draws.typeDrawNumber, { params, body: body375 }, auditor)
  if (desk.granted !== 1) throw new Error('the winner has no unit')
  forget()
  const { winners } = await send(200, draws.getDrawFile, { params })
  if (winners.length !== 1) throw new Error('the file names no winner')
  for (const member of members) await send(200, drops.getDrop, { params }, member)
  await send(404, draws.getDrawFile, { params, query: { part: '7' } })

  await lotteryBannerStory(params.dropId, operator)

  const left = await listed()
  await send(200, draws.typeDrawNumber, { params: left, body: body375 }, operator)
  await numberedWithoutDraw(left.dropId)
  await runJob('repair')
  const drop = await readDrop(left.dropId)
  const places = (await readBuckets(left.dropId, drop?.buckets ?? 0)).flatMap((bucket) => bucket.places)
  if (places.length !== 1) throw new Error('the job granted nothing')
  // Its vouchers are over, and nothing of it is looked after any more.
  const over = drop && { ...drop, validUntil: later(now, -HOUR_MS), revision: drop.revision + 1 }
  if (!over || !(await replaceDrop(drop, over))) throw new Error('it did not change')
  await runJob('repair')
}

/** The function that was to draw died after the number had been written: the job finds it. */
async function numberedWithoutDraw(dropId: string): Promise<void> {
  const draw = await readDraw(dropId)
  const [one] = draw.typed
  if (!one || !(await writeTyped(draw, [one, { ...one, personId: 'per_OTHER' }], one.digits)))
    throw new Error('the number was not written')
}
