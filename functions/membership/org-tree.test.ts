import '../../infra/local/test-table.ts'
import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import { HOUR_MS, later, MINUTE_MS } from '@gonghui/shared/lib/instant'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { full } from '../../infra/local/test-effort.ts'
import { database } from '../table/database.ts'
import { readApplication } from './application.store.ts'
import { apply } from './applications.ts'
import { approveApplication, listApplications } from './decisions.ts'
import { getJoinCode } from './join-codes.ts'
import { type MemberRow, membershipOf } from './member.rule.ts'
import { readMember } from './member.store.ts'
import { writeName } from './org-tree.store.ts'
import { closeOrg, createOrg, findOrgs, getManagedOrg, listOrgHistory, renameOrg } from './org-tree.ts'
import { carryThroughOrgs } from './org-work.ts'
import { cadre, futian, merge, move, newOrg, rightBefore, rightCounts, seen, union } from './test-org-tree.ts'
import { ask, NOW, newJoinCode, newMemberOf, newPerson, newStaff, proven, runAt } from './test-union.ts'
import { moveMember } from './transfer.store.ts'

test('an org is made once per request, below one that is higher, under a name that is free there', async () => {
  const body = { aboveId: union.street.orgId, name: '深圳市云帆科技工会', level: 'workplace' } as const
  const make = (key: string, given: object = {}) =>
    ask(createOrg, { caller: cadre, key, body: { ...body, ...given } })
  const answers = await Promise.all(Array.from({ length: 5 }, () => make('key-of-one-org')))
  const ids = answers.map((answer) => 'body' in answer && answer.body.orgId)
  expect(new Set(ids).size).toBe(1)
  expect(await make('key-of-another')).toEqual({ refused: 'org-name-taken' })
  expect(await make('key-of-third-org', { level: 'street', name: '新街道' })).toEqual({
    refused: 'org-level-wrong',
  })
  expect(await make('key-of-one-org', { name: '别的名字' })).toEqual({ refused: 'idempotency-key-reused' })
  const beside = await newStaff('cadre', union.neighbour)
  expect(await ask(createOrg, { caller: beside, key: 'key-of-fourth', body })).toEqual({
    refused: 'org-out-of-scope',
  })
})

test.each(['深圳市云', '云帆', 'szsyf', 'YFKJ', 'yf kj'])('an org is found by %s', async (name) => {
  const found = await ask(findOrgs, { query: { name } })
  expect(JSON.stringify(found)).toContain('深圳市云帆科技工会')
})

test('a renamed org is found by its new name only, and all below say so', async () => {
  const street = await newOrg('招商街道总工会', union.district, 'street')
  const work = await newOrg('蛇口船厂工会', { ...union.street, ...street }, 'workplace')
  const { caller } = await newMemberOf(await seen(work.orgId))
  const rename = (revision: number, name: string) =>
    ask(renameOrg, { caller: cadre, params: { orgId: street.orgId }, body: { revision, name } })
  expect(await rename(1, '蛇口街道总工会')).toMatchObject({ body: { org: { revision: 2 } } })
  expect(await rename(1, '蛇口街道总工会')).toMatchObject({ status: 200 })
  expect(await rename(1, '另一个')).toEqual({ refused: 'org-changed' })
  expect(await rename(2, '粤海街道总工会')).toEqual({ refused: 'org-name-taken' })
  expect(JSON.stringify(await ask(findOrgs, { query: { name: '招商街道' } }))).not.toContain(street.orgId)
  expect(JSON.stringify(await ask(findOrgs, { query: { name: 'skjd' } }))).toContain(street.orgId)
  expect((await readMember(caller.member.memberId))?.orgPathNames).toContain('蛇口街道总工会')
  const history = await ask(listOrgHistory, { caller: cadre, params: { orgId: street.orgId } })
  expect(JSON.stringify(history)).toContain('招商街道总工会 改名为 蛇口街道总工会')
})

test('what moves takes its members, its waiting applications and its posters along', async () => {
  const street = await newOrg('沙河街道总工会', union.district, 'street')
  const work = await newOrg('沙河机电工会', { ...union.street, ...street }, 'workplace')
  await newMemberOf(await seen(work.orgId))
  const { scene } = await newJoinCode(await seen(work.orgId))
  const applicant = await newPerson()
  const asked = await ask(apply, { caller: applicant, body: await proven(applicant, { scene }) })
  if ('refused' in asked) throw new Error(asked.refused)
  expect(await move(street.orgId, futian.orgId)).toMatchObject({ status: 200 })
  await rightCounts()
  const above = await ask(getManagedOrg, { caller: cadre, params: { orgId: futian.orgId } })
  expect(above).toMatchObject({ body: { org: { members: 1 }, below: [{ orgId: street.orgId, members: 1 }] } })
  const there = await newStaff('cadre', futian)
  const queue = await ask(listApplications, { caller: there, query: { orgId: futian.orgId } })
  expect(JSON.stringify(queue)).toContain(asked.body.application.applicationId)
  const waiting = await readApplication(asked.body.application.applicationId)
  expect(waiting?.orgPathNames).toContain('福田区总工会')
  const before = await newStaff('cadre', union.district)
  const params = { applicationId: asked.body.application.applicationId }
  expect(await ask(approveApplication, { caller: before, params })).toEqual({ refused: 'org-out-of-scope' })
  expect(await ask(approveApplication, { caller: there, params })).toMatchObject({ status: 200 })
  expect(await ask(getJoinCode, { params: { scene } })).toMatchObject({
    body: { orgPathNames: ['深圳市总工会', '福田区总工会', '沙河街道总工会', '沙河机电工会'] },
  })
  await rightCounts()
  expect(await move(street.orgId, union.district.orgId)).toMatchObject({ status: 200 })
  await rightCounts()
})

test('a member’s token tells where their union lay before it or one above it was moved, also once they have left it', async () => {
  const street = await newOrg('月亮湾街道总工会', union.district, 'street')
  const work = await newOrg('月亮湾印刷工会', { ...union.street, ...street }, 'workplace')
  const { memberId } = (await newMemberOf(await seen(work.orgId))).row
  const was = (await seen(work.orgId)).path
  const toldNow = async () => membershipOf((await readMember(memberId)) as MemberRow)
  expect((await toldNow()).before).toBeUndefined()
  await move(street.orgId, futian.orgId)
  const told = await toldNow()
  expect(told.orgPath).toContain(futian.orgId)
  // Whoever has an old token yet, and a drop of these minutes, goes by the old place: a home must not change.
  expect(told.before).toEqual([{ orgPath: was, until: later(NOW, 20 * MINUTE_MS) }])
  const there = (await readMember(memberId)) as MemberRow
  const at = later(NOW, HOUR_MS)
  await moveMember(there, await seen(union.workplace.orgId), { by: 'x', at, why: '换单位', isMerger: false })
  expect((await toldNow()).before).toEqual([...(told.before ?? []), { orgPath: there.orgPath, until: at }])
})

test('a merged org’s members and orgs follow, its poster leads to the other, and it stays ended', async () => {
  const [one, other] = [
    await newOrg('东街道总工会', union.district, 'street'),
    await newOrg('西街道总工会', futian, 'street'),
  ]
  const work = await newOrg('东门百货工会', { ...union.street, ...one }, 'workplace')
  await Promise.all([newMemberOf(await seen(work.orgId)), newMemberOf(await seen(one.orgId))])
  const { scene } = await newJoinCode(await seen(one.orgId))
  expect(await merge(one.orgId, work.orgId)).toEqual({ refused: 'org-below-itself' })
  expect(await merge(one.orgId, other.orgId)).toMatchObject({
    body: { org: { state: 'merged', members: 0 } },
  })
  await rightCounts()
  expect(await ask(getManagedOrg, { caller: cadre, params: { orgId: other.orgId } })).toMatchObject({
    body: { org: { members: 2 }, ownMembers: 1, below: [{ name: '东门百货工会' }] },
  })
  expect(await ask(getJoinCode, { params: { scene } })).toMatchObject({ body: { orgName: '西街道总工会' } })
  expect(await move(one.orgId, futian.orgId)).toEqual({ refused: 'org-closed' })
})

test('an org is closed only when nobody is in it; who joins at that moment is in, or is refused', async () => {
  const work = await newOrg('关门工会', union.street, 'workplace')
  const close = async () =>
    ask(closeOrg, {
      caller: cadre,
      params: { orgId: work.orgId },
      body: { revision: (await seen(work.orgId)).revision },
    })
  const org = await seen(work.orgId)
  const [closed, joined] = await Promise.allSettled([close(), newMemberOf(org)])
  const isClosed = closed.status === 'fulfilled' && 'status' in closed.value
  expect(isClosed).toBe(joined.status === 'rejected')
  await rightCounts()
})

test('who joins between the readings of a closing keeps the org open', async () => {
  const work = await newOrg('晚关门工会', union.street, 'workplace')
  const org = await seen(work.orgId)
  const send = database.send.bind(database)
  const spy = vi.spyOn(database, 'send').mockImplementation((async (command: QueryCommand) => {
    const asked = JSON.stringify(command.input)
    // The count of this org, which lies with the one above.
    if (command instanceof QueryCommand && asked.includes(union.street.orgId) && asked.includes(org.orgId)) {
      spy.mockRestore()
      await newMemberOf(org)
    }
    return send(command)
  }) as typeof database.send)
  const { revision } = org
  const closed = await ask(closeOrg, { caller: cadre, params: { orgId: org.orgId }, body: { revision } })
  expect(vi.isMockFunction(database.send)).toBe(false)
  expect(closed).toEqual({ refused: 'org-not-empty' })
  await rightCounts()
})

test('of two quick moves of an org the earlier runner never puts an old path over the new one', async () => {
  const street = await newOrg('快走街道总工会', union.district, 'street')
  const work = await newOrg('快走机电工会', { ...union.street, ...street }, 'workplace')
  const isSeat = (part: string) => part.includes(`"orgId":"${work.orgId}"`)
  rightBefore(isSeat, () => move(street.orgId, union.district.orgId))
  expect(await move(street.orgId, futian.orgId)).toMatchObject({ status: 200 })
  expect(vi.isMockFunction(database.send)).toBe(false)
  expect((await seen(work.orgId)).path).toBe(`${union.district.path}/${street.orgId}/${work.orgId}`)
  await rightCounts()
})

test('a change that comes while the one before it is being ended is carried through, though its runner died', async () => {
  const street = await newOrg('接力街道总工会', union.district, 'street')
  const work = await newOrg('接力机电工会', { ...union.street, ...street }, 'workplace')
  const isEnd = (part: string) => /"Delete":\{"TableName":"[^"]*","Key":\{"pk":"ORGWORK"/.test(part)
  rightBefore(isEnd, async () => {
    const words = { name: '接棒街道总工会', oldWords: [], words: [] }
    await writeName(await seen(street.orgId), words, { by: cadre.personId, at: later(NOW, 1_000) })
  })
  expect(await move(street.orgId, futian.orgId)).toMatchObject({ status: 200 })
  expect(vi.isMockFunction(database.send)).toBe(false)
  await carryThroughOrgs(runAt(later(NOW, 60_000)))
  expect((await seen(work.orgId)).pathNames).toContain('接棒街道总工会')
  await rightCounts()
})

test('an org below one whose depth has changed is counted rightly wherever it goes, and can be closed', async () => {
  const street = await newOrg('直属街道总工会', union.city, 'street')
  const work = await newOrg('直属机电工会', { ...union.street, ...street }, 'workplace')
  // So many that every part of the count has some.
  for (let n = 0; n < 12; n++) await newMemberOf(await seen(work.orgId))
  await move(street.orgId, union.district.orgId)
  const other = await newOrg('直属二街总工会', futian, 'street')
  const target = await newOrg('直属电子工会', { ...union.street, ...other }, 'workplace')
  expect(await move(work.orgId, other.orgId)).toMatchObject({ status: 200 })
  await rightCounts()
  await move(other.orgId, union.city.orgId)
  expect(await merge(work.orgId, target.orgId)).toMatchObject({ body: { org: { members: 0 } } })
  await rightCounts()
})

const RUNS = full ? 10 : 1
let names = 0

test('whatever is done to the tree at once with admissions and moves of members, every count stays right', async () => {
  const deeds = fc.array(
    fc.record({
      what: fc.constantFrom('join', 'join', 'move', 'merge', 'member', 'rename'),
      a: fc.nat(),
      b: fc.nat(),
    }),
    { minLength: 12, maxLength: 16 },
  )
  await fc.assert(
    fc.asyncProperty(deeds, fc.nat(9), async (sequence, salt) => {
      const name = (what: string) => `${what}-${salt}-${++names}`
      const streets = [
        await newOrg(name('甲街'), union.district, 'street'),
        await newOrg(name('乙街'), futian, 'street'),
        await newOrg(name('丙街'), futian, 'street'),
      ]
      const works = await Promise.all(
        streets.map((street) => newOrg(name('厂'), { ...union.street, ...street }, 'workplace')),
      )
      const members = await Promise.all(works.map(async (work) => newMemberOf(await seen(work.orgId))))
      const pick = <T>(all: readonly T[], at: number): T => all[at % all.length] as T
      const perform = async ({ what, a, b }: { what: string; a: number; b: number }) => {
        if (what === 'join') await newMemberOf(await seen(pick(works, a).orgId))
        if (what === 'move')
          await move(pick(streets, a).orgId, pick([union.district, futian, union.city], b).orgId)
        if (what === 'merge') await merge(pick(works, a).orgId, pick(works, b).orgId)
        if (what === 'rename')
          await ask(renameOrg, {
            caller: cadre,
            params: { orgId: pick(streets, a).orgId },
            body: { revision: (await seen(pick(streets, a).orgId)).revision, name: name('改') },
          })
        if (what === 'member') {
          const member = await readMember(pick(members, a).caller.member.memberId)
          const to = await seen(pick(works, b).orgId)
          if (member && to.closedAt === undefined && to.orgId !== member.orgId)
            await moveMember(member, to, { by: cadre.personId, at: NOW, why: '换单位', isMerger: false })
        }
      }
      // Four at a time, so that they meet.
      for (let at = 0; at < sequence.length; at += 4)
        await Promise.allSettled(sequence.slice(at, at + 4).map(perform))
      await carryThroughOrgs(runAt(NOW))
      await rightCounts()
    }),
    { seed: 20_260_612, numRuns: RUNS, endOnFailure: true },
  )
}, 300_000)
