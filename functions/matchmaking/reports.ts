import type { Instant } from '@gonghui/shared/lib/instant'
import { holds } from '@gonghui/shared/lib/roles'
import type * as contracts from '@gonghui/shared/matchmaking/reports'
import type { Caller } from '../lib/caller.ts'
import { readOrg } from '../lib/orgs.store.ts'
import { type Handler, isRefusal, refuse, reply } from '../lib/server.ts'
import { profileBehind } from './alias.ts'
import { beDoneWithEachOther, doneWithEachOther } from './done.store.ts'
import { readEvents } from './event.store.ts'
import { noteNews } from './event-news.store.ts'
import { partnerAt } from './guests.ts'
import { endBetween } from './introductions.ts'
import { leaveLine, readMines } from './line.store.ts'
import { ownProfile } from './own.ts'
import { readIntroduction, readIntroductionsOf } from './pair.store.ts'
import { leftAfterReport } from './profile.rule.ts'
import { changed, readProfile, readProfiles, replaceProfile } from './profile.store.ts'
import {
  closeReport,
  fileReport,
  noteOf,
  type ReportRow,
  readReport,
  readWaitingReports,
  reportIdOf,
  sealNote,
} from './report.store.ts'
import { tidingsFor } from './tidings.ts'

const TRIES = 8

/** Two profile ids: the caller’s, and that of whom they mean. */
async function meant(caller: Caller, { singleId, introductionId, met }: contracts.Whom) {
  const own = await ownProfile(caller)
  if (isRefusal(own)) return own
  const meId = own.profileId
  // Also somebody suspended may say what was done to them.
  if (!(await readProfile(meId))) return refuse('profile-missing')
  if (singleId !== undefined) {
    const otherId = profileBehind('single', meId, singleId)
    return otherId === undefined ? refuse('single-unknown') : { meId, otherId }
  }
  if (met !== undefined) {
    const partner = await partnerAt(caller, met.eventId, met.number)
    return isRefusal(partner) ? partner : { meId, otherId: partner.otherId }
  }
  const pair = await readIntroduction(introductionId ?? '')
  if (!pair || ![pair.lowId, pair.highId].includes(meId)) return refuse('introduction-unknown')
  return { meId, otherId: pair.lowId === meId ? pair.highId : pair.lowId }
}

export const blockSingle: Handler<typeof contracts.blockSingle> = async ({ body, caller, now }) => {
  const two = await meant(caller, body)
  if (isRefusal(two)) return two
  await beDoneWithEachOther(two.meId, two.otherId)
  await endBetween(two.meId, two.otherId, now)
  return reply(200, { blocked: true })
}

export const reportSingle: Handler<typeof contracts.reportSingle> = async ({ body, caller, now }) => {
  const two = await meant(caller, body)
  if (isRefusal(two)) return two
  const { meId, otherId } = two
  const reportId = reportIdOf(meId, otherId)
  for (let tries = 0; tries < TRIES; tries++) {
    const reported = await readProfile(otherId)
    if (!reported) return refuse('single-unknown')
    if (!(await readReport(reportId))) {
      const report: ReportRow = {
        reportId,
        reporterId: meId,
        reportedId: otherId,
        orgPath: reported.orgPath,
        reason: body.reason,
        ...(body.note ? { noteSealed: sealNote(reportId, body.note) } : {}),
        reportedAt: now,
      }
      const held = changed(reported, { openReports: reported.openReports + 1 })
      const also = [...fileReport(report), ...doneWithEachOther(meId, otherId)]
      if (!(await replaceProfile(reported, held, also))) continue
    }
    await endBetween(meId, otherId, now)
    return reply(200, { reported: true })
  }
  throw new Error('a profile kept changing while it was reported')
}

export const listReports: Handler<typeof contracts.listReports> = async ({ query, caller, now }) => {
  const org = await readOrg(query.orgId)
  if (!org) return refuse('org-unknown')
  if (!holds(caller.grants, 'matchmaker', org.path)) return refuse('org-out-of-scope')
  const { reports, ...page } = await readWaitingReports(org.orgId, query.cursor)
  const profiles = new Map(
    (await readProfiles(reports.map(({ reportedId }) => reportedId))).map((one) => [one.profileId, one]),
  )
  const items = reports.flatMap((report) => {
    const reported = profiles.get(report.reportedId)
    const note = noteOf(report)
    if (!reported) return []
    const { whose, approved, submitted, strikes } = reported
    const facts = approved?.facts ?? submitted?.facts
    const { reportId, reason, reportedAt } = report
    return {
      ...{ reportId, reason, reportedAt, strikes, nameMasked: whose.nameMasked, orgName: whose.orgName },
      ...(note === undefined ? {} : { note }),
      ...(facts === undefined ? {} : { facts }),
    }
  })
  return reply(200, { items, ...page, serverTime: now })
}

export const decideReport: Handler<typeof contracts.decideReport> = async ({ params, body, caller, now }) => {
  for (let tries = 0; tries < TRIES; tries++) {
    const report = await readReport(params.reportId)
    if (!report) return refuse('report-unknown')
    if (!holds(caller.grants, 'matchmaker', report.orgPath)) return refuse('org-out-of-scope')
    const reported = await readProfile(report.reportedId)
    const suspended = reported?.suspendedAt !== undefined
    if (report.decision !== undefined) {
      if (report.decision !== body.decision) return refuse('report-decided')
      // Told again, also of a suspension whose first telling died on the way.
      if (suspended) await endAllOf(report.reportedId, now)
      return reply(200, { decision: report.decision, suspended, serverTime: now })
    }
    if (!reported) return refuse('report-unknown')
    const upheld = body.decision === 'upheld' ? { words: body.words } : undefined
    const left = leftAfterReport(reported, upheld, now)
    const after = left && changed(reported, left)
    const isSuspended = after?.suspendedAt !== undefined
    const decided = { decision: body.decision, decidedAt: now, decidedBy: caller.personId }
    // Upheld, it is theirs to mend. Whoever is suspended finds out why from their union, in its own words.
    const said = { kind: 'profile-returned', revision: reported.revision } as const
    const isReturned = upheld !== undefined && reported.erasedAt === undefined && !isSuspended
    const tidings = isReturned ? await tidingsFor([reported], said, now) : []
    if (!(await replaceProfile(reported, after, [...closeReport(report, decided), ...tidings]))) continue
    if (isSuspended) await endAllOf(reported.profileId, now)
    return reply(200, { decision: body.decision, suspended: isSuspended, serverTime: now })
  }
  throw new Error('a report kept changing')
}

/** Whoever is suspended is introduced to nobody any more, and keeps no place that another waits for. */
async function endAllOf(profileId: string, now: Instant): Promise<void> {
  await leaveLinesToCome(profileId, now)
  for (const { lowId, highId } of await readIntroductionsOf(profileId))
    await endBetween(profileId, lowId === profileId ? highId : lowId, now)
}

async function leaveLinesToCome(profileId: string, now: Instant): Promise<void> {
  const mines = await readMines(profileId)
  const events = await readEvents(mines.map(({ eventId }) => eventId))
  const coming = new Set(events.filter(({ startsAt }) => now < startsAt).map(({ eventId }) => eventId))
  for (const mine of mines.filter(({ eventId }) => coming.has(eventId))) {
    await noteNews({ eventId: mine.eventId, at: now, what: 'places' })
    await leaveLine(profileId, mine)
  }
}
