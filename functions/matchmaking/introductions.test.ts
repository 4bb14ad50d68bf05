import '../../infra/local/test-table.ts'
import { DAY_MS, later } from '@gonghui/shared/lib/instant'
import { beforeAll, expect, test } from 'vitest'
import type { StaffCaller } from '../lib/caller.ts'
import { ask, makeUnion, NOW, type Union } from '../membership/test-union.ts'
import { expiryAfter } from '../table/expiry.ts'
import { confirmCase, declineCase, listCases, noteCase } from './cases.ts'
import { readFigures } from './figures.store.ts'
import { listHearts, passSingle, takeHeartBack } from './hearts.ts'
import { consentToMeet, listIntroductions, tellOutcome, withdrawFrom } from './introductions.ts'
import { readIntroduction } from './pair.store.ts'
import { eraseProfile } from './profiles.ts'
import { blockSingle, reportSingle } from './reports.ts'
import {
  heart,
  moveMember,
  newDesk,
  newIntroduced,
  newMutual,
  newSingle,
  newTwo,
  suggestedTo,
  told,
  type Worker,
  withWechat,
} from './test-desk.ts'

withWechat()
let union: Union
let desk: StaffCaller
beforeAll(async () => {
  union = await makeUnion()
  desk = await newDesk(union.street)
})

const mine = async ({ caller }: Worker) => told(await ask(listIntroductions, { caller })).items
const cases = async (caller = desk, org = union.street) =>
  told(await ask(listCases, { caller, query: { orgId: org.orgId } })).items
const about = (introductionId: string) => ({ params: { introductionId } })

const mutual = () => newMutual(union, desk)
const introduced = () => newIntroduced(union, desk)

test('a heart is private until it is mutual; then both have an introduction, and each desk a case', async () => {
  const { she, he, hisId, herId } = await newTwo(union, desk)
  expect(told(await heart(she, hisId))).toMatchObject({ mutual: false, heartsLeft: 19 })
  expect(told(await heart(she, hisId))).toMatchObject({ mutual: false, heartsLeft: 19 })
  expect(told(await ask(listHearts, { caller: she.caller })).items).toHaveLength(1)
  expect([await mine(he), told(await ask(listHearts, { caller: he.caller })).items]).toEqual([[], []])
  expect(await suggestedTo(he)).toHaveLength(1)
  expect(told(await heart(he, herId))).toMatchObject({ mutual: true })
  for (const one of [she, he]) expect(await mine(one)).toMatchObject([{ state: 'mutual', mySideDone: false }])
  expect(told(await ask(listHearts, { caller: she.caller })).items).toEqual([])
  expect(await suggestedTo(she)).toEqual([])
  for (const org of [union.workplace, union.neighbour, union.city])
    expect((await cases(await newDesk(union.city), org)).length).toBeGreaterThan(0)
})

test('both at once, any number of times, are exactly one match', async () => {
  for (let round = 0; round < 2; round++) {
    const { she, he, hisId, herId } = await newTwo(union, desk)
    const before = (await cases()).length
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, i) => (i % 2 ? heart(she, hisId) : heart(he, herId))),
    )
    const ids = answers.flatMap((answer) => told(answer).introductionId ?? [])
    expect(new Set(ids).size).toBe(1)
    expect([await mine(she), await mine(he)].map((items) => items.length)).toEqual([1, 1])
    expect((await cases()).length).toBe(before + 1)
  }
})

test('each side needs its own matchmaker; one for both is enough', async () => {
  const { introductionId, she } = await mutual()
  const [hers, his] = [await newDesk(union.workplace), await newDesk(union.neighbour)]
  const shown = told(await ask(confirmCase, { caller: hers, ...about(introductionId) })).case
  expect(shown.state).toBe('mutual')
  const [own, other] = [shown.sides.find(({ mine }) => mine), shown.sides.find(({ mine }) => !mine)]
  expect(own).toMatchObject({ orgName: '海风电子工会', confirmed: true })
  expect(own?.nameMasked).toMatch(/^林\*+$/)
  expect(other).not.toHaveProperty('nameMasked')
  expect(other).not.toHaveProperty('orgName')
  expect((await mine(she))[0]).toMatchObject({ state: 'mutual' })
  expect(told(await ask(confirmCase, { caller: his, ...about(introductionId) })).case.state).toBe(
    'introduced',
  )
  const stranger = await newDesk((await makeUnion()).city)
  expect(await ask(confirmCase, { caller: stranger, ...about(introductionId) })).toEqual({
    refused: 'org-out-of-scope',
  })
})

test('contacts are exchanged with the second consent, to the two alone, and gone when either withdraws', async () => {
  const { she, he, introductionId } = await introduced()
  const third = await newSingle(union.workplace, desk)
  const one = told(await ask(consentToMeet, { caller: she.caller, ...about(introductionId) }))
  expect(one.introduction).toMatchObject({ state: 'introduced', mySideDone: true })
  expect(one.introduction).not.toHaveProperty('contact')
  expect(await ask(consentToMeet, { caller: third.caller, ...about(introductionId) })).toEqual({
    refused: 'introduction-unknown',
  })
  const two = told(await ask(consentToMeet, { caller: he.caller, ...about(introductionId) }))
  expect(two.introduction).toMatchObject({
    state: 'exchanged',
    contact: { name: she.name, phone: she.phone },
  })
  expect((await mine(she))[0]?.contact).toEqual({ name: he.name, phone: he.phone })
  expect(JSON.stringify(await cases())).not.toContain(he.phone)
  told(await ask(withdrawFrom, { caller: he.caller, ...about(introductionId) }))
  for (const each of [she, he]) {
    const [over] = await mine(each)
    expect(over).toMatchObject({ state: 'over' })
    expect(over).not.toHaveProperty('contact')
    expect(over).not.toHaveProperty('card')
  }
  expect(await ask(consentToMeet, { caller: she.caller, ...about(introductionId) })).toMatchObject({
    body: { introduction: { state: 'over' } },
  })
})

test('withdrawing against a confirmation or a consent ends in one state for both', async () => {
  for (let round = 0; round < 2; round++) {
    const { she, he, introductionId } = await mutual()
    await Promise.all([
      ask(confirmCase, { caller: desk, ...about(introductionId) }),
      ask(withdrawFrom, { caller: she.caller, ...about(introductionId) }),
    ])
    expect([(await mine(she))[0]?.state, (await mine(he))[0]?.state]).toEqual(['over', 'over'])
  }
  const { she, he, introductionId } = await introduced()
  told(await ask(consentToMeet, { caller: she.caller, ...about(introductionId) }))
  await Promise.all([
    ask(consentToMeet, { caller: he.caller, ...about(introductionId) }),
    ask(withdrawFrom, { caller: she.caller, ...about(introductionId) }),
  ])
  const ends = [(await mine(she))[0], (await mine(he))[0]]
  expect(ends.map((end) => [end?.state, end?.contact])).toEqual([
    ['over', undefined],
    ['over', undefined],
  ])
})

test('a desk that declines ends it without telling why, and the two never meet again', async () => {
  const { she, introductionId, hisId } = await mutual()
  const body = { reason: '其中一方还没离婚' }
  told(await ask(declineCase, { caller: desk, ...about(introductionId), body }))
  expect(JSON.stringify(await mine(she))).not.toContain(body.reason)
  expect((await mine(she))[0]?.state).toBe('over')
  expect(await heart(she, hisId)).toEqual({ refused: 'introduction-over' })
  expect(await suggestedTo(she, later(NOW, DAY_MS))).toEqual([])
  expect((await cases()).some((one) => one.introductionId === introductionId)).toBe(false)
})

const saying =
  (introductionId: string) =>
  ({ caller }: Worker, outcome: 'together' | 'married') =>
    ask(tellOutcome, { caller, ...about(introductionId), body: { outcome } })

test('牵手 and 结婚 count with both people’s word', async () => {
  const { she, he, introductionId } = await introduced()
  for (const { caller } of [she, he]) told(await ask(consentToMeet, { caller, ...about(introductionId) }))
  const say = saying(introductionId)
  expect(await say(she, 'married')).toEqual({ refused: 'introduction-not-yet' })
  expect(told(await say(she, 'together')).introduction).toMatchObject({
    state: 'exchanged',
    mySideDone: true,
  })
  expect(told(await say(he, 'together')).introduction.state).toBe('together')
  told(await say(he, 'married'))
  expect(told(await say(she, 'married')).introduction.state).toBe('married')
})

test.each<readonly [string, (he: Worker, introductionId: string) => Promise<unknown>]>([
  ['erases the profile', ({ caller }) => ask(eraseProfile, { caller })],
  [
    'blocks the other',
    ({ caller }, introductionId) => ask(blockSingle, { caller, body: { introductionId } }),
  ],
  [
    'reports the other',
    ({ caller }, introductionId) =>
      ask(reportSingle, { caller, body: { introductionId, reason: 'harassment', note: '' } }),
  ],
])('also of two who married the contacts are gone when one of them %s', async (_, end) => {
  const { she, he, introductionId } = await introduced()
  for (const { caller } of [she, he]) told(await ask(consentToMeet, { caller, ...about(introductionId) }))
  for (const outcome of ['together', 'married'] as const)
    for (const one of [she, he]) told(await saying(introductionId)(one, outcome))
  const { married } = (await readFigures(union.workplace.orgId, NOW)).introductions
  expect(await mine(she)).toMatchObject([{ contact: { phone: he.phone } }])
  await end(he, introductionId)
  expect(await readIntroduction(introductionId)).not.toHaveProperty('contactsSealed')
  expect((await readFigures(union.workplace.orgId, NOW)).introductions.married).toBe(married)
})

test('a heart taken back may be given again; refusing somebody is for ever and unseen', async () => {
  const { she, he, hisId, herId } = await newTwo(union, desk)
  told(await heart(she, hisId))
  const back = { caller: she.caller, params: { singleId: hisId } }
  expect(told(await ask(takeHeartBack, back)).takenBack).toBe(true)
  expect(await suggestedTo(she)).toHaveLength(1)
  told(await heart(she, hisId))
  told(await ask(passSingle, { caller: he.caller, params: { singleId: herId } }))
  for (let day = 0; day < 20; day++) expect(await suggestedTo(he, later(NOW, day * DAY_MS))).toEqual([])
  expect(told(await ask(listHearts, { caller: she.caller })).items).toHaveLength(1)
})

test('an id that somebody else was told, or that nobody was, means nothing', async () => {
  const { he, hisId, herId } = await newTwo(union, desk)
  const third = await newSingle(union.workplace, desk)
  expect(await heart(third, hisId)).toEqual({ refused: 'single-unknown' })
  expect(await heart(he, hisId)).toEqual({ refused: 'single-unknown' })
  expect(await heart(he, 'sgl_01J00000000000000000000000')).toEqual({ refused: 'single-unknown' })
  expect(hisId).not.toBe(herId)
})

test('who erases the profile ends every introduction, and what is over is forgotten after three years', async () => {
  const { she, he, introductionId } = await introduced()
  expect(await readIntroduction(introductionId)).not.toHaveProperty('expiresAt')
  told(await ask(eraseProfile, { caller: he.caller }))
  const expiresAt = expiryAfter(NOW, 3 * 365)
  expect(await readIntroduction(introductionId)).toMatchObject({ state: 'over', expiresAt })
  expect(await mine(she)).toMatchObject([{ state: 'over' }])
})

test('who has moved to another employer is shown to nobody, and may not look, until a desk there has vouched', async () => {
  const { she, he, herId } = await newTwo(union, desk)
  const moved = { ...she.caller, member: { ...she.caller.member, orgPath: union.neighbour.path } }
  await moveMember(she, union.neighbour)
  expect(await suggestedTo(he)).toEqual([])
  expect(await heart(he, herId)).toEqual({ refused: 'single-unknown' })
  await expect(suggestedTo({ ...she, caller: moved })).rejects.toThrow('profile-moved')
})

test('what matchmakers note of a case is for the matchmakers of its two sides alone', async () => {
  const { she, he, introductionId } = await mutual()
  const hers = await newDesk(union.workplace)
  const note = { caller: hers, ...about(introductionId), body: { text: '问过本人，愿意见面' } }
  const answers = await Promise.all([ask(noteCase, note), ask(noteCase, note), ask(noteCase, note)])
  for (const answer of answers)
    expect(told(answer).case.notes).toMatchObject([{ text: note.body.text, mine: true }])
  const seen = await cases(await newDesk(union.neighbour), union.neighbour)
  const notes = seen.find((one) => one.introductionId === introductionId)?.notes
  expect(notes).toMatchObject([{ text: note.body.text, mine: false }])
  const beside = await newDesk((await makeUnion()).city)
  expect(await ask(noteCase, { ...note, caller: beside })).toEqual({ refused: 'org-out-of-scope' })
  for (const one of [she, he]) expect(JSON.stringify(await mine(one))).not.toContain(note.body.text)
  told(await ask(withdrawFrom, { caller: he.caller, ...about(introductionId) }))
  expect(await ask(noteCase, note)).toEqual({ refused: 'introduction-over' })
})

test('a heart that nobody answered is no introduction that has ended', async () => {
  const { she, he, hisId, herId } = await newTwo(union, desk)
  const ended = async () => (await readFigures(union.workplace.orgId, NOW)).introductions.over ?? 0
  const before = await ended()
  told(await heart(she, hisId))
  told(await ask(blockSingle, { caller: he.caller, body: { singleId: herId } }))
  expect(await ended()).toBe(before)
  const { introductionId, she: other } = await mutual()
  told(await ask(withdrawFrom, { caller: other.caller, ...about(introductionId) }))
  expect(await ended()).toBe(before + 1)
})
