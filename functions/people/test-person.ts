/** For tests of exports and erasures: somebody about whom every store of membership holds something. */
import { later, MINUTE_MS } from '@gonghui/shared/lib/instant'
import { CONSENT_VERSION } from '@gonghui/shared/membership/privacy-notice'
import type { MemberCaller } from '../lib/caller.ts'
import { saveProfile } from '../matchmaking/profiles.ts'
import { readApplicationOf } from '../membership/application.store.ts'
import { apply } from '../membership/applications.ts'
import { checkInMember, createCheckInList } from '../membership/check-ins.ts'
import { membershipOf } from '../membership/member.rule.ts'
import { readMemberOf } from '../membership/member.store.ts'
import { getMemberCode } from '../membership/member-codes.ts'
import { unmaskMember } from '../membership/members.ts'
import { answerPrivacy } from '../membership/privacy.ts'
import { decideRepair } from '../membership/repairs.ts'
import { addToRoster } from '../membership/roster.store.ts'
import { startSession } from '../membership/session.store.ts'
import { leaveUnion } from '../membership/standings.ts'
import { claimTag } from '../membership/tags.ts'
import {
  ask,
  newJoinCode,
  newMemberOf,
  newPerson,
  newPhone,
  newStaff,
  proven,
  type Union,
} from '../membership/test-union.ts'

let keys = 0
const key = () => `key-of-person-${++keys}`

function sound(answer: object): { body: Record<string, never> } {
  if (!('body' in answer)) throw new Error(JSON.stringify(answer))
  return answer as { body: Record<string, never> }
}

/** Of one that nobody else here is called by. */
const nameOf = (n: number) => `欧阳寻${n}`
export const PROOF = '证书 GH-7788'

export type Someone = Awaited<ReturnType<typeof someone>>

/** Joins by roster, tags, signs in twice, is looked at, stands on a list, begins a profile. */
export async function someone({ workplace }: Union, now: string) {
  const { personId, sessionId } = await newPerson()
  const phone = newPhone()
  const name = nameOf(++keys)
  await addToRoster(workplace.orgId, [{ name, phone }])
  const { scene, cadre } = await newJoinCode(workplace)
  const caller = { personId, sessionId }
  const sentAt = new Date(Date.parse(now) - 60_000).toISOString()
  sound(await ask(apply, { caller, body: await proven(caller, { scene, name, phone, sentAt }), now }))
  const row = await readMemberOf(personId)
  if (!row) throw new Error('the roster did not admit')
  const member: MemberCaller = { ...caller, member: membershipOf(row) }
  sound(await ask(claimTag, { caller: member, body: { tag: '劳模', proof: PROOF }, now }))
  await startSession(personId, now, '微信・iPhone')
  await startSession(personId, now, '网页控制台')
  const yes = { version: CONSENT_VERSION, answer: 'withdrawn' } as const
  sound(await ask(answerPrivacy, { caller, body: yes, now: new Date(Date.parse(now) + 1).toISOString() }))
  const params = { memberId: row.memberId }
  sound(await ask(unmaskMember, { caller: cadre, params, body: { reason: `给${name}寄慰问品` }, now }))
  const desk = await newStaff('staff', workplace)
  const list = { orgId: workplace.orgId, title: '端午包粽子', ownOnly: true }
  const { listId = '' } = sound(
    await ask(createCheckInList, { caller: desk, key: key(), body: list, now }),
  ).body
  const { memberCode = '' } = sound(await ask(getMemberCode, { caller: member, now })).body
  sound(await ask(checkInMember, { caller: desk, key: key(), params: { listId }, body: { memberCode }, now }))
  const draft = { facts: { birthYear: 1996, aboutMe: '爱爬山' }, wishes: {} }
  sound(await ask(saveProfile, { caller: member, body: { draft, revision: 0 }, now }))
  return { personId, memberId: row.memberId, member, name, phone }
}

/** Leaves; then a membership from another WeChat of theirs is brought to this one. @returns the one they have now. */
export async function leavesAndTakesOver(
  union: Union,
  { member: { personId, sessionId, member } }: Someone,
  now: string,
) {
  const caller = { personId, sessionId }
  sound(await ask(leaveUnion, { caller: { ...caller, member }, body: { understood: true }, now }))
  const old = await newMemberOf(union.workplace)
  const { scene } = await newJoinCode(union.neighbour)
  const [sentAt, at] = [later(now, MINUTE_MS), later(now, 2 * MINUTE_MS)]
  const body = await proven(caller, { scene, phone: old.phone, sentAt })
  sound(await ask(apply, { caller, body, now: at }))
  const application = await readApplicationOf(personId)
  const params = { applicationId: application?.applicationId ?? '' }
  const decision = { decision: 'merge', reason: '当面核对了身份证' } as const
  const keeper = await newStaff('cadre', union.workplace)
  sound(await ask(decideRepair, { caller: keeper, params, body: decision, now: at }))
  return old
}
