import { createCheckInList } from '@gonghui/shared/membership/check-ins'
import { type Ask, answered } from './calls.ts'
import type { Cast } from './people.ts'
import { named, type Union } from './union.ts'

/** A list at the door of one event, so that the desk has something to open. */
export async function putCheckInLists(ask: Ask, cast: Cast, union: Union): Promise<void> {
  const { token } = named(cast, 'cadre-nanshan').session
  const { orgId } = named(union, '南山区总工会')
  const body = { orgId, title: '端午包粽子活动', ownOnly: false }
  answered(
    createCheckInList,
    await ask(createCheckInList, { body }, { token, key: 'seed-check-in-list-duanwu' }),
  )
}
