import type { Instant } from '@gonghui/shared/lib/instant'
import { setOff } from '../lib/jobs.store.ts'
import { newJob } from '../lib/jobs.ts'
import { log, told } from '../lib/log.ts'
import { rangeOf } from '../table/access-patterns.ts'
import { readPage } from '../table/reads.ts'
import { rowsToClose } from './headcount.rule.ts'
import { closeCount, readCountRows } from './headcount.store.ts'
import { readMember } from './member.store.ts'
import { aboveOf, type OrgRow, placedAt, seatBelow } from './org.rule.ts'
import { readOrgNow, readOrgsBelow, readStanding } from './org-lookup.store.ts'
import { endWork, noteTry, readMark, readMarks } from './org-mark.store.ts'
import { type Deed, readNamed, writeMove, writeName, writeSeat } from './org-tree.store.ts'
import { wordsOf } from './org-words.ts'
import { requeueBelow } from './requeue.store.ts'
import { moveMember } from './transfer.store.ts'

/** Members that a request moves itself; the rest of a large merger is the clock's. */
const AT_ONCE = 60
const PAGE = 50

/** Both wait in one queue now, and one roster names them: who is on it comes in. */
const ADMIT_NAMED = 'membership.admit-named'

/**
 * Carries a change of the tree through to everything below it: paths and path names, what waits, and in a merger the
 * orgs and members that follow. Safe to repeat from wherever it stopped. True: nothing is left to do of what was changed
 * when it began.
 */
export async function carryThrough(orgId: string, deed: Deed, members = AT_ONCE): Promise<boolean> {
  // Before the org: of a change that comes in between the mark is another.
  const mark = await readMark(orgId)
  if (!mark) return true
  const org = await readOrgNow(orgId)
  if (org?.mergedInto !== undefined && !(await follow(org, deed, members))) return false
  if (org) {
    await reseatBelow(org, deed.at)
    // A name alone changes nothing of where things wait.
    if (mark.moved) await requeueBelow(orgId)
  }
  const { by, at } = deed
  const next =
    org?.mergedInto === undefined ? undefined : newJob({ kind: ADMIT_NAMED, orgId, by, input: {} }, at)
  const isFirst = await endWork(orgId, mark, { next, at })
  if (next && isFirst) await setOff({ job: 'work', jobId: next.jobId })
  return true
}

const SIDE_BY_SIDE = 10

/**
 * The paths of all that lies below, level by level, siblings side by side. Below a workplace lies nothing, so a second
 * run over a city passes by what the first has done with a query for each street, not for each of its unions.
 */
async function reseatBelow(org: OrgRow, startedAt: Instant): Promise<void> {
  const below = await readOrgsBelow(org.orgId, { strong: true })
  const stray = below.filter((one) => !isSeated(one, org))
  const seated = below.filter((one) => isSeated(one, org))
  for (let at = 0; at < stray.length; at += SIDE_BY_SIDE) {
    const some = stray.slice(at, at + SIDE_BY_SIDE)
    const now = await Promise.all(some.map(({ orgId }) => reseatOne(orgId, org.orgId, startedAt)))
    seated.push(...now.flatMap((one) => one ?? []))
  }
  for (const one of seated) if (one.level !== 'workplace') await reseatBelow(one, startedAt)
}

function isSeated(org: OrgRow, above: OrgRow): boolean {
  const seat = seatBelow(above, org.orgId, org.name)
  return org.path === seat.path && org.pathNames.join('/') === seat.pathNames.join('/')
}

/** Either may be changed by another runner meanwhile: both are read again each time. One that moved away is left alone. */
async function reseatOne(orgId: string, aboveId: string, at: Instant): Promise<OrgRow | undefined> {
  for (;;) {
    const [org, above] = await Promise.all([readOrgNow(orgId), readOrgNow(aboveId)])
    if (!org || !above || aboveOf(org) !== aboveId) return undefined
    if (isSeated(org, above)) return org
    if (await writeSeat(org, above, at)) return readOrgNow(orgId)
  }
}

/** What follows a merged org: the orgs below it, then its members, then its count's rows are closed for good. */
async function follow(org: OrgRow, deed: Deed, atMost: number): Promise<boolean> {
  const into = await readStanding(org.orgId)
  if (!into) throw new Error(`${org.orgId} was merged into an org that is not there`)
  for (const below of await readOrgsBelow(org.orgId, { strong: true }))
    if (below.closedAt === undefined) await moveBelow(below.orgId, into.orgId, deed)
  let moved = 0
  for (;;) {
    const range = rangeOf('a member on an org’s roll', { orgId: org.orgId })
    const { items } = await readPage<{ memberId: string }>(range, { limit: PAGE, strong: true })
    if (items.length === 0) break
    if (moved >= atMost) return false
    for (const { memberId } of items) {
      const member = await readMember(memberId)
      if (member)
        await moveMember(member, into, { ...deed, why: `${org.name}并入${into.name}`, isMerger: true })
    }
    moved += items.length
  }
  // One that could not be moved goes with the next run; left behind, nobody could ever join it.
  const left = await readOrgsBelow(org.orgId, { strong: true })
  if (left.some(({ closedAt }) => closedAt === undefined)) return false
  const counts = await readCountRows(aboveOf(org) ?? '', org.orgId)
  const isEmpty = counts.reduce((sum, { members }) => sum + members, 0) === 0
  return isEmpty && closeCount(rowsToClose(org.path, counts), counts, deed.at)
}

/** What is added to the name of an org that another has where it goes. */
const MOVED = '（并入）'
const MOST_OF_NAME = 40 - MOVED.length

async function moveBelow(orgId: string, intoId: string, deed: Deed): Promise<void> {
  const [org, above] = await Promise.all([readOrgNow(orgId), readOrgNow(intoId)])
  if (!org || !above || aboveOf(org) === intoId) return
  if (await readNamed(intoId, org.name)) {
    // Made there after the merger had been looked at: it goes under a name that its cadres can tell it by.
    const name = [...org.name].slice(0, MOST_OF_NAME).join('') + MOVED
    log.warn('an org of a merger is renamed, for its name is taken', { orgId, intoId })
    const isRenamed = await writeName(org, { name, oldWords: wordsOf(org.name), words: wordsOf(name) }, deed)
    if (isRenamed) await moveBelow(orgId, intoId, deed)
    return
  }
  const to = placedAt(org, seatBelow(above, orgId, org.name), deed.at)
  const counts = await readCountRows(aboveOf(org) ?? '', orgId)
  if (!(await writeMove(org, { to, above, counts }, deed))) return
  await carryThrough(orgId, deed)
}

interface Run {
  readonly clock: () => Instant
  /** Milliseconds until the function is ended. */
  readonly msLeft: () => number
}

/** A run takes up nothing new with less time than this. */
const LAST_STEP_MS = 5_000

/** The clock's part: what a request did not finish, or died over. One that fails keeps none of the others waiting. */
export async function carryThroughOrgs({ clock, msLeft }: Run): Promise<void> {
  for (const mark of await readMarks()) {
    if (msLeft() < LAST_STEP_MS) return
    const { orgId } = mark
    try {
      await noteTry(mark, clock())
      const isDone = await carryThrough(orgId, { by: 'clock', at: clock() }, 2_000)
      log.info('org carried through', { orgId, done: isDone })
    } catch (error) {
      log.error('a change of an org is not carried through', { orgId, error: told(error) })
    }
  }
}
