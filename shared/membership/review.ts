import { DAY_MS, dayOf, epochMsOf, type Instant, later, startOfDay } from '../lib/instant.ts'
import { leafOf, type OrgPath, pathsAbove } from '../lib/roles.ts'

/**
 * How long an application may wait. A cadre answers within one working day; what nobody has touched for three days is
 * the next union's up as well, three days later the one's above that. Both follow from the hour it was handed in: no
 * clock need come by, and nothing is written.
 */
export const ESCALATES_AFTER_DAYS = 3

/** Shanghai's Saturdays and Sundays; the calendar of public holidays is not known here. */
const isWeekend = (at: Instant): boolean => [0, 6].includes(new Date(dayOf(at)).getUTCDay())

/** The same hour on the next day that is none of a weekend. */
function nextWorkingDay(at: Instant): Instant {
  const next = later(at, DAY_MS)
  return isWeekend(next) ? nextWorkingDay(next) : next
}

/**
 * One working day after it was handed in, at the same hour; what came at a weekend counts as handed in when Monday begins.
 * So nothing is due before what was handed in before it: a queue in the order of time is in the order of what is due.
 */
export const dueAt = (submittedAt: Instant): Instant =>
  nextWorkingDay(isWeekend(submittedAt) ? startOfDay(nextWorkingDay(submittedAt)) : submittedAt)

/** How many unions up it has gone. */
export const levelsUp = (submittedAt: Instant, now: Instant): number =>
  Math.max(0, Math.floor((epochMsOf(now) - epochMsOf(submittedAt)) / (ESCALATES_AFTER_DAYS * DAY_MS)))

/** The union that it has come up to; undefined while it is its own union's alone. The city has nobody above. */
export function escalatedTo(orgPath: OrgPath, submittedAt: Instant, now: Instant): string | undefined {
  const ids = pathsAbove(orgPath).map(leafOf)
  const up = Math.min(levelsUp(submittedAt, now), ids.length - 1)
  return up === 0 ? undefined : ids[ids.length - 1 - up]
}

/** Whether it is for this union to act now: its own, or come up to it or past it. */
export function isFor(orgId: string, orgPath: OrgPath, submittedAt: Instant, now: Instant): boolean {
  const ids = pathsAbove(orgPath).map(leafOf)
  const depth = ids.indexOf(orgId)
  return depth >= 0 && ids.length - 1 - depth <= levelsUp(submittedAt, now)
}
