import '../../infra/local/test-table.ts'
import '../../infra/local/test-storage.ts'
import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { outgoing } from '@gonghui/shared/lib/client'
import type { Contract } from '@gonghui/shared/lib/contract'
import { epochMsOf, HOUR_MS, later } from '@gonghui/shared/lib/instant'
import * as events from '@gonghui/shared/matchmaking/events'
import { getFigures } from '@gonghui/shared/matchmaking/figures'
import * as introductions from '@gonghui/shared/matchmaking/introductions'
import * as photos from '@gonghui/shared/matchmaking/photos'
import * as profiles from '@gonghui/shared/matchmaking/profiles'
import * as reports from '@gonghui/shared/matchmaking/reports'
import * as reviews from '@gonghui/shared/matchmaking/reviews'
import * as suggestions from '@gonghui/shared/matchmaking/suggestions'
import { beforeAll, expect, test, vi } from 'vitest'
import { full } from '../../infra/local/test-effort.ts'
import type { Caller } from '../lib/caller.ts'
import { logFrom } from '../lib/log.ts'
import { issueToken } from '../lib/tokens.ts'
import { makeUnion, NOW, newStaff, type Union } from '../membership/test-union.ts'
import { keyOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { profileIdOf } from './alias.ts'
import { handler } from './matchmaking-function.ts'
import { readProfile } from './profile.store.ts'
import {
  approveAll,
  told as body,
  draftOf,
  newDesk,
  newWorker,
  submitted,
  type Worker,
  withPhoto,
  withWechat,
} from './test-desk.ts'
import { atDoor, draw as drawRounds, newEvent, place } from './test-events.ts'
import { chanceOf } from './test-singles.ts'

/** Ten thousand pairs in the full run; a fixed few hundred whenever the tests are run. */
const PAIRS = full ? 10_000 : 150

const { counts } = withWechat()
let union: Union
const people: Worker[] = []
const desks: Caller[] = []
/** The photo of whoever has one, by phone: the name of its file. */
const photoOf = new Map<string, string>()
/** One that is signed up for, and one that is over: whom one sat with may be given a heart. */
const evenings: string[] = []
/** Every line that is logged, with all that is logged with it. */
const lines: string[] = []

beforeAll(async () => {
  logFrom('INFO')
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0)
  vi.useFakeTimers({ toFake: ['Date'], now: epochMsOf(NOW) })
  union = await makeUnion()
  const orgs = [union.workplace, union.neighbour]
  for (let i = 0; i < 16; i++) {
    const org = orgs[Math.floor(i / 2) % 2] ?? union.workplace
    const worker = await newWorker(org, `欧阳晓峰${'甲乙丙丁戊己庚辛'[i % 8]}${i < 8 ? '大' : '小'}`)
    people.push(worker)
    const draft = draftOf({ gender: i % 2 ? 'male' : 'female', heightCm: 160 + i })
    if (i % 4 < 2) await withPhoto(worker, draft)
    await submitted(worker, draft, { revision: i % 4 < 2 ? 2 : 0 })
    const { photos: [photo] = [] } = (await readProfile(profileIdOf(worker.caller.member.memberId))) ?? {}
    if (photo) photoOf.set(worker.phone, photo.photoId)
  }
  for (const org of orgs) desks.push(await newDesk(org))
  for (const [i, org] of orgs.entries()) await approveAll(desks[i] as never, org)
  await makeEvenings()
})

/** Both held by the street above the two unions; at the second everybody was, and every one sat with everybody. */
async function makeEvenings(): Promise<void> {
  const host = await newStaff('matchmaker', union.street)
  for (let i = 0; i < 2; i++) evenings.push(await newEvent(host, union.street, { rounds: 8 }))
  const over = evenings[1] ?? ''
  for (const answer of await Promise.all(people.map((one) => place(one, over, true)))) body(answer)
  for (const answer of await Promise.all(people.map((one) => atDoor(host, one, over)))) body(answer)
  body(await drawRounds(host, over))
  await database.send(
    new UpdateCommand({
      TableName: TABLE,
      Key: { ...keyOf('an event', { eventId: over }) },
      UpdateExpression: 'SET signUpUntil = :begun, startsAt = :begun, endsAt = :ended',
      ExpressionAttributeValues: { ':begun': later(NOW, -3 * HOUR_MS), ':ended': later(NOW, -HOUR_MS) },
    }),
  )
  // The street's desk is at neither workplace: it learns nobody's name at all.
  desks.push(host)
}

async function send(caller: Caller, to: Contract, call: object): Promise<string> {
  const { url, headers, body } = outgoing(to, call as never, { token: issueToken(caller, Date.now()) })
  const { pathname, searchParams } = new URL(url, 'http://any')
  const found = new RegExp(`^${to.path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`).exec(pathname)
  const event = {
    routeKey: `${to.method} ${to.path}`,
    rawPath: pathname,
    headers,
    body,
    pathParameters: { ...found?.groups },
    queryStringParameters: Object.fromEntries(searchParams),
  }
  const answer = await (handler as unknown as (event: object, context: object) => Promise<object>)(event, {
    awsRequestId: 'request',
  })
  return JSON.stringify(answer)
}

/** Everything that names somebody, finds them, or is theirs anywhere else in the product. */
const secretsOf = ({ name, phone, org, caller }: Worker): Record<string, string> => ({
  name,
  phone,
  memberId: caller.member.memberId,
  personId: caller.personId,
  profileId: profileIdOf(caller.member.memberId),
  employer: org.name.replace('工会', ''),
  orgId: org.orgId,
  ...(photoOf.has(phone) ? { photo: photoOf.get(phone) ?? '' } : {}),
})

/** What a text tells of people, apart from what may be told. */
function leaksIn(text: string, may: (whose: Worker, what: string) => boolean): string[] {
  return people.flatMap((one) =>
    Object.entries(secretsOf(one)).flatMap(([what, secret]) =>
      text.includes(secret) && !may(one, what) ? [`${what} ${secret}`] : [],
    ),
  )
}

const kinds = { single: 'sgl', introduction: 'itr', profile: 'pfl', report: 'rpt' } as const
type Kind = keyof typeof kinds

/** Ids as they come out of answers, and by whom they were heard. */
const heard: { readonly kind: Kind; readonly id: string; readonly by: string }[] = []
function listen(text: string, by: string) {
  for (const [kind, prefix] of Object.entries(kinds))
    for (const [id] of text.matchAll(new RegExp(`${prefix}_[0-9A-Z]{26}`, 'g')))
      if (!heard.some((one) => one.id === id && one.by === by)) heard.push({ kind: kind as Kind, id, by })
}
const told = (kind: Kind): string[] => [
  ...new Set(heard.filter((one) => one.kind === kind).map(({ id }) => id)),
]

type Draw = (kind: Kind) => string
/** Ids that this viewer was told, as a rule; now and then one that somebody else was. */
const drawFor =
  (chance: () => number, viewer: string): Draw =>
  (kind) => {
    const own = heard.filter((one) => one.kind === kind && one.by === viewer).map(({ id }) => id)
    const known = chance() < 0.7 && own.length > 0 ? own : told(kind)
    return known[Math.floor(chance() * known.length)] ?? `${kinds[kind]}_01J00000000000000000000000`
  }

/** Every call that a member can make, about anybody whose id was ever told to anybody. */
type MemberCall = readonly [Contract, (id: Draw, number: number) => object]
const memberCalls: readonly MemberCall[] = [
  [profiles.getProfile, () => ({})],
  [profiles.setVisibility, () => ({ body: { visibility: 'shown' } })],
  [profiles.saveProfile, () => ({ body: { revision: 1, draft: draftOf() } })],
  [profiles.submitProfile, () => ({ body: { consentVersion: 'x', adult: true } })],
  [suggestions.listSuggestions, () => ({})],
  [suggestions.listSuggestions, () => ({})],
  [suggestions.giveHeart, (id) => ({ params: { singleId: id('single') } })],
  [suggestions.giveHeart, (id) => ({ params: { singleId: id('single') } })],
  [suggestions.listHearts, () => ({})],
  [suggestions.takeHeartBack, (id) => ({ params: { singleId: id('single') } })],
  [introductions.listIntroductions, () => ({})],
  [introductions.consentToMeet, (id) => ({ params: { introductionId: id('introduction') } })],
  [
    introductions.tellOutcome,
    (id) => ({
      params: { introductionId: id('introduction') },
      body: { outcome: 'together' },
    }),
  ],
  [reports.reportSingle, () => ({ body: { singleId: 'nobody', reason: 'other' } })],
  [photos.uploadPhoto, () => ({ body: { type: 'image/png', size: 100 } })],
  [photos.setPhotos, () => ({ body: { photos: [{ photoId: [...photoOf.values()][0] ?? '' }] } })],
  [events.listEvents, () => ({})],
  [events.getEvent, () => ({ params: { eventId: evenings[1] } })],
  [events.getEvent, () => ({ params: { eventId: evenings[0] } })],
  [events.setPlace, () => ({ params: { eventId: evenings[0] }, body: { comes: true } })],
  [events.setPlace, () => ({ params: { eventId: evenings[0] }, body: { comes: false } })],
  [
    events.setEventHeart,
    (_, number) => ({ params: { eventId: evenings[1] }, body: { number, heart: true } }),
  ],
  [
    events.setEventHeart,
    (_, number) => ({ params: { eventId: evenings[1] }, body: { number, heart: true } }),
  ],
  [
    events.setEventHeart,
    (_, number) => ({ params: { eventId: evenings[1] }, body: { number, heart: false } }),
  ],
]

/** What ends something: kept for the end, or nobody would be left to look at. */
const endings: readonly MemberCall[] = [
  [suggestions.passSingle, (id) => ({ params: { singleId: id('single') } })],
  [reports.blockSingle, (id) => ({ body: { introductionId: id('introduction') } })],
  [introductions.withdrawFrom, (id) => ({ params: { introductionId: id('introduction') } })],
  [reports.reportSingle, (id) => ({ body: { singleId: id('single'), reason: 'other', note: '不回消息' } })],
  [introductions.listIntroductions, () => ({})],
  [reports.blockSingle, (_, number) => ({ body: { met: { eventId: evenings[1], number } } })],
]

// While there is still somebody to be shown.
test('two people who are shown the same single are told two ids, and the desk a third', async () => {
  const seen = new Map<string, Set<string>>()
  for (const viewer of people) {
    const text = await send(viewer.caller, suggestions.listSuggestions, {})
    const { items = [] } = JSON.parse(JSON.parse(text).body) as {
      items?: { card: { singleId: string; heightCm: number } }[]
    }
    for (const { card } of items) {
      const ids = seen.get(String(card.heightCm)) ?? new Set()
      expect(ids.has(card.singleId)).toBe(false)
      seen.set(String(card.heightCm), ids.add(card.singleId))
    }
  }
  expect([...seen.values()].some((ids) => ids.size > 1)).toBe(true)
})

test(`over ${PAIRS} random pairs and every call, nothing that names or finds anybody comes out before both have consented`, async () => {
  const chance = chanceOf(6)
  const draw = <T>(all: readonly T[]): T => all[Math.floor(chance() * all.length)] as T
  /** Who may read whose contact, once both have consented. */
  const exchanged = new Set<string>()
  for (let i = 0; i < PAIRS; i++) {
    const viewer = draw(people)
    const [to, callOf] =
      i % 7 === 0 ? ([suggestions.listSuggestions, () => ({})] as const) : draw(memberCalls)
    const id = drawFor(chance, viewer.phone)
    const text = await send(viewer.caller, to, callOf(id, 1 + Math.floor(chance() * 9)))
    listen(text, viewer.phone)
    for (const other of people)
      if (text.includes('contact') && text.includes(other.phone))
        exchanged.add(`${viewer.phone} ${other.phone}`)
    if (i % 10 === 0) {
      const params = { introductionId: id('introduction') }
      for (const desk of desks) await send(desk, introductions.confirmCase, { params })
    }
    const mayHave = ({ phone }: Worker, what: string) =>
      (what === 'photo' && phone === viewer.phone) ||
      (['name', 'phone', 'photo'].includes(what) && exchanged.has(`${viewer.phone} ${phone}`))
    expect([to.name, leaksIn(text, mayHave)]).toEqual([to.name, []])
  }
  expect(exchanged.size > 0 || PAIRS < 10_000).toBe(true)
  for (const pair of exchanged) expect(await bothConsented(pair)).toBe(true)
  expect(told('single').length).toBeGreaterThan(people.length)
  expect(lines.length).toBeGreaterThanOrEqual(PAIRS)
  expect(leaksIn(lines.join('\n'), () => false)).toEqual([])
})

/** Everybody ends something with somebody, so that the desks have reports to look at. */
async function endAll(): Promise<void> {
  const chance = chanceOf(66)
  for (const [i, viewer] of people.entries()) {
    const [to, callOf] = endings[i % endings.length] as MemberCall
    const text = await send(viewer.caller, to, callOf(drawFor(chance, viewer.phone), 1 + i))
    listen(text, viewer.phone)
    const may = (_: Worker, what: string) => ['name', 'phone', 'photo'].includes(what)
    expect([to.name, leaksIn(text, text.includes('contact') ? may : () => false)]).toEqual([to.name, []])
  }
}

/** The table’s own word that both hearts, both desks and both people agreed. */
async function bothConsented(pair: string): Promise<boolean> {
  const [one, other] = pair.split(' ').map((phone) => people.find((each) => each.phone === phone))
  if (!one || !other) return false
  const { readPair } = await import('./pair.store.ts')
  const row = await readPair(
    profileIdOf(one.caller.member.memberId),
    profileIdOf(other.caller.member.memberId),
  )
  return ['heart', 'confirm', 'consent'].every(
    (deed) => Object.keys(row?.marks[deed as 'heart'] ?? {}).length === 2,
  )
}

test('a desk learns the masked names and the employer of its own, and of nobody else', async () => {
  const orgs = [union.workplace, union.neighbour]
  const query = (orgId: string) => ({ query: { orgId } })
  const staffCalls = (orgId: string): readonly (readonly [Contract, object])[] => [
    [reviews.listReviews, query(orgId)],
    [introductions.listCases, query(orgId)],
    [reports.listReports, query(orgId)],
    [getFigures, query(orgId)],
    [events.listManagedEvents, query(orgId)],
    ...evenings.flatMap((eventId): (readonly [Contract, object])[] => [
      [events.getManagedEvent, { params: { eventId } }],
      [events.letIn, { params: { eventId }, body: { digits: '00000000' } }],
      [
        events.drawRounds,
        { params: { eventId }, body: { revision: 1, fromRound: 2, gone: { female: [], male: [] } } },
      ],
    ]),
    ...told('introduction').map(
      (introductionId) => [introductions.confirmCase, { params: { introductionId } }] as const,
    ),
    ...told('profile').map((profileId) => [reviews.approveProfile, { params: { profileId } }] as const),
  ]
  const [first, second] = people
  if (!first || !second) throw new Error('nobody lives here')
  for (const worker of [first, second, ...people.slice(2, 4)])
    await submitted({ ...worker, caller: worker.caller }, draftOf({ heightCm: 181 })).catch(() => undefined)
  await endAll()
  for (const [i, desk] of desks.entries())
    for (const { orgId } of [...orgs, union.street])
      for (const [to, call] of staffCalls(orgId)) {
        const text = await send(desk, to, call)
        listen(text, 'desk')
        const own = orgs[i]?.orgId
        // The street looks after both: masked names and employers, and no more than a desk of the workplace.
        const isDeskOf = ({ org }: Worker) => own === undefined || org.orgId === own
        const may = (one: Worker, what: string) => ['employer', 'photo'].includes(what) && isDeskOf(one)
        expect([to.name, leaksIn(text, may)]).toEqual([to.name, []])
      }
  expect(leaksIn(lines.join('\n'), () => false)).toEqual([])
})

test('nothing is sent to anybody’s WeChat', async () => {
  expect((await counts())['/cgi-bin/message/subscribe/send']).toBeUndefined()
})

test('two hundred hearts in a minute are refused after the day’s twenty, by one sentence', async () => {
  const [she] = people
  if (!she) throw new Error('nobody lives here')
  const ids = told('single')
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, i) =>
      send(she.caller, suggestions.giveHeart, { params: { singleId: ids[i % ids.length] ?? '' } }),
    ),
  )
  const codes = answers.map((text) => /\\"code\\":\\"([\w-]+)/.exec(text)?.[1] ?? 'given')
  expect(codes.filter((code) => code === 'given').length).toBeLessThanOrEqual(suggestions.HEARTS_A_DAY)
  expect(codes.filter((code) => code === 'fault' || code === 'busy')).toEqual([])
})

test('who erases the profile is told that it is gone, and nothing else', async () => {
  for (const { caller } of people.slice(0, 4)) {
    const text = await send(caller, profiles.eraseProfile, {})
    expect(leaksIn(text, () => false)).toEqual([])
  }
  expect(leaksIn(lines.join('\n'), () => false)).toEqual([])
})
