import '../../infra/local/test-table.ts'
import '../../infra/local/test-storage.ts'
import type { Contract } from '@gonghui/shared/lib/contract'
import { HOUR_MS, later } from '@gonghui/shared/lib/instant'
import * as events from '@gonghui/shared/matchmaking/events'
import { getFigures } from '@gonghui/shared/matchmaking/figures'
import * as introductions from '@gonghui/shared/matchmaking/introductions'
import * as managedEvents from '@gonghui/shared/matchmaking/managed-events'
import * as photos from '@gonghui/shared/matchmaking/photos'
import * as profiles from '@gonghui/shared/matchmaking/profiles'
import * as reports from '@gonghui/shared/matchmaking/reports'
import * as reviews from '@gonghui/shared/matchmaking/reviews'
import * as suggestions from '@gonghui/shared/matchmaking/suggestions'
import { beforeAll, expect, test } from 'vitest'
import { full } from '../../infra/local/test-effort.ts'
import type { StaffCaller } from '../lib/caller.ts'
import { readOpenid } from '../lib/persons.store.ts'
import { ask, NOW, type Union } from '../membership/test-union.ts'
import { listMessages as readInbox } from '../messages/inbox.ts'
import { agree, run } from '../messages/test-inbox.ts'
import { profileIdOf } from './alias.ts'
import { confirmCase } from './cases.ts'
import { changeEvent } from './event-desk.ts'
import { tellGuests } from './event-news.ts'
import { consentToMeet } from './introductions.ts'
import { readPair } from './pair.store.ts'
import { told as body, draftOf, heart, newTwo, submitted, type Worker, withWechat } from './test-desk.ts'
import { fieldsOf, place } from './test-events.ts'
import {
  type Draw,
  desks,
  drawFor,
  evenings,
  leaksIn,
  lines,
  listen,
  makeStreet,
  people,
  photoOf,
  send,
  told,
} from './test-leaks.ts'
import { chanceOf } from './test-singles.ts'

/** Ten thousand pairs in the full run; a fixed few hundred whenever the tests are run. */
const PAIRS = full ? 10_000 : 150

const { control } = withWechat()
let union: Union
beforeAll(async () => {
  union = await makeStreet()
})

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
    [managedEvents.listManagedEvents, query(orgId)],
    ...evenings.flatMap((eventId): (readonly [Contract, object])[] => [
      [managedEvents.getManagedEvent, { params: { eventId } }],
      [managedEvents.letIn, { params: { eventId }, body: { digits: '00000000' } }],
      [
        managedEvents.drawRounds,
        { params: { eventId }, body: { revision: 1, fromRound: 2, gone: { female: [], male: [] } } },
      ],
    ]),
    ...told('introduction').map(
      (introductionId) => [introductions.confirmCase, { params: { introductionId } }] as const,
    ),
    ...told('profile').map(
      (profileId) => [reviews.approveProfile, { params: { profileId }, body: { submittedAt: NOW } }] as const,
    ),
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

/** Two more come to know each other’s names, as two do. */
async function exchange(host: StaffCaller): Promise<void> {
  const { she, he, hisId, herId } = await newTwo(union, host)
  people.push(she, he)
  body(await heart(she, hisId))
  const { introductionId = '' } = body(await heart(he, herId))
  const about = { params: { introductionId } }
  body(await ask(confirmCase, { caller: host, ...about }))
  for (const { caller } of [she, he]) body(await ask(consentToMeet, { caller, ...about }))
}

/** What somebody’s WeChat was handed, as WeChat got it. */
const handedTo = async (openid: string) => JSON.stringify(await control(`messages?openid=${openid}`))

test('what is told in the inbox, handed to WeChat or kept of it names and finds nobody, whoever it is told', async () => {
  const templates = ['singles', 'event'] as const
  const kinds = new Set<string>()
  const params = { eventId: evenings[0] ?? '' }
  await Promise.all(people.map((one) => place(one, params.eventId, true)))
  const moved = { revision: 1, fields: fieldsOf({ rounds: 8, venue: '市工人文化宫二楼' }) }
  const host = desks.at(-1) as StaffCaller
  body(await ask(changeEvent, { caller: host, params, body: moved }))
  await exchange(host)
  await tellGuests({ clock: () => later(NOW, HOUR_MS), msLeft: () => 60_000 })
  for (const { caller } of people)
    for (const subject of templates) {
      const templateId = `template-${subject}`
      const openid = (await readOpenid(caller.personId)) ?? ''
      await agree(caller.personId, 5, templateId)
      await control('subscriptions', { openid, templateId, count: 5 })
    }
  await run(HOUR_MS, templates.map((subject) => `${subject}=template-${subject}`).join(' '))
  let handed = 0
  for (const { caller } of people) {
    const { items } = body(await ask(readInbox, { caller, query: {} }))
    const text = JSON.stringify(items)
    const wechat = await handedTo((await readOpenid(caller.personId)) ?? '')
    for (const { title } of items) kinds.add(title)
    handed += wechat.split('"page"').length - 1
    expect(leaksIn(text + wechat, () => false)).toEqual([])
    // Nor an id of an introduction, a single or a profile, by which two could be told to be the same.
    expect(text + wechat).not.toMatch(/(sgl|itr|pfl|rpt)_/)
  }
  expect([...kinds]).toEqual(
    expect.arrayContaining([
      '交友资料通过了',
      '你们互相心动了',
      '红娘牵线了，等你点头',
      '可以联系了',
      '活动改了时间或地点',
    ]),
  )
  expect(handed).toBeGreaterThan(people.length - 1)
  expect(leaksIn(lines.join('\n'), () => false)).toEqual([])
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
