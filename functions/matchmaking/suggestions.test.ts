import '../../infra/local/test-table.ts'
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import { DAY_MS, dayOf, later } from '@gonghui/shared/lib/instant'
import type { Wishes } from '@gonghui/shared/matchmaking/profiles'
import { SUGGESTIONS_A_DAY } from '@gonghui/shared/matchmaking/suggestions'
import { educations } from '@gonghui/shared/matchmaking/words'
import { beforeAll, expect, test } from 'vitest'
import { full } from '../../infra/local/test-effort.ts'
import type { MemberCaller } from '../lib/caller.ts'
import { ask, NOW } from '../membership/test-union.ts'
import { keyOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { expiryAfter } from '../table/expiry.ts'
import { profileIdOf } from './alias.ts'
import { type Profile, yearOf } from './profile.rule.ts'
import { asSingle, readProfile, replaceProfile } from './profile.store.ts'
import { readDays } from './suggestion.store.ts'
import { listSuggestions } from './suggestions.ts'
import type { Single } from './summary.rule.ts'
import { told } from './test-desk.ts'
import { metered } from './test-meter.ts'
import { chanceOf, listTown, townOfSingles } from './test-singles.ts'

/** All of them look for somebody in the full run; two dozen do whenever the tests are run. */
const SEEKERS = full ? 3_000 : 25
const TOWN = townOfSingles(15_000, 20260612)
const ABOUT_ME = '喜欢爬山和做饭，周末常去公园。'.repeat(20)
const YEAR = yearOf(NOW)

beforeAll(() => listTown(TOWN))

/**
 * The oracle: the wishes read from the issue once more, one by one over everybody, in other words than the rule's.
 * A nice wish keeps nobody apart.
 */
function accepts({ age, height, education, districts, marital }: Wishes, { facts }: Single): boolean {
  const years = YEAR - facts.birthYear
  if (age.must && (years < age.min || years > age.max)) return false
  if (height?.must && (facts.heightCm < height.min || facts.heightCm > height.max)) return false
  if (education?.must && educations.indexOf(facts.education) < educations.indexOf(education.atLeast))
    return false
  if (
    districts?.must &&
    !districts.any.some((one) => one === facts.homeDistrict || one === facts.workDistrict)
  )
    return false
  return !(marital?.must && !marital.any.includes(facts.marital))
}
const oracle = (me: Single): Set<string> =>
  new Set(
    TOWN.filter(
      (one) =>
        one.facts.gender !== me.facts.gender &&
        (one.employer !== me.employer || (one.wishes.allowSameEmployer && me.wishes.allowSameEmployer)) &&
        accepts(me.wishes, one) &&
        accepts(one.wishes, me),
    ).map(({ profileId }) => profileId),
  )

const profileOf = (profileId: string, { facts, wishes }: Single, orgPath: string): Profile => {
  const told = { facts: { ...facts, aboutMe: ABOUT_ME }, wishes }
  return {
    profileId,
    revision: 1,
    orgPath,
    whose: { memberId: `mem_${profileId}`, personId: 'per_x', nameMasked: '林**', orgName: '海风电子工会' },
    draft: told,
    review: 'approved',
    approved: told,
    visibility: 'hidden',
    openReports: 0,
    strikes: 0,
  }
}

/** Somebody of the town as a member who may look: hidden, so that nobody else's day changes. */
async function seeker(like: Single, name: string) {
  const memberId = `mem_${name}`
  const orgPath = `org_city/org_${name}`
  const profile = profileOf(profileIdOf(memberId), like, orgPath)
  if (!(await readProfile(profile.profileId)) && !(await replaceProfile(undefined, profile)))
    throw new Error('the seeker was there before')
  const caller = {
    personId: 'per_x',
    sessionId: 'ses_x',
    member: { memberId, orgPath, tags: [], joinedAt: NOW },
  }
  return {
    caller: caller as MemberCaller,
    me: asSingle(profile.profileId, orgPath, { facts: { ...like.facts, aboutMe: '' }, wishes: like.wishes }),
  }
}

const look = ({ caller }: { caller: MemberCaller }, now = NOW) => ask(listSuggestions, { caller, now })

test(`of 15 000 singles, ${SEEKERS} seekers each find somebody whenever there is somebody, and every must holds`, async () => {
  const chance = chanceOf(7)
  let [alone, most] = [0, { calls: 0, readUnits: 0 }]
  for (let i = 0; i < SEEKERS; i++) {
    const like = TOWN[Math.floor(chance() * TOWN.length)] as Single
    const who = await seeker(like, `seeker${i}`)
    const { result, calls, readUnits } = await metered(() => look(who))
    told(result)
    const found = (await readDays(who.me.profileId)).find(({ day }) => day === dayOf(NOW))?.profileIds ?? []
    const fitting = oracle(who.me)
    expect(found.filter((id) => !fitting.has(id))).toEqual([])
    expect(new Set(found).size).toBe(Math.min(SUGGESTIONS_A_DAY, fitting.size))
    if (fitting.size === 0) alone++
    most = { calls: Math.max(most.calls, calls), readUnits: Math.max(most.readUnits, readUnits) }
  }
  expect(alone).toBeLessThan(SEEKERS / 4)
  expect(most.calls).toBeLessThanOrEqual(10)
  expect(most.readUnits).toBeLessThanOrEqual(50)
})

const open: Single = {
  ...(TOWN[0] as Single),
  wishes: { age: { min: 18, max: 90, must: false }, allowSameEmployer: false },
}

test('whoever asks for anybody reads everybody, and still no more than ten calls and fifty read units', async () => {
  const who = await seeker(open, 'open-to-all')
  told(await look(who))
  const key = { profileId: who.me.profileId, day: dayOf(NOW) }
  const [row] = await readDays(who.me.profileId)
  expect(row).toMatchObject({ expiresAt: expiryAfter(NOW, 14) })
  const chosen = row?.profileIds ?? []
  expect(chosen).toHaveLength(SUGGESTIONS_A_DAY)
  const others = new Map(TOWN.map((one) => [one.profileId, one]))
  for (const id of chosen) {
    const other = {
      ...profileOf(id, others.get(id) as Single, 'org_city/org_other'),
      visibility: 'shown',
    } as const
    await replaceProfile(undefined, other)
    // As large as a member’s row is, with its sealed fields and its place in the tree.
    const member = { memberId: `mem_${id}`, orgPath: other.orgPath, sealed: 'x'.repeat(1_000) }
    const key = keyOf('a member', { memberId: member.memberId })
    await database.send(new PutCommand({ TableName: TABLE, Item: { ...key, ...member } }))
  }
  // The same day once more, with all whom it chose there to be read.
  const Key = { ...keyOf('what a single was suggested on a day', key) }
  await database.send(new DeleteCommand({ TableName: TABLE, Key }))
  const { result, calls, readUnits } = await metered(() => look(who))
  expect(told(result).items.length).toBeGreaterThan(0)
  expect(calls).toBeLessThanOrEqual(10)
  expect(readUnits).toBeLessThanOrEqual(50)
})

test('the day’s suggestions stay the day’s, and the next day’s are others', async () => {
  const who = await seeker(open, 'day-by-day')
  const days: (readonly string[])[] = []
  for (let day = 0; day < 3; day++) {
    const now = later(NOW, day * DAY_MS)
    await Promise.all([look(who, now), look(who, later(now, 60_000))])
    const found = (await readDays(who.me.profileId)).find((one) => one.day === dayOf(now))
    days.push(found?.profileIds ?? [])
  }
  expect(days.flat()).toHaveLength(3 * SUGGESTIONS_A_DAY)
  expect(new Set(days.flat()).size).toBe(3 * SUGGESTIONS_A_DAY)
})
