import '../../infra/local/test-table.ts'
import { DAY_MS, later } from '@gonghui/shared/lib/instant'
import { beforeAll, expect, test } from 'vitest'
import type { StaffCaller } from '../lib/caller.ts'
import { ask, makeUnion, NOW, type Union } from '../membership/test-union.ts'
import { matchmakingHoldings } from './holdings.ts'
import { eraseProfile, getProfile, saveProfile, setVisibility, submitProfile } from './profiles.ts'
import { approveProfile, listReviews, lookAtName, returnProfile } from './reviews.ts'
import {
  approveAll,
  consent,
  draftOf,
  moveMember,
  newDesk,
  newSingle,
  newWorker,
  submitted,
  suggestedTo,
  told,
  type Worker,
  withWechat,
} from './test-desk.ts'

const { control } = withWechat()
let union: Union
let desk: StaffCaller
beforeAll(async () => {
  union = await makeUnion()
  desk = await newDesk(union.street)
})

const save = ({ caller }: Worker, draft: ReturnType<typeof draftOf>, revision: number) =>
  ask(saveProfile, { caller, body: { revision, draft } })
const submit = ({ caller }: Worker, body: object = {}) =>
  ask(submitProfile, { caller, body: { ...consent, ...body } })
const mine = async ({ caller }: Worker) => told(await ask(getProfile, { caller }))
const waiting = async (org = union.workplace, now = NOW) =>
  told(await ask(listReviews, { caller: desk, query: { orgId: org.orgId }, now })).items

test('a draft is kept, however little is in it, and nobody else sees it', async () => {
  const worker = await newWorker(union.workplace)
  expect(await mine(worker)).toMatchObject({ review: 'draft', revision: 0, draft: { facts: {}, wishes: {} } })
  const draft = { facts: { gender: 'female', heightCm: 165 }, wishes: {} } as const
  expect(told(await save(worker, draft, 0))).toMatchObject({ revision: 1, draft })
  expect(await save(worker, draft, 0)).toMatchObject({ status: 200, body: { revision: 1 } })
  expect(await save(worker, draftOf(), 0)).toEqual({ refused: 'profile-changed' })
  expect(await submit(worker)).toEqual({ refused: 'profile-incomplete' })
  expect(await waiting()).toEqual([])
})

test.each([
  ['nobody yet', undefined, {}, 'profile-missing'],
  ['somebody of seventeen', draftOf({ birthYear: 2009 }), {}, 'under-age'],
  ['an older consent', draftOf(), { consentVersion: '2019-01' }, 'consent-outdated'],
  ['a phone number in the text', draftOf({ aboutMe: '找我 138-0000-2071' }), {}, 'text-tells-who'],
  ['the employer in the text', draftOf({ aboutMe: '我在海风电子' }), {}, 'text-tells-who'],
  ['a text that WeChat refuses', draftOf({ aboutMe: '这里有违规的话' }), {}, 'text-refused'],
])('%s is refused and waits nowhere', async (_, draft, body, code) => {
  const worker = await newWorker(union.workplace)
  if (draft) told(await save(worker, draft, 0))
  expect(await submit(worker, body)).toEqual({ refused: code })
  expect(await waiting()).toEqual([])
})

test('while WeChat is busy nothing is handed in, and the draft is there for the next try', async () => {
  const worker = await newWorker(union.workplace)
  told(await save(worker, draftOf(), 0))
  await control('faults', { path: '/wxa/msg_sec_check', errcode: -1 })
  expect(await submit(worker)).toEqual({ refused: 'wechat-busy' })
  expect(await submit(worker)).toMatchObject({ body: { review: 'in-review' } })
  await approveAll(desk, union.workplace)
})

test('handed in once or ten times at once, it waits once, with its due day', async () => {
  const worker = await newWorker(union.workplace)
  told(await save(worker, draftOf({ aboutMe: '这段话待审' }), 0))
  const answers = await Promise.all(Array.from({ length: 10 }, () => submit(worker)))
  expect(answers.filter((answer) => 'status' in answer).length).toBeGreaterThan(0)
  expect(await submit(worker)).toMatchObject({ body: { reviewBy: later(NOW, 3 * DAY_MS) } })
  const items = await waiting()
  expect(items).toHaveLength(1)
  expect(items[0]).toMatchObject({
    textNeedsCare: true,
    overdue: false,
    again: false,
    orgName: '海风电子工会',
  })
  expect((await waiting(union.street, later(NOW, 3 * DAY_MS)))[0]).toMatchObject({ overdue: true })
  expect(await save(worker, draftOf({ heightCm: 170 }), 2)).toMatchObject({ status: 200 })
  expect(await submit(worker)).toEqual({ refused: 'profile-in-review' })
  await approveAll(desk, union.workplace)
})

test('a matchmaker of another union sees nothing of it, and decides nothing', async () => {
  const worker = await newWorker(union.workplace)
  await submitted(worker, draftOf())
  const [{ profileId } = { profileId: '' }] = await waiting()
  const beside = await newDesk(union.neighbour)
  const params = { profileId }
  const query = { orgId: union.workplace.orgId }
  expect(await ask(listReviews, { caller: beside, query })).toEqual({ refused: 'org-out-of-scope' })
  for (const deed of [approveProfile, returnProfile, lookAtName])
    expect(
      await ask(deed as typeof approveProfile, {
        caller: beside,
        params,
        body: { submittedAt: NOW, reason: 'x', purpose: 'x' } as never,
      }),
    ).toEqual({ refused: 'org-out-of-scope' })
  const unknown = { profileId: 'pfl_01J00000000000000000000000' }
  expect(await ask(approveProfile, { caller: desk, params: unknown, body: { submittedAt: NOW } })).toEqual({
    refused: 'profile-unknown',
  })
  expect(told(await ask(lookAtName, { caller: desk, params, body: { purpose: '核实' } })).name).toBe(
    worker.name,
  )
  await approveAll(desk, union.workplace)
  expect(await ask(lookAtName, { caller: desk, params, body: { purpose: '核实' } })).toEqual({
    refused: 'profile-decided',
  })
})

test('what is returned tells why and may be mended; of two decisions one is made', async () => {
  const worker = await newWorker(union.workplace)
  await submitted(worker, draftOf())
  const [{ profileId } = { profileId: '' }] = await waiting()
  const params = { profileId }
  const decisions = await Promise.all([
    ask(returnProfile, { caller: desk, params, body: { submittedAt: NOW, reason: '身高和登记的不一致' } }),
    ask(approveProfile, { caller: desk, params, body: { submittedAt: NOW } }),
  ])
  expect(decisions.filter((one) => 'refused' in one)).toEqual([{ refused: 'profile-decided' }])
  const after = await mine(worker)
  expect(['returned', 'approved']).toContain(after.review)
  if (after.review === 'returned') expect(after.reason).toBe('身高和登记的不一致')
  expect(await waiting()).toEqual([])
})

test('other wishes hold at once; other facts wait, and until then the approved ones stay', async () => {
  const she = await newSingle(
    union.workplace,
    desk,
    { birthYear: 1970 },
    { age: { min: 50, max: 60, must: true } },
  )
  const he = await newSingle(
    union.neighbour,
    desk,
    { gender: 'male', birthYear: 1970 },
    { age: { min: 50, max: 60, must: true } },
  )
  expect(await suggestedTo(she)).toHaveLength(1)
  const { draft, revision } = await mine(he)
  told(
    await save(
      he,
      { ...draft, wishes: { ...draft.wishes, age: { min: 40, max: 45, must: true } } },
      revision,
    ),
  )
  expect(told(await submit(he))).toMatchObject({ review: 'approved', listed: true })
  expect(await suggestedTo(she, later(NOW, DAY_MS))).toEqual([])
  const again = await mine(he)
  told(await save(he, { ...draft, facts: { ...draft.facts, heightCm: 181 } }, again.revision))
  expect(told(await submit(he))).toMatchObject({ review: 'in-review', listed: true })
  expect((await waiting(union.neighbour))[0]).toMatchObject({ again: true, facts: { heightCm: 181 } })
  await approveAll(desk, union.neighbour)
})

test('hidden looks without being seen, paused neither, erased is gone for everybody', async () => {
  const age = { min: 60, max: 60, must: true }
  const she = await newSingle(union.workplace, desk, { birthYear: 1966 }, { age })
  const he = await newSingle(union.neighbour, desk, { gender: 'male', birthYear: 1966 }, { age })
  const show = (visibility: 'shown' | 'hidden' | 'paused') =>
    ask(setVisibility, { caller: she.caller, body: { visibility } })
  told(await show('hidden'))
  expect(await suggestedTo(he)).toEqual([])
  expect(await suggestedTo(she)).toHaveLength(1)
  told(await show('paused'))
  await expect(suggestedTo(she)).rejects.toThrow('profile-paused')
  told(await show('shown'))
  expect(await suggestedTo(he)).toHaveLength(1)
  expect(await ask(eraseProfile, { caller: she.caller })).toEqual({ status: 200, body: { erased: true } })
  expect(await suggestedTo(he)).toEqual([])
  expect(await mine(she)).toMatchObject({ review: 'draft', revision: 0, listed: false })
})

test('a desk decides what it has seen: another submission, handed in meanwhile, is not decided by an old page', async () => {
  const worker = await newWorker(union.workplace)
  await submitted(worker, draftOf())
  const [first] = await waiting()
  const params = { profileId: first?.profileId ?? '' }
  const seen = { submittedAt: first?.submittedAt ?? '' }
  told(await ask(returnProfile, { caller: desk, params, body: { ...seen, reason: '请改自我介绍' } }))
  const { revision } = await mine(worker)
  await submitted(worker, draftOf({ heightCm: 168 }), { revision, now: later(NOW, DAY_MS) })
  expect(await ask(approveProfile, { caller: desk, params, body: seen })).toEqual({
    refused: 'profile-decided',
  })
  const body = { ...seen, reason: '照片看不清' }
  expect(await ask(returnProfile, { caller: desk, params, body })).toEqual({ refused: 'profile-decided' })
  expect(await mine(worker)).toMatchObject({ review: 'in-review', listed: false })
  await approveAll(desk, union.workplace)
  expect(await mine(worker)).toMatchObject({ review: 'approved', listed: true })
})

test('who changes employers while the profile waits hands it in there, and the desk of before has nothing to do with it', async () => {
  const worker = await newWorker(union.workplace)
  await submitted(worker, draftOf())
  const [before] = await waiting()
  await moveMember(worker, union.neighbour)
  const member = { ...worker.caller.member, orgPath: union.neighbour.path }
  const moved = { ...worker, caller: { ...worker.caller, member } }
  expect(await waiting()).toEqual([])
  const params = { profileId: before?.profileId ?? '' }
  const body = { submittedAt: NOW }
  expect(await ask(lookAtName, { caller: desk, params, body: { purpose: '核实' } })).toEqual({
    refused: 'profile-unknown',
  })
  expect(await ask(approveProfile, { caller: desk, params, body })).toEqual({ refused: 'profile-unknown' })
  expect(await mine(moved)).toMatchObject({ away: 'moved', listed: false })
  expect(await mine(moved)).not.toHaveProperty('reviewBy')
  expect(told(await submit(moved))).toMatchObject({ review: 'in-review' })
  expect([await waiting(), await waiting(union.neighbour)]).toMatchObject([[], [{ orgName: '山海物流工会' }]])
  await approveAll(desk, union.neighbour)
  expect(await mine(moved)).toMatchObject({ review: 'approved', listed: true })
})

test('who is looked up by name can read when and what for; who is erased leaves no reason behind', async () => {
  const worker = await newWorker(union.workplace)
  await submitted(worker, draftOf())
  const [one] = await waiting()
  const params = { profileId: one?.profileId ?? '' }
  told(await ask(lookAtName, { caller: desk, params, body: { purpose: '和单位名册核对' } }))
  const of = { personId: worker.caller.personId, memberId: worker.caller.member.memberId }
  const looks = matchmakingHoldings.find(({ file }) => file === 'matchmaking/looks')
  expect(await looks?.tell(of)).toEqual([{ at: NOW, purpose: '和单位名册核对' }])
  for (const { letGo } of matchmakingHoldings) await letGo?.(of, NOW)
  expect(await looks?.tell(of)).toEqual([{ at: NOW, purpose: undefined }])
})
