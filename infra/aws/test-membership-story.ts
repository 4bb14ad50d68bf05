/** For the test of the roles: joining by every way, and what cadres and members do afterwards. */
import './test-product.ts'
import { PutCommand } from '@aws-sdk/lib-dynamodb'
import { giveGrant } from '@gonghui/functions/lib/grants.store'
import { readOrg } from '@gonghui/functions/lib/orgs.store'
import { addToRoster } from '@gonghui/functions/membership/roster.store'
import { newMemberOf } from '@gonghui/functions/membership/test-union'
import { keyOf } from '@gonghui/functions/table/access-patterns'
import { database, TABLE } from '@gonghui/functions/table/database'
import * as applications from '@gonghui/shared/membership/applications'
import * as checkIns from '@gonghui/shared/membership/check-ins'
import * as joinCodes from '@gonghui/shared/membership/join-codes'
import * as memberCodes from '@gonghui/shared/membership/member-codes'
import * as members from '@gonghui/shared/membership/members'
import * as tree from '@gonghui/shared/membership/org-tree'
import * as orgs from '@gonghui/shared/membership/orgs'
import * as sessions from '@gonghui/shared/membership/sessions'
import * as tags from '@gonghui/shared/membership/tags'
import * as transfers from '@gonghui/shared/membership/transfers'
import { accountStory } from './test-account-story.ts'
import { posterStory } from './test-poster-story.ts'
import { control, invoke, runJob, send } from './test-product.ts'
import { rosterStory } from './test-roster-story.ts'
import { key, login, type Member, now, orgId, staff, union } from './test-story-people.ts'
import { unionStory } from './test-union-story.ts'

const consentVersion = applications.CONSENT_VERSION

/** Types a phone, reads the one-time code that was sent, and applies with it. */
async function join(openid: string, scene: string, name: string, phone: string) {
  const worker = await login(openid)
  await send(201, applications.sendPhoneCode, { body: { phone } }, worker)
  const { messages = [] } = (await control(`sms?phone=${phone}`)) as { messages?: { params: string[] }[] }
  const oneTimeCode = messages[0]?.params[0] ?? ''
  const body = { scene, name, phone, oneTimeCode, consentVersion }
  return { worker, ...(await send(201, applications.apply, { body }, worker)) }
}

/** Joins by roster, by a cadre's yes; a correction, a no, a message that is not sent, a session to its end. */
export async function membershipStory(): Promise<Member[]> {
  const cadre = await staff('cadre')
  await addToRoster(orgId, [{ name: '林小工', phone: '13900000001' }])
  const code = { body: { orgId, label: '食堂门口' } }
  const { scene } = await send(201, joinCodes.createJoinCode, code, { ...cadre, key: key() })
  await send(200, joinCodes.getJoinCode, { params: { scene } })
  await send(200, joinCodes.listJoinCodes, { query: { orgId } }, cadre)
  await send(200, joinCodes.noteJoinStep, { params: { scene }, body: { step: 'scanned' } }, cadre)
  await posterStory(cadre, scene)
  const unused = await send(201, joinCodes.createJoinCode, code, { ...cadre, key: key() })
  await send(200, joinCodes.revokeJoinCode, { params: { scene: unused.scene } }, cadre)
  await send(200, orgs.listOrgs, {})

  const rostered = await join('openid-rostered', scene, '林小工', '13900000001')
  const asked = await join('openid-asking', scene, '陈小工', '13900000002')
  const { code: phoneCode = '' } = await control('phone-codes', {
    openid: 'openid-asking',
    phone: '13900000003',
  })
  const corrected = { scene, name: '陈大工', phoneCode, consentVersion }
  const { application } = await send(201, applications.apply, { body: corrected }, asked.worker)
  const { applicationId } = application
  await send(200, applications.listApplications, { query: { orgId } }, cadre)
  await send(200, applications.approveApplication, { params: { applicationId } }, cadre)
  // The roster names whom a cadre let in: the next session says so.
  await addToRoster(orgId, [{ name: '陈大工', phone: '13900000003' }])
  await send(201, sessions.renewSession, { body: { renewal: asked.worker.renewal } })
  const refused = (await join('openid-refused', scene, '王小工', '13900000004')).application
  const no = { params: { applicationId: refused.applicationId }, body: { reason: '不在本单位' } }
  await send(200, applications.refuseApplication, no, cadre)

  const late = { name: '周小工', phone: '13900000006' }
  await join('openid-late', scene, late.name, late.phone)
  await rosterStory(cadre, late)

  const unlucky = await login('openid-unlucky')
  await control('faults', { path: 'SendSms', code: 'FailedOperation.ContainSensitiveWord' })
  await send(503, applications.sendPhoneCode, { body: { phone: '13900000005' } }, unlucky)
  await send(409, applications.sendPhoneCode, { body: { phone: '13900000001' } }, rostered.worker)
  const { renewal } = unlucky
  await send(201, sessions.renewSession, { body: { renewal } })
  await send(200, sessions.closeSession, {}, unlucky)
  const joined = await Promise.all(
    [rostered.worker, asked.worker].map(async (worker) => {
      const me = await send(200, sessions.getMe, {}, worker)
      return { token: me.token ?? worker.token, memberId: me.member?.memberId ?? '' }
    }),
  )
  await tagStory(joined)
  await treeStory()
  await deskStory(joined)
  await accountStory(joined)
  await unionStory()
  return joined
}

/** Members are found, looked at and tagged; one claims a tag and gets it, another does not. */
async function tagStory([one, other]: readonly Member[]): Promise<void> {
  if (!one || !other) throw new Error('two members are needed')
  const cadre = await staff('cadre')
  const listed = await send(200, members.listMembers, { query: { orgId } }, cadre)
  const { memberNo = '' } = listed.items[0] ?? {}
  await send(200, members.findMember, { body: { orgId, memberNo } }, cadre)
  await send(200, members.findMember, { body: { orgId, phone: '13900000001' } }, cadre)
  const params = { memberId: one.memberId }
  await send(200, members.unmaskMember, { params, body: { reason: '电话核实' } }, cadre)
  await send(200, members.setTags, { params, body: { seen: [], tags: ['女职工'] } }, cadre)
  const { name, phone } = await send(200, members.unmaskMember, { params, body: { reason: '更正' } }, cadre)
  const wrong = { name, phone: '13900000777' }
  const correct = { seen: { name, phone }, ...wrong, reason: '换了号码' }
  await send(200, members.correctMember, { params, body: correct }, cadre)
  // The rest of the story knows them by the first.
  const back = { seen: wrong, name, phone, reason: '记错了' }
  await send(200, members.correctMember, { params, body: back }, cadre)
  const claim = { body: { tag: '劳模', proof: '证书 0042' } } as const
  const wanted = await send(201, tags.claimTag, claim, one)
  const unwanted = await send(201, tags.claimTag, claim, other)
  await send(200, tags.listTagClaims, { query: { orgId } }, cadre)
  await send(200, tags.grantTag, { params: { claimId: wanted.claim.claimId } }, cadre)
  const no = { params: { claimId: unwanted.claim.claimId }, body: { reason: '证书号查不到' } }
  await send(200, tags.refuseTag, no, cadre)
  await send(201, tags.claimTag, claim, other)
  await send(200, tags.listMyTags, {}, one)
}

/** A member code is shown by QR and digits, verified, and ticked off at a door, twice. */
async function deskStory([one, other]: readonly Member[]): Promise<void> {
  if (!one || !other) throw new Error('two members are needed')
  const desk = await staff('staff')
  const list = { body: { orgId, title: '端午包粽子', ownOnly: true } }
  const made = { ...desk, key: key() }
  const { listId } = await send(201, checkIns.createCheckInList, list, made)
  await send(200, checkIns.createCheckInList, list, made)
  const { memberCode } = await send(200, memberCodes.getMemberCode, {}, one)
  const { digits } = await send(200, memberCodes.giveMemberDigits, {}, other)
  await send(200, memberCodes.verifyMemberCode, { body: { orgId, memberCode } }, desk)
  await send(404, memberCodes.verifyMemberCode, { body: { orgId, digits: '00000000' } }, desk)
  const params = { listId }
  const first = { ...desk, key: key() }
  await send(201, checkIns.checkInMember, { params, body: { memberCode } }, first)
  await send(200, checkIns.checkInMember, { params, body: { memberCode } }, first)
  await send(200, checkIns.checkInMember, { params, body: { memberCode } }, { ...desk, key: key() })
  await send(201, checkIns.checkInMember, { params, body: { digits } }, { ...desk, key: key() })
  await send(200, checkIns.listCheckInLists, { query: { orgId } }, desk)
  await send(200, checkIns.listCheckIns, { params }, desk)
}

/** Orgs are made, found, renamed, moved, merged, closed and imported, with somebody in them and somebody who waits. */
async function treeStory(): Promise<void> {
  const cadre = await login('openid-of-city-cadre')
  const { city, district, street } = union
  await giveGrant(cadre.personId, {
    role: 'cadre',
    orgId: city.orgId,
    orgPath: city.path,
    orgName: city.name,
  })
  const make = async (aboveId: string, name: string, level: 'street' | 'workplace') => {
    const body = { aboveId, name, level }
    const same = { ...cadre, key: key() }
    const made = await send(201, tree.createOrg, { body }, same)
    await send(200, tree.createOrg, { body }, same)
    return { orgId: made.orgId }
  }
  const other = await make(district.orgId, '招商街道总工会', 'street')
  const work = await make(other.orgId, '蛇口船厂工会', 'workplace')
  const empty = await make(street.orgId, '空壳工会', 'workplace')
  await send(200, tree.findOrgs, { query: { name: 'sk' } })
  const code = { body: { orgId: work.orgId, label: '船坞' } }
  const { scene } = await send(201, joinCodes.createJoinCode, code, { ...cadre, key: key() })
  await join('openid-at-dock', scene, '吴船工', '13900000011')
  const { application } = await join('openid-at-gate', scene, '郑船工', '13900000012')
  const params = { applicationId: application.applicationId }
  await send(200, applications.approveApplication, { params }, cadre)
  // A member’s phone on another WeChat, for those above to check: it goes where the union goes.
  const dock = await readOrg(work.orgId)
  if (dock) await newMemberOf(dock, { phone: '13900000014' })
  await join('openid-with-same-phone', scene, '冯船工', '13900000014')
  const { token } = await login('openid-at-gate')
  await send(201, tags.claimTag, { body: { tag: '劳模', proof: '证书 0043' } }, { token })
  await send(201, transfers.askTransfer, { body: { toOrgId: other.orgId } }, { token })
  const rename = { params: other, body: { revision: 1, name: '蛇口街道总工会' } }
  await send(200, tree.renameOrg, rename, cadre)
  await send(200, tree.moveOrg, { params: work, body: { revision: 2, aboveId: street.orgId } }, cadre)
  const { org } = await send(200, tree.getManagedOrg, { params: work }, cadre)
  await leftHalfWay(work.orgId)
  await invoke('orgs', { job: 'carry-through' })
  const merger = { params: work, body: { revision: org.revision, intoId: orgId } }
  await send(200, tree.mergeOrg, merger, cadre)
  await addToRoster(empty.orgId, [{ name: '周空壳', phone: '13900000013' }])
  await send(200, tree.closeOrg, { params: empty, body: { revision: 1 } }, cadre)
  // Who is named after the merger comes in, and the roster of the one that was closed goes.
  await runJob('work')
  await send(200, tree.listOrgHistory, { params: work }, cadre)
  const anew = { params: { orgId: city.orgId }, body: { revision: 1, name: '鹏城总工会' } }
  await send(200, tree.renameOrg, anew, cadre)
  const csv = '名称,级别,上级\n前海企业工会,基层,蛇口街道总工会'
  await send(200, tree.importOrgs, { params: { orgId: city.orgId }, body: { csv, dryRun: false } }, cadre)
}

/** A crash in the middle of a change of the tree: the mark is left, and a path below is the old one. */
async function leftHalfWay(orgId: string): Promise<void> {
  const Item = { ...keyOf('an org whose change is being carried through', { orgId }), orgId, at: now }
  await database.send(new PutCommand({ TableName: TABLE, Item }))
}
