import type { Instant } from '@gonghui/shared/lib/instant'
import { holds } from '@gonghui/shared/lib/roles'
import type {
  approveApplication as approveContract,
  listApplications as listContract,
  refuseApplication as refuseContract,
} from '@gonghui/shared/membership/applications'
import type { StaffCaller } from '../lib/caller.ts'
import { log } from '../lib/log.ts'
import { readOrg } from '../lib/orgs.store.ts'
import { type Handler, isRefusal, refuse, reply } from '../lib/server.ts'
import { type ApplicationRow, meetDecision } from './application.rule.ts'
import {
  admitApplicant,
  nameOf,
  phoneOfApplicant,
  readApplication,
  readQueue,
  shownToCadre,
  turnAway,
} from './application.store.ts'
import { newMember, phoneHashOf, readFormer, readPhoneHolder } from './member.store.ts'
import { readStanding } from './org-lookup.store.ts'
import { readPerson } from './person.store.ts'

export const listApplications: Handler<typeof listContract> = async ({ query, caller, now, requestId }) => {
  const org = await readOrg(query.orgId)
  if (!org) return refuse('org-unknown')
  if (!holds(caller.grants, 'cadre', org.path)) return refuse('org-out-of-scope')
  const { items, cursor } = await readQueue(org.orgId, query.cursor)
  // Every look at a whole name is on record, by ids.
  log.info('names shown', {
    requestId,
    to: caller.personId,
    applications: items.map((row) => row.applicationId),
  })
  return reply(200, { items: items.map(shownToCadre), cursor, serverTime: now })
}

/** Each time round, somebody else's decision or admission came in between; three can. */
const TRIES = 5

export const approveApplication: Handler<typeof approveContract> = async ({ params, caller, now }) => {
  for (let tries = 0; tries < TRIES; tries++) {
    const row = await heldBy(caller, params.applicationId)
    if (isRefusal(row)) return row
    const meets = meetDecision(row, 'admitted', caller.personId)
    if (meets === 'again') return decided(row, now)
    if (meets !== 'do') return refuse(meets, { state: row.state, decidedAt: row.decidedAt })
    const phone = phoneOfApplicant(row)
    const [applicant, holder, org] = await Promise.all([
      readPerson(row.personId),
      readPhoneHolder(phoneHashOf(phone)),
      readStanding(row.orgId),
    ])
    if (applicant?.memberId || holder) {
      // Approved between our reads, it is itself what stands against it; that is told as what it is.
      if ((await readApplication(row.applicationId))?.state !== 'waiting') continue
      return refuse(applicant?.memberId ? 'already-member' : 'phone-taken')
    }
    if (!org) throw new Error(`an application waits at an org that is not there: ${row.orgId}`)
    const { personId, applicationId } = row
    const former = await readFormer(applicant)
    const member = newMember(
      { personId, applicationId, name: nameOf(row), phone, org, tags: [], verifiedBy: 'cadre', former },
      now,
    )
    if (await admitApplicant(row, { member, former, cadreId: caller.personId, now }))
      return decided({ ...row, state: 'admitted', decidedAt: now }, now)
  }
  throw new Error('an admission was refused, though nothing stands against it')
}

export const refuseApplication: Handler<typeof refuseContract> = async ({ params, body, caller, now }) => {
  for (let tries = 0; tries < TRIES; tries++) {
    const row = await heldBy(caller, params.applicationId)
    if (isRefusal(row)) return row
    const meets = meetDecision(row, 'refused', caller.personId)
    if (meets === 'again') return decided(row, now)
    if (meets !== 'do') return refuse(meets, { state: row.state, decidedAt: row.decidedAt })
    const { reason } = body
    if (await turnAway(row, { reason, cadreId: caller.personId, now }))
      return decided({ ...row, state: 'refused', decidedAt: now, reason }, now)
  }
  throw new Error('a decision was refused, though the application waits')
}

/** An application that this cadre may see. */
async function heldBy(caller: StaffCaller, applicationId: string) {
  const row = await readApplication(applicationId)
  if (!row) return refuse('application-unknown')
  return holds(caller.grants, 'cadre', row.orgPath) ? row : refuse('org-out-of-scope')
}

const decided = (row: ApplicationRow, now: Instant) =>
  reply(200, { application: shownToCadre(row), serverTime: now })
