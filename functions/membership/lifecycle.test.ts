import '../../infra/local/test-table.ts'
import { HOUR_MS, type Instant, later } from '@gonghui/shared/lib/instant'
import { CONSENT_VERSION } from '@gonghui/shared/membership/applications'
import type { StandingDeed } from '@gonghui/shared/membership/standing'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { full } from '../../infra/local/test-effort.ts'
import type { Caller, StaffCaller } from '../lib/caller.ts'
import { erase } from '../people/erasure.ts'
import { readApplicationOf } from './application.store.ts'
import { apply } from './applications.ts'
import { approveApplication, refuseApplication } from './decisions.ts'
import { COOLING_MS, QUIET_MS } from './erasure.rule.ts'
import { askErasure } from './erasure.store.ts'
import { readHeadcount } from './headcount.store.ts'
import { membershipHoldings } from './holdings.ts'
import { getMe } from './me.ts'
import { membershipOf, standingOf } from './member.rule.ts'
import { readMember, readMemberOf } from './member.store.ts'
import { keepCode } from './phone-code.store.ts'
import { addToRoster } from './roster.store.ts'
import { leaveUnion, setStanding } from './standings.ts'
import { census } from './test-census.ts'
import { after, type Deed, isCountedIn, type Life, type PlaceName, seenOf } from './test-lifecycle.ts'
import { ask, makeUnion, NOW, newJoinCode, newPerson, newPhone, newStaff, type Union } from './test-union.ts'
import { stateAt } from './transfer.rule.ts'
import { readLatestTransfer } from './transfer-asking.store.ts'
import { answerTransfer } from './transfer-desk.ts'
import { answerMyTransfer, askTransfer } from './transfers.ts'

/**
 * Whatever is done, in any order, again, and at once: nobody has two memberships, every org counts whom it has, and each
 * person stands where the simple model says; of two deeds at once, where it says for one order of them or the other.
 */
const RUNS = full ? 20 : 2
const LENGTH = full ? 40 : 14
const PEOPLE = 3

let union: Union
let mayor: StaffCaller
const scenes = { workplace: '', neighbour: '' }
beforeAll(async () => {
  union = await makeUnion()
  mayor = await newStaff('cadre', union.city)
  for (const place of ['workplace', 'neighbour'] as const)
    scenes[place] = (await newJoinCode(union[place])).scene
})

interface Someone {
  /** Another after an erasure: then they come back as somebody new. */
  caller: Caller
  readonly phone: string
  life: Life
}

let moments = 0
/** Each deed has a moment of its own, far enough from the last that nobody asks for too many codes on a day. */
const moment = () => later(NOW, moments * 3 * HOUR_MS)
function tick(): Instant {
  moments += 1
  return moment()
}

async function asMember({ caller }: Someone) {
  const row = await readMemberOf(caller.personId)
  return row && { ...caller, member: membershipOf(row) }
}

/** Does it as the product would; a refusal is an answer like another, and only a fault is thrown. */
async function perform(who: Someone, deed: Deed): Promise<void> {
  const now = tick()
  const { caller, phone } = who
  const application = await readApplicationOf(caller.personId)
  const params = { applicationId: application?.applicationId ?? '' }
  const member = await asMember(who)
  const latest = member && (await readLatestTransfer(member.member.memberId))
  const of = { params: { transferId: latest?.transferId ?? '' } }
  switch (deed.what) {
    case 'apply': {
      const line = { name: '林小工', phone }
      if (deed.byRoster) await addToRoster(union[deed.at].orgId, [line])
      // Another name is another application: on no roster.
      const name = deed.byRoster ? '林小工' : '林大工'
      // A code of its own each time: the very same request again is the same application, whatever became of it.
      const oneTimeCode = String(100_000 + moments)
      await keepCode({ personId: caller.personId, phone }, oneTimeCode, later(now, -60_000))
      const body = { scene: scenes[deed.at], name, phone, oneTimeCode, consentVersion: CONSENT_VERSION }
      await ask(apply, { caller, body, now })
      return
    }
    case 'approve':
      await ask(approveApplication, { caller: mayor, params, now })
      return
    case 'refuse':
      await ask(refuseApplication, { caller: mayor, params, body: { reason: '请核实' }, now })
      return
    case 'erase':
      await askErasure(caller.personId, now)
      for (const passed of [COOLING_MS, COOLING_MS + QUIET_MS])
        await erase(caller.personId, membershipHoldings, later(now, passed))
      who.caller = await newPerson()
      return
    case 'leave':
      if (member) await ask(leaveUnion, { caller: member, body: { understood: true }, now })
      return
    case 'ask-transfer': {
      const to = member?.member.orgPath === union.workplace.path ? union.neighbour : union.workplace
      if (member) await ask(askTransfer, { caller: member, body: { toOrgId: to.orgId }, now })
      return
    }
    case 'accept':
      await ask(answerTransfer, { caller: mayor, ...of, body: { deed: 'accept' }, now })
      return
    case 'withdraw':
      if (member) await ask(answerMyTransfer, { caller: member, ...of, body: { deed: 'withdraw' }, now })
      return
    default:
      await change(member?.member.memberId, deed.what, now)
  }
}

async function change(memberId: string | undefined, deed: StandingDeed, now: string): Promise<void> {
  const row = memberId === undefined ? undefined : await readMember(memberId)
  if (!row) return
  const body = { deed, seen: standingOf(row), reason: '来函' }
  await ask(setStanding, { caller: mayor, params: { memberId: row.memberId }, body, now })
}

async function observed({ caller }: Someone): Promise<ReturnType<typeof seenOf>> {
  const [row, application] = await Promise.all([
    readMemberOf(caller.personId),
    readApplicationOf(caller.personId),
  ])
  const placeOf = (orgId: string): PlaceName => (orgId === union.workplace.orgId ? 'workplace' : 'neighbour')
  const latest = row && (await readLatestTransfer(row.memberId))
  const moves = latest && stateAt(latest, moment()) === 'waiting'
  return {
    member: row ? [standingOf(row), placeOf(row.orgId)] : undefined,
    waiting: application?.state === 'waiting' ? placeOf(application.orgId) : undefined,
    moving: moves ? placeOf(latest.toOrgId) : undefined,
  }
}

const place = fc.constantFrom<PlaceName>('workplace', 'neighbour')
const deeds: fc.Arbitrary<Deed> = fc.oneof(
  {
    arbitrary: fc.record({ what: fc.constant('apply' as const), at: place, byRoster: fc.boolean() }),
    weight: 4,
  },
  {
    arbitrary: fc.record({
      what: fc.constantFrom(
        'approve' as const,
        'refuse',
        'ask-transfer',
        'accept',
        'withdraw',
        'leave',
        'erase',
      ),
    }),
    weight: 8,
  },
  {
    arbitrary: fc.record({ what: fc.constantFrom('suspend' as const, 'resume', 'retire', 'report-death') }),
    weight: 3,
  },
)
const steps = fc.array(
  fc.record({
    who: fc.nat(PEOPLE - 1),
    first: deeds,
    how: fc.constantFrom('once', 'once', 'twice', 'race'),
    second: deeds,
  }),
  { minLength: LENGTH, maxLength: LENGTH },
)

test('no sequence of deeds, with repeats and races, gives one person two memberships or an org a wrong count', async () => {
  const before = { workplace: 0, neighbour: 0 }
  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      for (const name of ['workplace', 'neighbour'] as const)
        before[name] = (await readHeadcount(union[name].orgId)).total
      const people: Someone[] = await Promise.all(
        Array.from({ length: PEOPLE }, async () => ({
          caller: await newPerson(),
          phone: newPhone(),
          life: { taken: [] },
        })),
      )
      for (const { who, first, how, second } of sequence) {
        const one = people[who]
        if (!one) throw new Error('nobody is there')
        if (how === 'race' && mayMeet(first, second)) {
          await Promise.all([perform(one, first), perform(one, second)])
          await settle(one, [
            after(after(one.life, first), second),
            after(after(one.life, second), first),
            // What reads a member before the other deed makes one finds nobody to do it to.
            after(one.life, first),
            after(one.life, second),
          ])
        } else {
          await perform(one, first)
          if (how === 'twice') await perform(one, first)
          const once = after(one.life, first)
          await settle(one, [how === 'twice' ? after(once, first) : once])
        }
      }
      for (const { orgId, counted, found } of await census(union.city.orgId))
        expect([orgId, counted]).toEqual([orgId, found])
      for (const name of ['workplace', 'neighbour'] as const) {
        const mine = people.filter(({ life }) => isCountedIn(life, name)).length
        expect((await readHeadcount(union[name].orgId)).total).toBe(before[name] + mine)
      }
    }),
    { seed: 20_260_612, numRuns: RUNS, endOnFailure: true },
  )
})

/** Nobody who is erased does anything at the same time, for no token of theirs lives; a cadre may. */
const CADRES = ['approve', 'refuse', 'accept', 'suspend', 'resume', 'retire', 'report-death']
const mayMeet = (first: Deed, second: Deed): boolean =>
  [first, second].every(({ what }, i, both) => what !== 'erase' || CADRES.includes(both[1 - i]?.what ?? ''))

/** What is seen is what one of these says; that one is what was. */
async function settle(one: Someone, lives: readonly Life[]): Promise<void> {
  const seen = await observed(one)
  const is = lives.find((life) => JSON.stringify(seenOf(life)) === JSON.stringify(seen))
  expect(lives.map(seenOf)).toContainEqual(seen)
  // Which rosters a line was taken from is not seen: the model knows.
  if (is) one.life = is
  const me = await ask(getMe, { caller: one.caller })
  if ('refused' in me) throw new Error('nobody is there')
  expect(me.body.member?.standing).toBe(seen.member?.[0])
}
