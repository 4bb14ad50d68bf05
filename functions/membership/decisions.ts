import type { Instant } from '@gonghui/shared/lib/instant'
import { holds } from '@gonghui/shared/lib/roles'
import type * as contracts from '@gonghui/shared/membership/applications'
import type { DecisionOutcome } from '@gonghui/shared/membership/applications'
import { membershipProblems } from '@gonghui/shared/membership/problems'
import type { StaffCaller } from '../lib/caller.ts'
import { log, told } from '../lib/log.ts'
import { readOrg } from '../lib/orgs.store.ts'
import { type Handler, isRefusal, refuse, reply } from '../lib/server.ts'
import { admitApplicant, turnAway } from './admission.store.ts'
import { type ApplicationRow, meetDecision } from './application.rule.ts'
import { nameOf, phoneOfApplicant, readApplication, shownToCadre } from './application.store.ts'
import { readQueue } from './application-queue.store.ts'
import { newMember, phoneHashOf, readFormer, readMember, readPhoneHolder } from './member.store.ts'
import { readStanding } from './org-lookup.store.ts'
import { readPerson } from './person.store.ts'
import { sendToRepair } from './repair.store.ts'

export const listApplications: Handler<typeof contracts.listApplications> = async (request) => {
  const { query, caller, now, requestId } = request
  const org = await readOrg(query.orgId)
  if (!org) return refuse('org-unknown')
  if (!holds(caller.grants, 'cadre', org.path)) return refuse('org-out-of-scope')
  const { show = 'all', cursor: from } = query
  const { items, cursor } = await readQueue(org.orgId, { show, cursor: from, now })
  // Every look at a whole name is on record, by ids.
  log.info('names shown', {
    requestId,
    to: caller.personId,
    applications: items.map((row) => row.applicationId),
  })
  return reply(200, { items: items.map((row) => shownToCadre(row, now)), cursor, serverTime: now })
}

/** Each time round, somebody else's decision or admission came in between; three can. */
const TRIES = 5

/** A cadre's yes. One whose phone has become a member's goes to the repair desk instead. */
async function approve(caller: StaffCaller, applicationId: string, now: Instant) {
  for (let tries = 0; tries < TRIES; tries++) {
    const row = await heldBy(caller, applicationId)
    if (isRefusal(row)) return row
    const meets = meetDecision(row, 'admitted', caller.personId)
    if (meets === 'again') return { row }
    if (meets !== 'do') return refuse(meets, { state: row.state, decidedAt: row.decidedAt })
    const phone = phoneOfApplicant(row)
    const [applicant, holder, org] = await Promise.all([
      readPerson(row.personId),
      readPhoneHolder(phoneHashOf(phone)),
      readStanding(row.orgId),
    ])
    if (applicant?.memberId || holder) {
      // Approved between our reads, it is itself what stands against it; that is told as what it is.
      if ((await readApplication(row.applicationId))?.state !== row.state) continue
      if (applicant?.memberId) return refuse('already-member')
      if (row.state === 'checking') return { row }
      const member = holder && (await readMember(holder.memberId))
      const sent = member && (await sendToRepair(row, member))
      if (!sent) continue
      log.info('application to be checked', { applicationId, by: caller.personId })
      return { row: sent }
    }
    if (!org) throw new Error(`an application waits at an org that is not there: ${row.orgId}`)
    if (org.closedAt !== undefined) return refuse('org-closed')
    const { personId } = row
    const former = await readFormer(applicant)
    const member = newMember(
      { personId, applicationId, name: nameOf(row), phone, org, tags: [], verifiedBy: 'cadre', former },
      now,
    )
    if (await admitApplicant(row, { member, former, cadreId: caller.personId, now }))
      return { row: { ...row, state: 'admitted', decidedAt: now } as const }
  }
  throw new Error('an admission was refused, though nothing stands against it')
}

async function turnBack(caller: StaffCaller, applicationId: string, reason: string, now: Instant) {
  for (let tries = 0; tries < TRIES; tries++) {
    const row = await heldBy(caller, applicationId)
    if (isRefusal(row)) return row
    const meets = meetDecision(row, 'refused', caller.personId)
    if (meets === 'again') return { row }
    if (meets !== 'do') return refuse(meets, { state: row.state, decidedAt: row.decidedAt })
    if (await turnAway(row, { reason, cadreId: caller.personId, now }))
      return { row: { ...row, state: 'refused', decidedAt: now, reason } as const }
  }
  throw new Error('a decision was refused, though the application waits')
}

/** An application that this cadre may see. */
async function heldBy(caller: StaffCaller, applicationId: string) {
  const row = await readApplication(applicationId)
  if (!row) return refuse('application-unknown')
  return holds(caller.grants, 'cadre', row.orgPath) ? row : refuse('org-out-of-scope')
}

const answered = (row: ApplicationRow, now: Instant) =>
  reply(200, { application: shownToCadre(row, now), serverTime: now })

export const approveApplication: Handler<typeof contracts.approveApplication> = async (request) => {
  const { params, caller, now } = request
  const decided = await approve(caller, params.applicationId, now)
  return isRefusal(decided) ? decided : answered(decided.row, now)
}

export const refuseApplication: Handler<typeof contracts.refuseApplication> = async (request) => {
  const { params, body, caller, now } = request
  const decided = await turnBack(caller, params.applicationId, body.reason, now)
  return isRefusal(decided) ? decided : answered(decided.row, now)
}

/** So many at a time: a page of thirty is a second or two, and the table is left to others too. */
const AT_ONCE = 5

/** Each for itself: one that cannot be decided, or whose answer is lost, keeps no other from it. */
export const decideApplications: Handler<typeof contracts.decideApplications> = async (request) => {
  const { body, caller, now } = request
  const { decision, reason = '' } = body
  const decideOne = async (applicationId: string): Promise<DecisionOutcome> => {
    try {
      const decided = await (decision === 'approve'
        ? approve(caller, applicationId, now)
        : turnBack(caller, applicationId, reason, now))
      if (!isRefusal(decided)) return { applicationId, outcome: outcomeOf(decided.row) }
      const { title } = membershipProblems[decided.refused]
      return { applicationId, outcome: 'not-done', code: decided.refused, title }
    } catch (error) {
      log.error('one of many was not decided', { applicationId, error: told(error) })
      return { applicationId, outcome: 'unknown' }
    }
  }
  const wanted = [...new Set(body.applicationIds)]
  const outcomes: DecisionOutcome[] = []
  for (let at = 0; at < wanted.length; at += AT_ONCE)
    outcomes.push(...(await Promise.all(wanted.slice(at, at + AT_ONCE).map(decideOne))))
  // Whoever has nothing to do with any of them is told so, as with one.
  const isNone = outcomes.every(({ code }) => code === 'org-out-of-scope')
  return isNone ? refuse('org-out-of-scope') : reply(200, { outcomes, serverTime: now })
}

const outcomeOf = ({ state }: ApplicationRow): DecisionOutcome['outcome'] =>
  state === 'waiting' || state === 'merged' ? 'not-done' : state
