/** Two members from sign-up to each other's phone number, over HTTP; a colleague who never appears, a third who is refused. */
import './test-stack.ts'
import * as introductions from '@gonghui/shared/matchmaking/introductions'
import { MATCHMAKING_CONSENT_VERSION, saveProfile, submitProfile } from '@gonghui/shared/matchmaking/profiles'
import { giveHeart } from '@gonghui/shared/matchmaking/suggestions'
import { beforeAll, expect, test } from 'vitest'
import { ask, type Member, type Person, told } from './test-people.ts'
import { approveAll, draftOf, signUp, suggestedTo } from './test-singles.ts'
import { stack } from './test-stack.ts'
import { makeMembers, makeWorld, staffOf, type World } from './test-world.ts'

let world: World
let [she, colleague, he, third]: Member[] = []
let desks: { here: Person; there: Person }

const strict = (gender: 'female' | 'male') => {
  const draft = draftOf(gender)
  return { ...draft, wishes: { ...draft.wishes, allowSameEmployer: false } }
}

beforeAll(async () => {
  world = await makeWorld(stack)
  const { here, there } = world
  ;[she, colleague] = await makeMembers(world, 2, here)
  ;[he, third] = await makeMembers(world, 2, there)
  desks = {
    here: await staffOf(stack, 'matchmaker', here.workplace),
    there: await staffOf(stack, 'matchmaker', there.workplace),
  }
})

function cast() {
  if (!she || !colleague || !he || !third) throw new Error('four members are needed')
  return { she, colleague, he, third }
}

test('two people are approved, suggested, introduced by both desks, and exchange their numbers once both agree', async () => {
  const { she, colleague, he, third } = cast()
  await signUp(she, strict('female'))
  await signUp(colleague, strict('male'))
  await signUp(he, strict('male'))
  await signUp(third, strict('female'))
  await approveAll(desks.here, world.here.workplace.orgId)
  await approveAll(desks.there, world.there.workplace.orgId)

  const hers = await suggestedTo(she)
  expect(hers).toHaveLength(1)
  expect(await suggestedTo(colleague)).toHaveLength(1)
  const his = await suggestedTo(he)
  expect(his).toHaveLength(1)
  expect(hers[0]?.reasons.length).toBeGreaterThan(0)

  const params = { singleId: hers[0]?.card.singleId ?? '' }
  expect((await told(she, giveHeart, { params })).body.mutual).toBe(false)
  const back = { params: { singleId: his[0]?.card.singleId ?? '' } }
  const { introductionId = '' } = (await told(he, giveHeart, back)).body
  const about = { params: { introductionId } }
  expect(await ask(she, introductions.consentToMeet, about)).toMatchObject({
    problem: { code: 'introduction-not-yet' },
  })
  for (const desk of [desks.here, desks.there]) await told(desk, introductions.confirmCase, about)
  await told(she, introductions.consentToMeet, about)
  const { introduction } = (await told(he, introductions.consentToMeet, about)).body
  expect(introduction).toMatchObject({
    state: 'exchanged',
    contact: { phone: expect.stringMatching(/^1\d{10}$/) },
  })

  for (const stranger of [third, colleague])
    expect(await ask(stranger, introductions.consentToMeet, about)).toMatchObject({
      kind: 'refused',
      problem: { code: 'introduction-unknown', next: expect.any(String) },
    })
  expect(await ask(third, giveHeart, { params })).toMatchObject({ problem: { code: 'single-unknown' } })
})

test.each([
  ['somebody under age', { birthYear: new Date().getFullYear() - 17 }, 'under-age'],
  ['a phone number in the words', { aboutMe: '加我 13800000000' }, 'text-tells-who'],
])('%s is refused with a clear word', async (_, facts, code) => {
  const { colleague } = cast()
  const [newcomer] = await makeMembers(world, 1, world.here)
  if (!newcomer) throw new Error(`nobody came after ${colleague.memberId}`)
  await told(newcomer, saveProfile, { body: { revision: 0, draft: draftOf('female', facts) } })
  const body = { consentVersion: MATCHMAKING_CONSENT_VERSION, adult: true } as const
  expect(await ask(newcomer, submitProfile, { body })).toMatchObject({ kind: 'refused', problem: { code } })
})

test.each([
  ['another gender than the schema’s words', { gender: 'other' }, 'body.draft.facts.gender'],
  ['three thousand letters about me', { aboutMe: '长'.repeat(3_000) }, 'body.draft.facts.aboutMe'],
  ['a script in the words', { aboutMe: '<script>alert(1)</script>' }, 'body.draft.facts.aboutMe'],
])('%s is refused beside its field', async (_, facts, field) => {
  const { she } = cast()
  const draft = draftOf('female', facts as never)
  expect(await ask(she, saveProfile, { body: { revision: 9, draft } })).toMatchObject({
    kind: 'refused',
    problem: { code: 'body-invalid', fields: [{ field, reason: expect.any(String) }] },
  })
})
