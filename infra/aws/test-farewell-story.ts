/** For the test of the roles: people of whom every capability holds something take it out, and go. */
import './test-product.ts'
import { giveGrant } from '@gonghui/functions/lib/grants.store'
import { issueToken } from '@gonghui/functions/lib/tokens'
import { COOLING_MS, QUIET_MS } from '@gonghui/functions/membership/erasure.rule'
import { takeGrant } from '@gonghui/functions/membership/role.store'
import { addToRoster } from '@gonghui/functions/membership/roster.store'
import { newMemberOf } from '@gonghui/functions/membership/test-union'
import { claimDrop } from '@gonghui/shared/benefits/claim'
import type { DropPlan } from '@gonghui/shared/benefits/drop-plan'
import * as drops from '@gonghui/shared/benefits/drops'
import { enterDrop } from '@gonghui/shared/benefits/entries'
import { scheduleDrop } from '@gonghui/shared/benefits/launch'
import { createOutlet } from '@gonghui/shared/benefits/outlets'
import { joinWaiting } from '@gonghui/shared/benefits/returns'
import { DAY_MS, HOUR_MS, later } from '@gonghui/shared/lib/instant'
import { giveHeart, listSuggestions } from '@gonghui/shared/matchmaking/suggestions'
import { apply } from '@gonghui/shared/membership/applications'
import { checkInMember, createCheckInList } from '@gonghui/shared/membership/check-ins'
import { createJoinCode, noteJoinStep } from '@gonghui/shared/membership/join-codes'
import { getMemberCode } from '@gonghui/shared/membership/member-codes'
import { unmaskMember } from '@gonghui/shared/membership/members'
import * as myData from '@gonghui/shared/membership/my-data'
import { CONSENT_VERSION } from '@gonghui/shared/membership/privacy-notice'
import { claimTag } from '@gonghui/shared/membership/tags'
import { askTransfer } from '@gonghui/shared/membership/transfers'
import { closeCampaign, createCampaign, openCampaign } from '@gonghui/shared/reading/managed-campaigns'
import { decideNote } from '@gonghui/shared/reading/notes'
import { enrol } from '@gonghui/shared/reading/readers'
import { setPenName } from '@gonghui/shared/reading/standings'
import { vi } from 'vitest'
import { announced } from './test-event-story.ts'
import { issueOf } from './test-lottery-story.ts'
import { approveAll, showsFace, signUp } from './test-matchmaking-story.ts'
import { control, invoke, send } from './test-product.ts'
import { plan as readingPlan, write } from './test-reading-story.ts'
import { key, login, now, orgId, staff, union } from './test-story-people.ts'

const grantAt = {
  role: 'staff',
  orgId,
  orgPath: union.workplace.path,
  orgName: union.workplace.name,
} as const

export async function farewellStory(): Promise<void> {
  const [she, he] = [await newcomer('13911110001'), await newcomer('13911110002')]
  const stay = [await newcomer('13911110008'), await newcomer('13911110009')]
  await onTheList(she)
  await benefits(she, he, stay)
  await matched(she, he)
  await reads(she)
  await send(201, askTransfer, { body: { toOrgId: union.neighbour.orgId } }, she)
  const { jobId } = await send(202, myData.startExport, {}, she)
  await send(202, myData.startExport, {}, she)
  await invoke('people', { job: 'work' })
  await send(200, myData.getExport, { params: { jobId } }, she)

  const wish = { body: { confirm: myData.ERASURE_WORDS } } as const
  await send(200, myData.askErasure, wish, she)
  await send(200, myData.undoErasure, {}, she)
  const applicants = [
    await waiting('openid-who-thinks-better', '13900000077'),
    await waiting('openid-with-her-phone', '13911110001'),
  ]
  const undecided = await rostered()
  await signUp(undecided, 'female')
  for (const one of [she, he, ...applicants, undecided]) await send(200, myData.askErasure, wish, one)
  await send(200, myData.getErasure, {}, she)
  await giveGrant(he.personId, grantAt)
  await forgetFrom(0)
  await forgetFrom(COOLING_MS)
  const taking = { by: he.personId, at: now, reason: '要注销', leaveACadre: false }
  await takeGrant(he.personId, grantAt, taking)
  await forgetFrom(COOLING_MS + QUIET_MS)
  await forgetFrom(COOLING_MS + DAY_MS)
  await forgetFrom(COOLING_MS + DAY_MS + QUIET_MS)
  // Half a year on, those who were refused are forgotten; after two years who moved where.
  await forgetFrom(181 * DAY_MS)
  await forgetFrom(731 * DAY_MS)
  // The drops of these stories, whose vouchers end within weeks.
  await forgetFrom(900 * DAY_MS)
}

type Newcomer = Awaited<ReturnType<typeof newcomer>>

async function newcomer(phone: string) {
  const { caller, row } = await newMemberOf(union.workplace, { phone })
  const { personId, member } = caller
  return { token: issueToken(caller, Date.now()), personId, memberId: member.memberId, row }
}

/** A tag, a door, a poster, a look. */
async function onTheList(she: Newcomer): Promise<void> {
  await send(201, claimTag, { body: { tag: '劳模', proof: '证书 0099' } }, she)
  const desk = { ...(await staff('staff')), key: key() }
  const list = { body: { orgId, title: '读书会', ownOnly: true } }
  const { listId } = await send(201, createCheckInList, list, desk)
  const { memberCode } = await send(200, getMemberCode, {}, she)
  const at = { params: { listId }, body: { memberCode } }
  await send(201, checkInMember, at, { ...desk, key: key() })
  const cadre = await staff('cadre')
  const code = { body: { orgId, label: '楼道' } }
  const { scene } = await send(201, createJoinCode, code, { ...cadre, key: key() })
  await send(200, noteJoinStep, { params: { scene }, body: { step: 'scanned' } }, she)
  const look = { params: { memberId: she.memberId }, body: { reason: '核实' } }
  await send(200, unmaskMember, look, cadre)
}

/** A voucher that can be given back, a place in a line, an entry in a lottery that goes on for weeks. */
async function benefits(she: Newcomer, he: Newcomer, stay: readonly Newcomer[]): Promise<void> {
  const operator = await staff('operator')
  const place = { orgId, name: '红星剧院', address: '红星路 1 号', hours: '10:00–23:00' }
  const { outletId } = await send(201, createOutlet, { body: place }, { ...operator, key: key() })
  const drawsAt = later(now, 21 * DAY_MS)
  const plan: DropPlan = {
    ...{ orgId, kind: 'film', title: '老电影', cover: 'film', rules: '', listPriceFen: 4_500 },
    ...{ memberPriceFen: 0, stock: 1, perMember: 1, audience: { orgIds: [orgId] } },
    ...{ opensAt: later(now, -HOUR_MS), closesAt: later(now, 20 * DAY_MS) },
    ...{ validUntil: later(now, 30 * DAY_MS), outletIds: [outletId], codes: 'generated', redeemedAt: 'here' },
  }
  const publish = async (body: DropPlan) => {
    const { dropId } = await send(201, drops.createDrop, { body }, { ...operator, key: key() })
    const params = { dropId }
    await send(200, scheduleDrop, { params }, operator)
    return { params }
  }
  const sold = await publish({ ...plan, waitingList: true })
  await send(201, claimDrop, { ...sold, body: {} }, she)
  await send(201, joinWaiting, sold, he)
  // What she gives back is offered to the first of them; the other waits to the end.
  for (const one of stay) await send(201, joinWaiting, sold, one)
  const hers = await publish({ ...plan, waitingList: true })
  await send(201, claimDrop, { ...hers, body: {} }, he)
  await send(201, joinWaiting, hers, she)
  const draw = { issue: issueOf(drawsAt), drawsAt }
  await send(201, enterDrop, await publish({ ...plan, way: 'lottery', draw }), she)
}

/** Two hearts, so that there is a case at the desk. */
async function matched(she: Newcomer, he: Newcomer): Promise<void> {
  const desk = await staff('matchmaker')
  await signUp(she, 'female')
  await signUp(he, 'male')
  await approveAll(desk, union.workplace)
  await showsFace(she)
  await approveAll(desk, union.workplace)
  await announced(desk, union.workplace, [she])
  for (const one of [she, he]) {
    const { items } = await send(200, listSuggestions, {}, one)
    for (const { card } of items) await send(200, giveHeart, { params: { singleId: card.singleId } }, one)
  }
}

/** Listed by a name of the campaign's drawing, in one that goes on and in one that is over. */
async function reads(she: Newcomer): Promise<void> {
  const host = await staff('staff')
  const enrolled = async () => {
    const made = await send(201, createCampaign, { body: readingPlan }, { ...host, key: key() })
    const params = { campaignId: made.campaign.campaignId }
    await send(200, openCampaign, { params }, host)
    await send(201, enrol, { params }, she)
    return params
  }
  await send(200, closeCampaign, { params: await enrolled() }, host)
  const params = await enrolled()
  await send(200, setPenName, { params, body: { choice: 1 } }, she)
  const seen = await write(params, she)
  await send(200, decideNote, { ...seen, body: { decision: 'feature' } }, host)
  await write(params, she, '这里有待审的内容')
}

/** Somebody whom the roster admitted. */
async function rostered() {
  const [name, phone, openid] = ['谢客来', '13911110003', 'openid-of-a-guest']
  await addToRoster(orgId, [{ name, phone }])
  const cadre = await staff('cadre')
  const code = { body: { orgId, label: '前台' } }
  const { scene } = await send(201, createJoinCode, code, { ...cadre, key: key() })
  const { code: phoneCode = '' } = await control('phone-codes', { openid, phone })
  const body = { scene, name, phoneCode, consentVersion: CONSENT_VERSION }
  const { token = '' } = await send(201, apply, { body }, await login(openid))
  return { token }
}

/** Somebody whose application nobody has decided; with a member's phone, it is being checked. */
async function waiting(openid: string, phone: string) {
  const cadre = await staff('cadre')
  const code = { body: { orgId, label: '门口' } }
  const { scene } = await send(201, createJoinCode, code, { ...cadre, key: key() })
  const worker = await login(openid)
  const { code: phoneCode = '' } = await control('phone-codes', { openid, phone })
  const body = { scene, name: '许多', phoneCode, consentVersion: CONSENT_VERSION }
  await send(201, apply, { body }, worker)
  return worker
}

/** The hour strikes so much later than now. */
async function forgetFrom(aheadMs: number): Promise<void> {
  const at = Date.now() + aheadMs
  const spy = vi.spyOn(Date, 'now').mockImplementation(() => at)
  await invoke('people', { job: 'forget' })
  spy.mockRestore()
}
