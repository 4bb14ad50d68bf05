/** For the test of the roles: members who move between unions, are suspended, retire, leave and come back. */
import { giveGrant } from '@gonghui/functions/lib/grants.store'
import { addToRoster } from '@gonghui/functions/membership/roster.store'
import * as applications from '@gonghui/shared/membership/applications'
import * as joinCodes from '@gonghui/shared/membership/join-codes'
import * as repairs from '@gonghui/shared/membership/repairs'
import * as sessions from '@gonghui/shared/membership/sessions'
import * as standing from '@gonghui/shared/membership/standing'
import * as transfers from '@gonghui/shared/membership/transfers'
import { control, send } from './test-product.ts'
import { key, login, orgId, staff, union } from './test-story-people.ts'

const { neighbour, street } = union

export async function unionStory(): Promise<void> {
  const here = await staff('cadre')
  const there = await login('openid-of-cadre-there')
  const { orgId: toOrgId, path: orgPath, name: orgName } = neighbour
  await giveGrant(there.personId, { role: 'cadre', orgId: toOrgId, orgPath, orgName })
  const { scene } = await send(
    201,
    joinCodes.createJoinCode,
    { body: { orgId, label: '培训室' } },
    { ...here, key: key() },
  )
  const mover = await joinByRoster('openid-moving', scene, '钱调动', '13900000021')
  const wish = { body: { toOrgId, reason: '换单位' } }
  const { transfer } = await send(201, transfers.askTransfer, wish, mover)
  await send(200, transfers.askTransfer, wish, mover)
  await send(200, transfers.getMyTransfer, {}, mover)
  await send(200, transfers.listTransfers, { query: { orgId: toOrgId } }, there)
  const of = { params: { transferId: transfer.transferId } }
  await send(200, transfers.answerTransfer, { ...of, body: { deed: 'accept' } }, there)

  const { memberId, memberNo } = await joined(mover)
  const back = { toOrgId: orgId, memberNo, name: '钱调动', reason: '回来' }
  const fetched = await send(201, transfers.fetchMember, { body: back }, here)
  const no = {
    params: { transferId: fetched.transfer.transferId },
    body: { deed: 'decline', reason: '不去' },
  } as const
  await send(200, transfers.answerMyTransfer, no, mover)
  const sent = { params: { memberId }, body: { toOrgId: street.orgId, reason: '调上去' } }
  await send(201, transfers.sendMember, sent, there)

  const set = (deed: standing.StandingDeed, seen: 'active' | 'suspended' | 'retired') =>
    send(200, standing.setStanding, { params: { memberId }, body: { deed, seen, reason: '来函' } }, there)
  await set('suspend', 'active')
  await set('resume', 'suspended')
  await set('retire', 'active')
  await set('resume', 'retired')
  await send(200, standing.leaveUnion, { body: { understood: true } }, mover)
  await send(200, sessions.getMe, {}, mover)
  await joinByRoster('openid-moving', scene, '钱调动', '13900000022')
  await repairStory(scene, here)
}

/** One number, three WeChats: merged, turned away, and given up by its member before anybody looked. */
async function repairStory(scene: string, cadre: { readonly token: string }): Promise<void> {
  const first = await joinByRoster('openid-two-phones', scene, '孙双机', '13900000023')
  const again = await applyWith('openid-two-phones-new', scene, '孙双机', '13900000023')
  const of = { params: { applicationId: again.applicationId } }
  await send(200, repairs.listRepairs, { query: { orgId } }, cadre)
  await send(200, repairs.unmaskRepair, { ...of, body: { reason: '核对' } }, cadre)
  await send(200, repairs.decideRepair, { ...of, body: { decision: 'merge', reason: '是本人' } }, cadre)
  const third = await applyWith('openid-two-phones-third', scene, '孙双机', '13900000023')
  const me = await send(200, sessions.getMe, {}, again.worker)
  await send(200, standing.leaveUnion, { body: { understood: true } }, { token: me.token ?? first.token })
  const back = { params: { applicationId: third.applicationId } }
  await send(200, repairs.decideRepair, { ...back, body: { decision: 'merge', reason: '是本人' } }, cadre)
  const refuse = 'refuse' as const
  const body = { decision: refuse, applicationIds: [third.applicationId], reason: '不在本单位' }
  await send(200, applications.decideApplications, { body }, cadre)
}

async function applyWith(openid: string, scene: string, name: string, phone: string) {
  const worker = await login(openid)
  const { code: phoneCode = '' } = await control('phone-codes', { openid, phone })
  const body = { scene, name, phoneCode, consentVersion: applications.CONSENT_VERSION }
  const { application } = await send(201, applications.apply, { body }, worker)
  return { worker, applicationId: application.applicationId }
}

async function joinByRoster(openid: string, scene: string, name: string, phone: string) {
  await addToRoster(orgId, [{ name, phone }])
  const worker = await login(openid)
  const { code: phoneCode = '' } = await control('phone-codes', { openid, phone })
  const body = { scene, name, phoneCode, consentVersion: applications.CONSENT_VERSION }
  const { token = worker.token } = await send(201, applications.apply, { body }, worker)
  return { token }
}

async function joined(member: { readonly token: string }) {
  const me = await send(200, sessions.getMe, {}, member)
  if (!me.member) throw new Error('nobody joined')
  return me.member
}
