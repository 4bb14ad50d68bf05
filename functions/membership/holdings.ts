import { maskPhone } from '@gonghui/shared/lib/text'
import { grantsOf } from '../lib/grants.store.ts'
import type { Holding } from '../lib/holdings.ts'
import { readOpenid } from '../lib/persons.store.ts'
import { unseal } from '../lib/secrets.ts'
import { nameOf, phoneOfApplicant } from './application.store.ts'
import { readApplicationsOf, readLooksBefore, removeApplication } from './application-farewell.store.ts'
import { namelessVisit, readVisits } from './check-in.store.ts'
import { removeMember, removePerson } from './farewell.store.ts'
import { readMember, readMemberRow, shownToSelf } from './member.store.ts'
import { bareLook, keyOfLook, type Look, readLedger, readLooks } from './privacy.store.ts'
import { freeEntry } from './roster.store.ts'
import { endSession, readSessionsOf } from './session.store.ts'
import { readTagClaimsOf, removeTagClaim } from './tag-claim.store.ts'
import { namelessTransfers } from './transfer-farewell.store.ts'

/** All looks, page after page: a few in a life, and bounded by the patience of cadres who write a reason for each. */
async function looksAt(memberId: string): Promise<Look[]> {
  const looks: Look[] = []
  let cursor: string | undefined
  do {
    const page: { items: Look[]; cursor?: string } = await readLooks(memberId, cursor)
    looks.push(...page.items)
    cursor = page.cursor
  } while (cursor !== undefined)
  return looks
}

/** Wherever they were when a roster named them. */
async function freeEntriesOf(memberId: string): Promise<void> {
  const row = await readMemberRow(memberId)
  for (const place of row?.namedBy ?? []) await freeEntry(place, memberId)
}

const member: Holding = {
  file: 'membership/member',
  title: '我的会员资料',
  tell: async ({ memberId }) => {
    const row = memberId === undefined ? undefined : await readMember(memberId)
    if (!row) return []
    const phone = unseal(row.phoneSealed, `${row.memberId}/phone`)
    return [{ ...shownToSelf(row), phone, phoneShownToOthers: maskPhone(phone) }]
  },
  letGo: async ({ memberId, personId }, now) => {
    if (memberId === undefined) return
    await namelessTransfers(memberId, personId, now)
    await freeEntriesOf(memberId)
    await removeMember(memberId)
  },
}

const applications: Holding = {
  file: 'membership/applications',
  title: '我的入会申请',
  isOfPerson: true,
  tell: async ({ personId }) =>
    (await readApplicationsOf(personId)).map((row) => ({
      name: nameOf(row),
      phone: phoneOfApplicant(row),
      orgName: row.orgName,
      joinCodeLabel: row.joinCodeLabel,
      state: row.state,
      submittedAt: row.submittedAt,
      decidedAt: row.decidedAt,
      reason: row.reason,
      consentVersion: row.consentVersion,
    })),
  letGo: async ({ personId }, now) => {
    for (const row of await readApplicationsOf(personId)) await removeApplication(row, now)
  },
}

const tagClaims: Holding = {
  file: 'membership/tag-claims',
  title: '我申请过的标签和写的凭据',
  tell: async ({ memberId }) =>
    (memberId === undefined ? [] : await readTagClaimsOf(memberId)).map((row) => ({
      tag: row.tag,
      proof: unseal(row.proofSealed, `${row.claimId}/proof`),
      state: row.state,
      claimedAt: row.claimedAt,
      consentedAt: row.consentedAt,
      decidedAt: row.decidedAt,
      reason: row.reason,
    })),
  letGo: async ({ memberId }) => {
    for (const row of memberId === undefined ? [] : await readTagClaimsOf(memberId)) await removeTagClaim(row)
  },
}

const visits: Holding = {
  file: 'membership/check-ins',
  title: '我在活动上的签到',
  tell: async ({ memberId }) =>
    (memberId === undefined ? [] : await readVisits(memberId)).map(
      ({ title, at, nameMasked, phoneMasked, orgName }) => ({ title, at, nameMasked, phoneMasked, orgName }),
    ),
  letGo: async ({ memberId }) => {
    for (const row of memberId === undefined ? [] : await readVisits(memberId)) await namelessVisit(row)
  },
}

const looks: Holding = {
  file: 'membership/looks',
  title: '谁看过我的完整姓名和手机号',
  tell: async ({ memberId }) =>
    (memberId === undefined ? [] : await looksAt(memberId)).map(({ at, reason }) => ({ at, reason })),
  letGo: async ({ memberId }) => {
    for (const look of memberId === undefined ? [] : await looksAt(memberId)) {
      if (memberId !== undefined) await bareLook(keyOfLook(memberId, look))
    }
  },
}

const looksBefore: Holding = {
  file: 'membership/looks-at-applications',
  title: '谁在核实我的申请时看过我的完整姓名和手机号',
  isOfPerson: true,
  // Their reasons go with the applications.
  tell: async ({ personId }) => (await readLooksBefore(personId)).map(({ at, reason }) => ({ at, reason })),
}

const consents: Holding = {
  file: 'membership/consents',
  title: '我对隐私说明的回答',
  isOfPerson: true,
  tell: ({ personId }) => readLedger(personId),
}

const devices: Holding = {
  file: 'membership/devices',
  title: '我登录着的设备',
  isOfPerson: true,
  // Those that are over are told too: they are held until the table forgets them.
  tell: async ({ personId }) =>
    (await readSessionsOf(personId, '')).map(({ device, startedAt, renewedAt, until }) => ({
      device,
      startedAt,
      renewedAt,
      until,
    })),
  letGo: async ({ personId }) => {
    for (const session of await readSessionsOf(personId, '')) await endSession(session)
  },
}

const person: Holding = {
  file: 'membership/person',
  title: '我的微信用户编号和角色',
  isOfPerson: true,
  tell: async ({ personId }) => {
    const [openid, roles] = await Promise.all([readOpenid(personId), grantsOf(personId)])
    return [{ personId, openid, roles: roles.map(({ role, orgName }) => ({ role, orgName })) }]
  },
  letGo: ({ personId }, now) => removePerson(personId, now),
}

/** In the order in which they are let go of: the person last, for by them the rest is found. */
export const membershipHoldings: readonly Holding[] = [
  devices,
  tagClaims,
  visits,
  looks,
  looksBefore,
  applications,
  member,
  consents,
  person,
]
