import { holds } from '@gonghui/shared/lib/roles'
import type * as contracts from '@gonghui/shared/matchmaking/figures'
import { introductionStates } from '@gonghui/shared/matchmaking/introductions'
import { readOrg } from '../lib/orgs.store.ts'
import { type Handler, refuse, reply } from '../lib/server.ts'
import { cellFrom, toldCount, toldEvents, toldParts } from './figures.rule.ts'
import { readEventCounts, readFigures } from './figures.store.ts'
import { yearOf } from './profile.rule.ts'

/** Numbers of people, never a person. */
export const getFigures: Handler<typeof contracts.getFigures> = async ({ query, caller, now }) => {
  const org = await readOrg(query.orgId)
  if (!org) return refuse('org-unknown')
  const mayLook = (['matchmaker', 'staff'] as const).some((role) => holds(caller.grants, role, org.path))
  if (!mayLook) return refuse('org-out-of-scope')
  const [counted, held] = await Promise.all([readFigures(org.orgId, now), readEventCounts(org.orgId, now)])
  const cells = Object.entries(counted.singles).flatMap(([name, count]) => {
    const cell = cellFrom(name)
    return cell && count > 0 ? [{ ...cell, count }] : []
  })
  cells.sort((one, other) => one.bornFrom - other.bornFrom || (one.gender < other.gender ? -1 : 1))
  const total = toldCount(cells.reduce((sum, { count }) => sum + count, 0))
  const { events, total: eventsTotal } = toldEvents(held)
  return reply(200, {
    singles: toldParts(cells),
    ...(total.count === undefined ? {} : { singlesTotal: total.count }),
    year: yearOf(now),
    introductions: introductionStates.map((state) => ({
      state,
      ...toldCount(counted.introductions[state] ?? 0),
    })),
    events,
    eventsTotal,
    serverTime: now,
  })
}
