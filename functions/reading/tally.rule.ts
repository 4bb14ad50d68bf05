import { penNameOf } from '@gonghui/shared/reading/pen-names'
import { LEAST_RANKED, type Tally, type Team, type TopReader } from '@gonghui/shared/reading/standings'
import type { Campaign } from './campaign.rule.ts'
import { daysOf } from './day-log.rule.ts'
import { counts, finishedBooks, type Reader } from './reader.rule.ts'

/**
 * Over how many partitions the marks of a minute lie. It begins with a mark for nearly every team that reads in it: on
 * sixteen lanes, four of which may lie together, one partition took 561 writes in a second.
 */
export const TOUCH_LANES = 64

/** What is known of some readers: a shard, a team, or all teams of a subtree. */
export interface Count {
  readonly tally: Tally
  readonly top: readonly TopReader[]
}

const NOTHING: Tally = {
  readers: 0,
  days: 0,
  minutes: 0,
  pages: 0,
  checkIns: 0,
  finished: 0,
  notes: 0,
  tried: 0,
  passed: 0,
  active: [],
  started: [],
  returned: [],
}
const TOP = 10

/** The readers of one shard, counted from their own rows. */
export function countOf(campaign: Campaign, readers: readonly Reader[], orgName: string): Count {
  const counted = readers.map((reader) => counting(campaign, reader))
  const listed = readers.flatMap((reader, at) => {
    const one = counted[at]
    if (reader.pen === undefined || !one || one.days === 0) return []
    const penName = penNameOf(reader.campaignId, reader.memberId, reader.pen)
    return [{ penName, orgName, days: one.days, minutes: one.minutes }]
  })
  return { tally: counted.reduce(plus, NOTHING), top: best(listed) }
}

function counting(campaign: Campaign, reader: Reader): Tally {
  const days = daysOf(reader.log, campaign.firstDay)
  const active: number[] = []
  for (const day of days) {
    while (active.length <= day.at) active.push(0)
    if (counts(campaign, day)) active[day.at] = 1
  }
  return {
    readers: 1,
    days: active.reduce((sum, one) => sum + one, 0),
    minutes: days.reduce((sum, { minutes }) => sum + minutes, 0),
    pages: days.reduce((sum, { pages }) => sum + pages, 0),
    checkIns: reader.checkIns,
    finished: finishedBooks(reader),
    notes: reader.notes ?? 0,
    tried: reader.tried?.length ?? 0,
    passed: Object.keys(reader.passed ?? {}).length,
    active,
    ...weeksOf(active),
  }
}

const WEEK_DAYS = 7

/** In which week of the campaign somebody began to read, and in which they came back. */
function weeksOf(active: readonly number[]): Pick<Tally, 'started' | 'returned'> {
  const read = active.flatMap((one, at) => (one > 0 ? [Math.floor(at / WEEK_DAYS)] : []))
  const first = read[0]
  const weeks = Array.from({ length: (read.at(-1) ?? -1) + 1 }, (_, week) => week)
  return {
    started: weeks.map((week) => Number(week === first)),
    returned: weeks.map((week) => Number(week !== first && read.includes(week))),
  }
}

const added = (a: readonly number[], b: readonly number[]): number[] =>
  Array.from({ length: Math.max(a.length, b.length) }, (_, at) => (a[at] ?? 0) + (b[at] ?? 0))

const plus = (a: Tally, b: Tally): Tally => ({
  readers: a.readers + b.readers,
  days: a.days + b.days,
  minutes: a.minutes + b.minutes,
  pages: a.pages + b.pages,
  checkIns: a.checkIns + b.checkIns,
  finished: a.finished + b.finished,
  notes: a.notes + b.notes,
  tried: a.tried + b.tried,
  passed: a.passed + b.passed,
  active: added(a.active, b.active),
  started: added(a.started, b.started),
  returned: added(a.returned, b.returned),
})

const best = (listed: readonly TopReader[]): TopReader[] =>
  listed.toSorted((a, b) => b.days - a.days || b.minutes - a.minutes).slice(0, TOP)

/** What several know together: shards of a team, teams of a subtree. */
export const together = (parts: readonly Count[]): Count => ({
  // A part that was counted before a figure was thought of lacks it.
  tally: parts.reduce((sum, { tally }) => plus(sum, { ...NOTHING, ...tally }), NOTHING),
  top: best(parts.flatMap(({ top }) => top)),
})

/**
 * How many readers of the average weigh in beside a team's own, so that three people on a good week do not stand above
 * two thousand who keep at it. A team of twenty is moved a little, a team of two thousand not at all.
 */
const WEIGHT = 10

export interface Counted extends Count {
  readonly orgId: string
  readonly orgName: string
}

/** The teams by days per head, drawn a little towards the average of all where they are few. */
export function ranked(teams: readonly Counted[]): Team[] {
  const all = together(teams).tally
  const average = all.readers > 0 ? all.days / all.readers : 0
  const score = ({ tally }: Counted) => (tally.days + WEIGHT * average) / (tally.readers + WEIGHT)
  const isRanked = ({ tally }: Counted) => tally.readers >= LEAST_RANKED
  const sorted = teams
    .filter(({ tally }) => tally.readers > 0)
    .toSorted(
      (a, b) =>
        Number(isRanked(b)) - Number(isRanked(a)) ||
        score(b) - score(a) ||
        b.tally.minutes - a.tally.minutes ||
        (a.orgId < b.orgId ? -1 : 1),
    )
  return sorted.map((team, at) => ({
    orgId: team.orgId,
    name: team.orgName,
    tally: team.tally,
    perHead: Math.round((team.tally.days / team.tally.readers) * 100) / 100,
    ...(isRanked(team) ? { place: at + 1 } : {}),
  }))
}
