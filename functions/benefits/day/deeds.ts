import type { listDropDeeds as contract } from '@gonghui/shared/benefits/deeds'
import { afterOf, cursorOf } from '../../lib/cursor.ts'
import { type Handler, isRefusal, reply } from '../../lib/server.ts'
import { dropWithin } from '../drop/scope.ts'
import { deedsOn, readDeeds } from './deeds.store.ts'

const PAGE = 50

/** 操作记录. */
export const listDropDeeds: Handler<typeof contract> = async ({ params, query, caller, now }) => {
  const found = await dropWithin(caller, ['operator', 'staff', 'auditor'], params.dropId)
  if (isRefusal(found)) return found
  const range = deedsOn(params.dropId)
  const page = await readDeeds(range, PAGE, afterOf(range, query.cursor))
  return reply(200, { items: page.items, ...cursorOf(range, page.after), serverTime: now })
}
