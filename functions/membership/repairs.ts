import { holds, isAtOrBelow, type OrgPath } from '@gonghui/shared/lib/roles'
import { maskName } from '@gonghui/shared/lib/text'
import { plainName } from '@gonghui/shared/membership/phone'
import type * as contracts from '@gonghui/shared/membership/repairs'
import type { StaffCaller } from '../lib/caller.ts'
import { grantsOf } from '../lib/grants.store.ts'
import { log } from '../lib/log.ts'
import { readOrg } from '../lib/orgs.store.ts'
import { unseal } from '../lib/secrets.ts'
import { type Handler, isRefusal, refuse, reply } from '../lib/server.ts'
import { turnAway } from './admission.store.ts'
import { type ApplicationRow, meetRepair, shownToApplicant } from './application.rule.ts'
import { nameOf, phoneOfApplicant, readApplication } from './application.store.ts'
import { readRepairs } from './application-queue.store.ts'
import { passPhoneOn } from './correction.store.ts'
import { shownMasked } from './member.rule.ts'
import { readMember, readPhoneHolder } from './member.store.ts'
import { readStanding } from './org-lookup.store.ts'
import { readPerson } from './person.store.ts'
import { mergeInto, noteLook, sendBack } from './repair.store.ts'
import { lookAt } from './roll.store.ts'
import { endSession, readSessionsOf } from './session.store.ts'

export const listRepairs: Handler<typeof contracts.listRepairs> = async ({ query, caller, now }) => {
  const org = await readOrg(query.orgId)
  if (!org) return refuse('org-unknown')
  if (!holds(caller.grants, 'cadre', org.path)) return refuse('org-out-of-scope')
  const { items, cursor } = await readRepairs(org.orgId, query.cursor)
  const shown = await Promise.all(items.map((row) => shownRepair(row, org.path)))
  return reply(200, { items: shown.flat(), cursor, serverTime: now })
}

/** Whose holder has gone elsewhere meanwhile is not for this desk to see, though it may lie here for a moment yet. */
async function shownRepair(row: ApplicationRow, deskPath: OrgPath) {
  const holder = await readMember(row.holderId ?? '')
  if (!holder || !isAtOrBelow(holder.orgPath, deskPath)) return []
  const name = nameOf(row)
  const sameName = plainName(name) === plainName(unseal(holder.nameSealed, `${holder.memberId}/name`))
  return [
    {
      applicationId: row.applicationId,
      submittedAt: row.submittedAt,
      orgName: row.orgName,
      nameMasked: maskName(name),
      phoneMasked: row.phoneMasked,
      sameName,
      holder: shownMasked(holder),
    },
  ]
}

/** An application that is at this cadre's desk to be checked, or was: by where its holder is now, with their org. */
async function repairOf(caller: StaffCaller, applicationId: string) {
  const row = await readApplication(applicationId)
  if (!row) return refuse('application-unknown')
  const { holderId, holderPath } = row
  const holder = await readMember(holderId ?? '')
  const path = holder?.orgPath ?? holderPath
  if (holderId === undefined || path === undefined || !holds(caller.grants, 'cadre', path))
    return refuse('org-out-of-scope')
  return { row, holderId, holder }
}

export const unmaskRepair: Handler<typeof contracts.unmaskRepair> = async ({ params, body, caller, now }) => {
  const found = await repairOf(caller, params.applicationId)
  if (isRefusal(found)) return found
  const { row, holderId, holder } = found
  if (row.state !== 'checking' || !holder) return refuse('application-decided')
  const look = { personId: caller.personId, reason: body.reason, at: now }
  await noteLook(row, look)
  const whole = await lookAt(holder, look)
  log.info('names shown', { to: caller.personId, applications: [row.applicationId], memberId: holderId })
  const applicant = { name: nameOf(row), phone: phoneOfApplicant(row) }
  return reply(200, { applicant, holder: whole, serverTime: now })
}

/** Each time round, the application, the member or their phone changed in between. */
const TRIES = 6

export const decideRepair: Handler<typeof contracts.decideRepair> = async ({ params, body, caller, now }) => {
  const { decision, reason } = body
  const by = caller.personId
  const answer = (row: ApplicationRow) =>
    reply(200, { application: shownToApplicant(row, now), serverTime: now })
  for (let tries = 0; tries < TRIES; tries++) {
    // At no desk any more, it is found no more: whose own answer freed it, as before a lost reply, is told so.
    const freed = decision === 'passed-on' ? await readApplication(params.applicationId) : undefined
    if (freed?.passedOnBy === by) return answer(freed)
    const found = await repairOf(caller, params.applicationId)
    if (isRefusal(found)) return found
    const { row, holderId, holder } = found
    const meets = meetRepair(row, decision, by)
    if (meets === 'again') return answer(row)
    if (meets !== 'do') return refuse(meets, { state: row.state, decidedAt: row.decidedAt })
    const [stillHas, applicant] = await Promise.all([
      readPhoneHolder(row.phoneHash ?? ''),
      readPerson(row.personId),
    ])
    if (decision === 'refuse') {
      if (!(await turnAway(row, { reason, cadreId: by, now }))) continue
      return answer((await readApplication(row.applicationId)) ?? row)
    }
    if (!holder || stillHas?.memberId !== holderId) {
      const org = await readStanding(row.orgId)
      const back = org && (await sendBack(row, org))
      if (back) return answer(back)
      continue
    }
    if (decision === 'passed-on') {
      const org = await readStanding(row.orgId)
      if (!org || !(await passPhoneOn(row, { holder, org }, { by, at: now, reason }))) continue
      log.info('a phone has passed on', { by, memberId: holderId, applicationId: row.applicationId })
      return answer((await readApplication(row.applicationId)) ?? row)
    }
    if (!applicant) throw new Error(`nobody is behind an application: ${row.applicationId}`)
    if (applicant.memberId) return refuse('already-member')
    if ((await grantsOf(holder.personId)).length > 0) return refuse('roles-held')
    if (!(await mergeInto(row, { applicant, holder, by, at: now, reason }))) continue
    // Nobody goes on under the old WeChat with what was told of it.
    for (const session of await readSessionsOf(holder.personId, now)) await endSession(session)
    log.info('membership merged', { by, memberId: holderId, applicationId: row.applicationId })
    return answer((await readApplication(row.applicationId)) ?? row)
  }
  throw new Error('an application kept changing while it was checked')
}
