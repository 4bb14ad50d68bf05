/** A world with one of everything in it, so that a generated request has something to hit; and who may call what. */
import { closeDrop, pauseDrop } from '@gonghui/shared/benefits/launch'
import { giveRehearsalMembers, startRehearsal } from '@gonghui/shared/benefits/rehearsals'
import type { Contract } from '@gonghui/shared/lib/contract'
import { DAY_MS, instantOf, later } from '@gonghui/shared/lib/instant'
import { apply, approveApplication, CONSENT_VERSION } from '@gonghui/shared/membership/applications'
import { createCheckInList } from '@gonghui/shared/membership/check-ins'
import { createClerkInvitation } from '@gonghui/shared/membership/clerk-invitations'
import { askConsoleSignIn } from '@gonghui/shared/membership/console-sign-ins'
import { getMemberCode, giveMemberDigits } from '@gonghui/shared/membership/member-codes'
import { claimTag } from '@gonghui/shared/membership/tags'
import { askTransfer } from '@gonghui/shared/membership/transfers'
import { tap } from './test-crowd.ts'
import { drawToCome, makeLotteries } from './test-lotteries.ts'
import { logIn, loginCode, type Member, type Person, type Place, phoneCode, told } from './test-people.ts'
import { draftCampaign, openCampaignAt, readingWords } from './test-reading.ts'
import type { Words } from './test-requests.ts'
import { eventWords, makeSingles } from './test-singles.ts'
import { passOf, preview, redeem, takeVouchers } from './test-till.ts'
import {
  type District,
  draftDrop,
  makeMembers,
  makeWorld,
  openDrop,
  putCodes,
  staffOf,
  type World,
} from './test-world.ts'

export interface Town {
  readonly world: World
  readonly words: Words
  readonly stranger: Person
  readonly member: Member
  readonly otherMember: Member
  readonly clerk: Person
  readonly matchmaker: Person
  /** The token of somebody who is there for a rehearsal only. */
  readonly synthetic: string
  /** The same role in the other district. */
  readonly away: {
    readonly operator: Person
    readonly cadre: Person
    readonly clerk: Person
    readonly matchmaker: Person
  }
}

/** Somebody whom the roster does not know: an application that waits for the cadre. */
async function applicant(place: Place, scene: string, n: number, phone = `1390000000${n}`) {
  const person = await logIn(place, `o-applicant-${n}`)
  const code = await phoneCode(place, person.openid, phone)
  const { body } = await told(person, apply, {
    body: { scene, name: '周舟', phoneCode: code, consentVersion: CONSENT_VERSION },
  })
  return { person, applicationId: body.application.applicationId }
}

/** Somebody who applies with the phone of a member: to be checked by that member's cadres. */
async function applicantTwice(place: Place, { scene, cadre }: World['here']): Promise<string> {
  const { applicationId } = await applicant(place, scene, 3)
  await told(cadre, approveApplication, { params: { applicationId } })
  return (await applicant(place, scene, 4, '13900000003')).applicationId
}

async function tagClaim(member: Member): Promise<string> {
  const { body } = await told(member, claimTag, { body: { tag: '劳模', proof: '证书 0042' } })
  return body.claim.claimId
}

/** From a workplace up to its district: nobody else's to answer. */
async function transferThatWaits(member: Member, toOrgId: string): Promise<string> {
  const { body } = await told(member, askTransfer, { body: { toOrgId, reason: '换单位' } })
  return body.transfer.transferId
}

/** A list at a door, and what a member shows there. */
async function checkInList({ operator, org }: World['here'], member: Member) {
  const body = { orgId: org.orgId, title: '端午包粽子', ownOnly: true }
  const { listId } = (await told(operator, createCheckInList, { body }, 'key-of-list')).body
  const { memberCode } = (await told(member, getMemberCode, {})).body
  const { digits } = (await told(member, giveMemberDigits, {})).body
  return { listId, shown: { memberCode: [memberCode, 'GHM1.AAAA'], digits: [digits, '0000 0000'] } }
}

/** A rehearsal that is going on, and one of its synthetic members. */
async function rehearse({ operator }: World['here'], dropId: string) {
  const body = { members: 4, overMs: 1_000 }
  const started = await told(operator, startRehearsal, { params: { dropId }, body }, 'key-of-rehearsal')
  const { shadowId } = started.body.rehearsal
  const given = { params: { dropId, shadowId }, body: { from: 0, count: 1 } }
  const { tokens } = (await told(operator, giveRehearsalMembers, given)).body
  return { shadowId, synthetic: tokens[0] ?? '' }
}

export async function makeTown(place: Place): Promise<Town> {
  const world = await makeWorld(place)
  const { here, there } = world
  const members = await makeMembers(world, 4, here)
  const [member, otherMember] = members
  const [stranger] = await makeMembers(world, 1, there)
  if (!member || !otherMember || !stranger) throw new Error('nobody lives here')
  const clerk = await staffOf(place, 'clerk', here.org, here.outletId)

  const generated = await openDrop(here, { stock: 10, perMember: 2 })
  const merchant = await openDrop(here, {
    stock: 3,
    codes: ['FILM-1', 'FILM-2', 'FILM-3'].map((c) => `${c}000`),
  })
  const [paused, closed] = [await openDrop(here), await openDrop(here)]
  await told(here.operator, pauseDrop, { params: { dropId: paused }, body: { reason: '影院来电' } })
  await told(here.operator, closeDrop, { params: { dropId: closed }, body: { reason: '影院来电' } })
  const coming = await openDrop(here, { opensAt: later(instantOf(Date.now()), DAY_MS / 48) })
  const { shadowId, synthetic } = await rehearse(here, coming)
  const lotteries = await makeLotteries(here, members)
  const drafts = [await draftDrop(here), await draftDrop(here, { codes: 'imported', stock: 2 })]
  const jobId = await putCodes(here, drafts[1] ?? '', ['FILM-8000', 'FILM-9000'])

  const [campaign, note] = await openCampaignAt(here, member)
  const campaignDraft = await draftCampaign(here)

  const holders = await takeVouchers(members, generated)
  const [first, second] = holders
  if (!first || !second) throw new Error('nobody holds a voucher')
  const spentPass = await passOf(second)
  const { slip } = await redeem(clerk, here.outletId, { pass: spentPass })
  const pass = await passOf(first)
  const seen = await preview(clerk, here.outletId, { pass })
  const atMerchant = await tap(member, merchant)
  const claims = await Promise.all(members.map((one) => tagClaim(one)))
  const { listId, shown } = await checkInList(here, member)
  const transferId = await transferThatWaits(members[2] ?? member, here.org.orgId)
  const waiting = [await applicant(place, here.scene, 1), await applicant(place, here.scene, 2)]

  const matchmaker = await staffOf(place, 'matchmaker', here.org)
  const singles = await makeSingles(members, matchmaker, here.workplace.orgId)

  return {
    world,
    stranger,
    member,
    otherMember,
    clerk,
    matchmaker,
    synthetic,
    away: {
      ...there,
      clerk: await staffOf(place, 'clerk', there.org, there.outletId),
      matchmaker: await staffOf(place, 'matchmaker', there.org),
    },
    words: {
      ids: [
        ...[here.org.orgId, here.workplace.orgId, here.outletId, here.scene],
        ...[
          generated,
          merchant,
          paused,
          closed,
          coming,
          ...lotteries,
          ...drafts,
          jobId,
          campaign,
          campaignDraft,
          note,
        ],
        ...[first.voucherId, second.voucherId, atMerchant.voucherId ?? '', slip?.redemptionId ?? ''],
        await applicantTwice(place, here),
        ...waiting.map(({ applicationId }) => applicationId),
        ...[...claims, member.memberId, otherMember.memberId, listId, transferId],
        ...singles,
      ],
      byName: {
        pass: [pass, spentPass],
        ticket: 'body' in seen ? [seen.body.preview.ticket] : [],
        shortCode: 'body' in seen ? [seen.body.preview.shortCode, '0000 0000 0000'] : [],
        ...plan(),
        consentVersion: [CONSENT_VERSION, '2019-01'],
        ...readingWords(),
        ...eventWords(),
        ...shown,
        shadowId: [shadowId, coming],
        phone: ['13900000009', '+86 139-0000-0008'],
        memberNo: ['2600 0000 0018'],
        seen: [[]],
        revision: [1, 2, 3],
        ...(await signInToConsole(place)),
        clerkCode: [await inviteClerk(here)],
        code: [await loginCode(place, 'o-late-comer'), 'not-a-code'],
        phoneCode: [await phoneCode(place, 'o-late-comer', '13900000007'), 'not-a-code'],
      },
    },
  }
}

/** Nobody has accepted it. */
async function inviteClerk({ operator, org, outletId }: District): Promise<string> {
  const body = { orgId: org.orgId, outletId, label: '前台小王' }
  return (await told(operator, createClerkInvitation, { body }, 'key-of-invitation')).body.clerkCode
}

/** A browser that waits for a phone, and what each of them knows. */
async function signInToConsole(place: Place) {
  const { code, poll } = (await told({ place }, askConsoleSignIn, {})).body
  return { signInCode: [code], poll: [poll] }
}

/** Values that make a plan whole: in the order of time, dear before cheap, and of a size that a test can bear. */
function plan() {
  const now = instantOf(Date.now())
  return {
    opensAt: [later(now, -DAY_MS), later(now, DAY_MS)],
    closesAt: [later(now, 2 * DAY_MS), '9998-12-31T23:59:59.999999Z'],
    validFrom: [later(now, -DAY_MS), '0000-01-01T00:00:00Z'],
    validUntil: [later(now, 9 * DAY_MS), '9999-12-31T23:59:59Z'],
    memberPriceFen: [0, 100],
    listPriceFen: [100, 10_000_000],
    stock: [1, 2, 40],
    issue: [drawToCome().issue, '2026999'],
    drawsAt: [drawToCome().drawsAt],
    ceiling: [40, 64],
    useWithinDays: [1, 7],
    pointsPrice: [1, 200],
    recycles: [false, false, true],
  }
}

/** Whom a contract lets in; nobody's token where anybody may call. */
export function callerFor({ audience }: Contract, town: Town): Person | undefined {
  if (audience === 'anyone') return undefined
  if (audience === 'signed-in') return town.stranger
  if (audience === 'member') return town.member
  const { operator, cadre } = town.world.here
  if (audience.includes('matchmaker')) return town.matchmaker
  return audience.includes('clerk') ? town.clerk : audience.includes('cadre') ? cadre : operator
}
