/** For the test of the roles: an opening that is reminded of, vouchers that end, the inbox, and what WeChat is handed. */
import './test-product.ts'
import { claimDrop } from '@gonghui/shared/benefits/claim'
import type { DropPlan } from '@gonghui/shared/benefits/drop-plan'
import * as drops from '@gonghui/shared/benefits/drops'
import { scheduleDrop } from '@gonghui/shared/benefits/launch'
import { createOutlet } from '@gonghui/shared/benefits/outlets'
import * as reminders from '@gonghui/shared/benefits/reminders'
import { DAY_MS, dayOf, HOUR_MS, later, MINUTE_MS } from '@gonghui/shared/lib/instant'
import * as inbox from '@gonghui/shared/messages/inbox'
import * as subscriptions from '@gonghui/shared/messages/subscriptions'
import { forget, invokeAt, send } from './test-product.ts'
import { key, type Member, now, orgId, staff } from './test-story-people.ts'

export async function messagesStory([member]: readonly Member[]): Promise<void> {
  if (!member) throw new Error('a member is needed')
  const operator = await staff('operator')
  const place = { orgId, name: '滨海影院', address: '滨海路 1 号', hours: '10:00–23:00' }
  const { outletId } = await send(201, createOutlet, { body: place }, { ...operator, key: key() })
  const plan: DropPlan = {
    ...{ orgId, kind: 'film', title: '夜场', cover: 'film', rules: '', listPriceFen: 4_500 },
    ...{ memberPriceFen: 0, stock: 1, perMember: 1, audience: { orgIds: [orgId] } },
    ...{ opensAt: later(now, HOUR_MS), closesAt: later(now, 2 * DAY_MS), validUntil: later(now, 3 * DAY_MS) },
    ...{ outletIds: [outletId], codes: 'generated', redeemedAt: 'here' },
  }
  const publish = async (body: DropPlan) => {
    const { dropId } = await send(201, drops.createDrop, { body }, { ...operator, key: key() })
    await send(200, scheduleDrop, { params: { dropId } }, operator)
    return { params: { dropId } }
  }
  const coming = await publish(plan)
  await send(200, reminders.askReminder, coming, member)
  await send(200, reminders.dropReminder, coming, member)
  await send(200, reminders.askReminder, coming, member)
  await send(200, drops.getDrop, coming, member)
  await invokeAt(Date.parse(now) + 55 * MINUTE_MS, 'jobs', { job: 'tell' })
  await send(201, claimDrop, { ...(await publish({ ...plan, opensAt: now })), body: {} }, member)
  // At eleven in the morning of the day after tomorrow, Asia/Shanghai.
  await invokeAt(Date.parse(`${dayOf(later(now, 2 * DAY_MS))}T03:00:00.000Z`), 'jobs', { job: 'tell' })

  const kept = { body: { templateIds: ['local-opening'] } }
  await send(200, subscriptions.keepConsents, kept, { ...member, key: key() })
  await send(200, subscriptions.listSubscriptions, {}, member)
  // WeChat knows of no consent, and says so.
  await invokeAt(Date.parse(now) + 56 * MINUTE_MS, 'messages', { job: 'send' })
  const { items } = await send(200, inbox.listMessages, { query: {} }, member)
  const newest = items[0]?.messageId ?? ''
  await send(200, inbox.readMessages, { body: { messageId: newest, andOlder: true } }, member)
  const { unread } = await send(200, inbox.countUnread, {}, member)
  if (items.length < 2 || unread > 0) throw new Error('the inbox does not hold what was told')
  forget()
}
