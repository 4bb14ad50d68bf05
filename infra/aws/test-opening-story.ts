/** For the test of the roles: an opening whose first taps are drawn, by who comes back and by the minute's job. */
import './test-product.ts'
import { readDrop, replaceDrop } from '@gonghui/functions/benefits/drop/drop.store'
import * as draws from '@gonghui/shared/benefits/draws'
import type { DropPlan } from '@gonghui/shared/benefits/drop-plan'
import * as drops from '@gonghui/shared/benefits/drops'
import * as launch from '@gonghui/shared/benefits/launch'
import { joinOpening } from '@gonghui/shared/benefits/opening'
import { createOutlet } from '@gonghui/shared/benefits/outlets'
import { DAY_MS, HOUR_MS, instantOf, later, MINUTE_MS } from '@gonghui/shared/lib/instant'
import { forget, runJob, send } from './test-product.ts'
import { key, type Member, now, orgId, staff } from './test-story-people.ts'

export async function openingStory(members: readonly Member[]): Promise<void> {
  const operator = await staff('operator')
  const place = { orgId, name: '星河影城', address: '星河路 3 号', hours: '10:00–23:00' }
  const { outletId } = await send(201, createOutlet, { body: place }, { ...operator, key: key() })
  const plan: Omit<DropPlan, 'opensAt'> = {
    orgId,
    kind: 'film',
    title: '首映礼同时开抢',
    cover: 'film',
    rules: '',
    listPriceFen: 4_500,
    memberPriceFen: 0,
    stock: members.length,
    // Several buckets, so that somebody's home is empty and stock must be moved.
    ceiling: 96,
    perMember: 1,
    audience: { orgIds: [orgId] },
    closesAt: later(now, HOUR_MS),
    validUntil: later(now, 9 * DAY_MS),
    outletIds: [outletId],
    codes: 'generated',
    redeemedAt: 'here',
    openingSeconds: 30,
  }
  const openedBefore = async (dropId: string, ms: number) => {
    const drop = await readDrop(dropId)
    const opensAt = instantOf(Date.now() - ms)
    const next = drop && { ...drop, opensAt, revision: drop.revision + 1 }
    if (!next || !(await replaceDrop(drop, next))) throw new Error('it did not change')
    forget()
  }
  /** An opening that everybody was quick enough for, and whose window is over. */
  const gathered = async (): Promise<{ readonly dropId: string }> => {
    const body = { ...plan, opensAt: later(now, HOUR_MS / 2) }
    const { dropId } = await send(201, drops.createDrop, { body }, { ...operator, key: key() })
    const params = { dropId }
    await send(200, launch.scheduleDrop, { params }, operator)
    await openedBefore(dropId, 0)
    for (const member of members) await send(201, joinOpening, { params }, member)
    await send(200, joinOpening, { params }, members[0])
    await openedBefore(dropId, 31_000)
    await send(200, joinOpening, { params }, members[0])
    await openedBefore(dropId, MINUTE_MS)
    return params
  }

  const params = await gathered()
  for (const member of members) await send(200, joinOpening, { params }, member)
  await send(200, drops.getDrop, { params }, members[0])
  await send(200, draws.getDrawFile, { params })
  await send(200, launch.pauseDrop, { params, body: { reason: '核对' } }, operator)
  forget()
  const { step } = (await send(200, joinOpening, { params }, members[0])) as { step: string }
  if (step !== 'won') throw new Error('who won is not told so while it is paused')

  const left = await gathered()
  await runJob('repair')
  if (!(await readDrop(left.dropId))?.openingOver) throw new Error('the job did not draw')
}
