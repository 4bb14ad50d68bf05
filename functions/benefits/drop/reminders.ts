import type * as contracts from '@gonghui/shared/benefits/reminders'
import { type Handler, refuse, reply } from '../../lib/server.ts'
import { isOnShow } from './drop.rule.ts'
import { knownDrop } from './drop.store.ts'
import { mayAskReminder } from './reminder.rule.ts'
import { putReminder, removeReminder } from './reminder.store.ts'

/** 提醒我. */
export const askReminder: Handler<typeof contracts.askReminder> = async ({ params, caller, now }) => {
  const drop = await knownDrop(params.dropId)
  if (!drop || !isOnShow(drop, now)) return refuse('drop-unknown')
  if (!mayAskReminder(drop, now)) return refuse('reminder-late', { opensAt: drop.opensAt })
  await putReminder(drop, caller.personId)
  return reply(200, { reminded: true, serverTime: now })
}

/** 不用提醒了. */
export const dropReminder: Handler<typeof contracts.dropReminder> = async ({ params, caller, now }) => {
  const drop = await knownDrop(params.dropId)
  if (!drop) return refuse('drop-unknown')
  await removeReminder(drop.dropId, caller.personId)
  return reply(200, { reminded: false, serverTime: now })
}
