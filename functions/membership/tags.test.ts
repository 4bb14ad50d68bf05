import '../../infra/local/test-table.ts'
import type { Tag } from '@gonghui/shared/lib/tags'
import { beforeAll, expect, test } from 'vitest'
import { rangeOf } from '../table/access-patterns.ts'
import { readRange } from '../table/reads.ts'
import { getMe } from './me.ts'
import { readMember } from './member.store.ts'
import { findMember, listMembers, setTags, unmaskMember } from './members.ts'
import { readTagClaim, readTagClaimsOf } from './tag-claim.store.ts'
import { claimTag, grantTag, listMyTags, listTagClaims, refuseTag } from './tags.ts'
import { ask, makeUnion, NOW, newMemberOf, newStaff, type Union } from './test-union.ts'
import { answer, askFor } from './transfers.ts'

let union: Union
beforeAll(async () => {
  union = await makeUnion()
})

type Member = Awaited<ReturnType<typeof newMemberOf>>['caller']
const claim = (caller: Member, tag: Tag = '劳模', plan: { proof?: string; consented?: boolean } = {}) =>
  ask(claimTag, { caller, body: { tag, proof: '2019 年市五一劳动奖章，证书 0042', ...plan } })
const claimed = async (caller: Member, tag: Tag = '劳模') => {
  const answer = await claim(caller, tag)
  if ('refused' in answer) throw new Error(answer.refused)
  return { params: { claimId: answer.body.claim.claimId } }
}

test('a claim waits once, however often it is made; granted, the tag is the member’s and the token says so', async () => {
  const { caller } = await newMemberOf(union.workplace)
  const answers = await Promise.all(Array.from({ length: 8 }, () => claim(caller)))
  const ids = answers.map((answer) => 'body' in answer && answer.body.claim.claimId)
  expect(new Set(ids).size).toBe(1)
  const cadre = await newStaff('cadre', union.district)
  const listed = await ask(listTagClaims, { caller: cadre, query: { orgId: union.district.orgId } })
  if ('refused' in listed) throw new Error(listed.refused)
  expect(listed.body.items).toMatchObject([
    { tag: '劳模', nameMasked: '林**', proof: '2019 年市五一劳动奖章，证书 0042' },
  ])
  const params = { claimId: String(ids[0]) }
  const decisions = await Promise.all(
    Array.from({ length: 4 }, () => ask(grantTag, { caller: cadre, params })),
  )
  for (const answer of decisions) expect(answer).toMatchObject({ status: 200 })
  expect((await readMember(caller.member.memberId))?.tags).toEqual(['劳模'])
  const me = await ask(getMe, { caller })
  expect(me).toMatchObject({ body: { member: { tags: ['劳模'] }, token: expect.any(String) } })
  expect(await claim(caller)).toEqual({ refused: 'tag-held' })
})

test('of a grant and a refusal at once one is made, and the member’s tags agree with it', async () => {
  const cadres = [await newStaff('cadre', union.workplace), await newStaff('cadre', union.city)] as const
  for (let round = 0; round < 6; round++) {
    const { caller } = await newMemberOf(union.workplace)
    const { params } = await claimed(caller)
    await Promise.all([
      ask(grantTag, { caller: cadres[0], params }),
      ask(refuseTag, { caller: cadres[1], params, body: { reason: '证书号查不到' } }),
    ])
    const mine = await ask(listMyTags, { caller })
    if ('refused' in mine) throw new Error(mine.refused)
    expect(mine.body.tags).toEqual(mine.body.claims[0]?.state === 'granted' ? ['劳模'] : [])
  }
})

test('a refused claim says why, and may be made again', async () => {
  const { caller } = await newMemberOf(union.workplace)
  const { params } = await claimed(caller)
  const cadre = await newStaff('cadre', union.workplace)
  await ask(refuseTag, { caller: cadre, params, body: { reason: '证书号查不到' } })
  expect(await ask(grantTag, { caller: cadre, params })).toMatchObject({ refused: 'tag-claim-decided' })
  expect(await ask(listMyTags, { caller })).toMatchObject({
    body: { claims: [{ state: 'refused', reason: '证书号查不到' }] },
  })
  expect(await claim(caller)).toMatchObject({ status: 201 })
})

test.each(['granted', 'refused'] as const)(
  'of a claim that was %s nothing is kept once the next to that tag is made',
  async (state) => {
    const { caller } = await newMemberOf(union.workplace)
    const { memberId } = caller.member
    const { params } = await claimed(caller)
    const cadre = await newStaff('cadre', union.workplace)
    if (state === 'refused') await ask(refuseTag, { caller: cadre, params, body: { reason: '证书号查不到' } })
    else {
      await ask(grantTag, { caller: cadre, params })
      await ask(setTags, { caller: cadre, params: { memberId }, body: { seen: ['劳模'], tags: [] } })
    }
    expect((await readTagClaim(params.claimId))?.state).toBe(state)
    const { params: next } = await claimed(caller)
    expect(await readTagClaim(params.claimId)).toBeUndefined()
    expect(await readTagClaimsOf(memberId)).toMatchObject([next])
  },
)

test('a sensitive tag is taken on a consent of its own only', async () => {
  const { caller } = await newMemberOf(union.workplace)
  expect(await claim(caller, '困难职工')).toEqual({ refused: 'tag-consent-missing' })
  expect(await claim(caller, '困难职工', { consented: true })).toMatchObject({ status: 201 })
})

test('a cadre beside sees no claim, decides none, and finds no member', async () => {
  const { caller, phone } = await newMemberOf(union.workplace)
  const { params } = await claimed(caller)
  const beside = await newStaff('cadre', union.neighbour)
  const outOfScope = { refused: 'org-out-of-scope' }
  const query = { orgId: union.workplace.orgId }
  expect(await ask(listTagClaims, { caller: beside, query })).toEqual(outOfScope)
  expect(await ask(grantTag, { caller: beside, params })).toEqual(outOfScope)
  const { memberId } = caller.member
  const theirs = { caller: beside, params: { memberId } }
  expect(await ask(setTags, { ...theirs, body: { seen: [], tags: ['劳模'] } })).toEqual(outOfScope)
  expect(await ask(unmaskMember, { ...theirs, body: { reason: '打听' } })).toEqual(outOfScope)
  const { orgId } = union.neighbour
  expect(await ask(findMember, { caller: beside, body: { orgId, phone } })).toEqual({
    refused: 'member-unknown',
  })
})

test('a cadre finds a member by number or phone, masked, and sets tags unless somebody was faster', async () => {
  const { caller, phone } = await newMemberOf(union.workplace)
  const cadre = await newStaff('cadre', union.street)
  const found = await ask(findMember, { caller: cadre, body: { orgId: union.street.orgId, phone } })
  if ('refused' in found) throw new Error(found.refused)
  const { memberId, memberNo, nameMasked } = found.body.member
  expect([memberId, nameMasked]).toEqual([caller.member.memberId, '林**'])
  const byNo = await ask(findMember, { caller: cadre, body: { orgId: union.street.orgId, memberNo } })
  expect(byNo).toMatchObject({ body: { member: { memberId } } })
  const set = (seen: string[], tags: Tag[]) =>
    ask(setTags, { caller: cadre, params: { memberId }, body: { seen, tags } })
  expect(await set([], ['单身', '女职工'])).toMatchObject({ body: { member: { tags: ['女职工', '单身'] } } })
  expect(await set([], ['单身', '女职工'])).toMatchObject({ status: 200 })
  expect(await set([], ['劳模'])).toEqual({ refused: 'member-changed' })
  expect(await set(['女职工', '单身'], [])).toMatchObject({ body: { member: { tags: [] } } })
  const deeds = await readRange(rangeOf('something that happened to a member', { memberId }))
  expect(deeds).toMatchObject([{ deed: 'tags', by: cadre.personId }])
})

test('the whole name is shown to who says why, and the look is written down', async () => {
  const { caller, phone } = await newMemberOf(union.workplace)
  const cadre = await newStaff('cadre', union.workplace)
  const { memberId } = caller.member
  const shown = await ask(unmaskMember, { caller: cadre, params: { memberId }, body: { reason: '电话核实' } })
  expect(shown).toMatchObject({ body: { name: '林小工', phone } })
  expect(await readRange(rangeOf('a look at a member’s whole name and phone', { memberId }))).toMatchObject([
    { personId: cadre.personId, reason: '电话核实' },
  ])
  const listed = await ask(listMembers, { caller: cadre, query: { orgId: union.workplace.orgId } })
  expect(JSON.stringify(listed)).not.toContain('林小工')
  expect(JSON.stringify(listed)).not.toContain(phone)
})

test('a claim goes along with a transfer: whom one has left sees no proof and decides nothing', async () => {
  const { caller } = await newMemberOf(union.workplace)
  const { params } = await claimed(caller)
  const [left, there] = [await newStaff('cadre', union.workplace), await newStaff('cadre', union.neighbour)]
  const listed = async (cadre: typeof left, orgId: string) =>
    JSON.stringify(await ask(listTagClaims, { caller: cadre, query: { orgId } }))
  expect(await listed(left, union.workplace.orgId)).toContain(params.claimId)
  const wish = { askedBy: 'member', asker: caller.personId, toOrgId: union.neighbour.orgId } as const
  const asked = await askFor(caller.member.memberId, wish, NOW)
  if (!('row' in asked)) throw new Error(asked.refused)
  const sidesIn = () => ({ member: false, from: false, to: true })
  await answer(asked.row.transferId, { deed: 'accept', by: there.personId, sidesIn }, NOW)
  expect(await listed(left, union.workplace.orgId)).not.toContain(params.claimId)
  expect(await ask(grantTag, { caller: left, params })).toEqual({ refused: 'org-out-of-scope' })
  expect(await listed(there, union.neighbour.orgId)).toContain(params.claimId)
  expect(await ask(grantTag, { caller: there, params })).toMatchObject({ status: 200 })
})
