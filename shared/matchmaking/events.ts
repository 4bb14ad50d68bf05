import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { idOf } from '../lib/ids.ts'
import { instantIn } from '../lib/instant.ts'
import { oneShown, shownFields } from '../lib/member-code.ts'
import { pageOf, pageQuery } from '../lib/page.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { line, prose } from '../lib/text.ts'
import { matchmakingProblems } from './problems.ts'
import { genders } from './words.ts'

/** From its announcement to the end of its hearts; the clock moves it on. */
export const eventStates = ['coming', 'open', 'closed', 'running', 'hearts', 'over', 'cancelled'] as const
export type EventState = (typeof eventStates)[number]

export const PLACES_MAX = 40
export const ROUNDS_MAX = 40
/** How many may wait for each place that is taken. */
export const WAITING_MAX = 60
/** How many hearts one may give after one event. */
export const HEARTS_AT_EVENT = 5
/** How long after its end one may. */
export const HEARTS_HOURS = 48
/** How long before its beginning the door opens. */
export const DOOR_HOURS = 2

const places = z.int().check(z.minimum(1), z.maximum(PLACES_MAX))
export const placesOf = z.strictObject({ female: places, male: places })
/** The number on somebody's badge: of the women's, or of the men's. */
export const badge = z.int().check(z.minimum(1), z.maximum(PLACES_MAX))

const inOrder = z.refine<{ signUpFrom: string; signUpUntil: string; startsAt: string; endsAt: string }>(
  ({ signUpFrom, signUpUntil, startsAt, endsAt }) =>
    signUpFrom < signUpUntil && signUpUntil <= startsAt && startsAt < endsAt,
  { path: ['startsAt'], error: '时间的先后应是：开始报名、截止报名、开场、散场' },
)

/** What a matchmaker sets. */
const fields = z.strictObject({
  title: line(30),
  /** Where it is: a public place, with its address. */
  venue: line(60),
  about: prose(500),
  startsAt: instantIn,
  endsAt: instantIn,
  signUpFrom: instantIn,
  signUpUntil: instantIn,
  places: placesOf,
  /** 0: free. Otherwise shown here and paid at the venue. */
  feeFen: z.int().check(z.minimum(0), z.maximum(100_000)),
  tables: places,
  rounds: z.int().check(z.minimum(1), z.maximum(ROUNDS_MAX)),
  roundMinutes: z.int().check(z.minimum(1), z.maximum(60)),
})
export const eventFields = fields.check(inOrder)
export type EventFields = z.infer<typeof eventFields>

export const event = z.extend(z.object(fields.shape), {
  eventId: z.string(),
  orgId: z.string(),
  orgName: z.string(),
  state: z.enum(eventStates),
  /** Until when hearts may be given. */
  heartsUntil: z.string(),
  /** Why it was called off. */
  cancelled: z.optional(z.string()),
  /** Goes up with every change; sent back with the next one. */
  revision: z.int(),
})
export type Event = z.infer<typeof event>

export const listEvents = contract({
  name: 'matchmaking.list-events',
  summary: '我能参加的相亲会，先开的在前',
  method: 'GET',
  path: '/v1/matchmaking/events',
  audience: 'member',
  replies: {
    200: z.object({
      items: z.array(z.object({ event, signedUp: z.boolean() })),
      serverTime: z.string(),
    }),
  },
  refusals: refusalsFrom(matchmakingProblems, 'profile-missing', 'profile-suspended'),
})

const count = z.int()
/** How the line stands, of women and of men: how many places are taken, and how many wait. */
const standing = z.object({ taken: count, waiting: count })

/** Somebody I sat with: a number, and nothing else. */
const partner = z.object({
  number: count,
  /** Whether I gave a heart; nobody else is told. */
  hearted: z.boolean(),
  /** Where both of us did. */
  introductionId: z.optional(z.string()),
})

export const myEvent = z.object({
  event,
  standings: z.object({ female: standing, male: standing }),
  me: z.object({
    gender: z.enum(genders),
    place: z.enum(['none', 'placed', 'waiting']),
    /** How many come before me, where I wait. */
    ahead: z.optional(count),
    /** Once I am in: the number on my badge. */
    number: z.optional(count),
  }),
  /** My table and whom I meet there, round by round; no table is a pause. */
  rounds: z.array(z.object({ round: count, table: z.optional(count), partner: z.optional(count) })),
  /** Those I sat with, once it is over. */
  partners: z.array(partner),
  heartsLeft: count,
  serverTime: z.string(),
})
export type MyEvent = z.infer<typeof myEvent>

const ofEvent = z.strictObject({ eventId: idOf('event') })
const path = '/v1/matchmaking/events/{eventId}'
const participation = [
  'profile-missing',
  'profile-suspended',
  'profile-not-listed',
  'profile-moved',
  'profile-paused',
] as const

export const getEvent = contract({
  name: 'matchmaking.get-event',
  summary: '一场相亲会和我的名额、桌次、心动',
  method: 'GET',
  path,
  audience: 'member',
  params: ofEvent,
  replies: { 200: myEvent },
  refusals: refusalsFrom(matchmakingProblems, 'profile-missing', 'profile-suspended', 'event-unknown'),
})

export const setPlace = contract({
  name: 'matchmaking.set-place',
  summary: '报名或退出；满员后进候补，同性别有人退出时按先后递补',
  method: 'PUT',
  path: `${path}/place`,
  audience: 'member',
  params: ofEvent,
  body: z.strictObject({ comes: z.boolean() }),
  replies: { 200: myEvent },
  refusals: refusalsFrom(
    matchmakingProblems,
    ...participation,
    'event-unknown',
    'event-cancelled',
    'event-not-open',
    'event-closed',
    'event-begun',
    'event-line-full',
    'event-arrived',
  ),
})

export const setEventHeart = contract({
  name: 'matchmaking.set-event-heart',
  summary: '会后心动或收回：只有双方都选了，才告诉你们两个人',
  method: 'PUT',
  path: `${path}/hearts`,
  audience: 'member',
  params: ofEvent,
  body: z.strictObject({ number: badge, heart: z.boolean() }),
  replies: { 200: myEvent },
  refusals: refusalsFrom(
    matchmakingProblems,
    ...participation,
    'event-unknown',
    'event-cancelled',
    'event-hearts-shut',
    'event-partner-unknown',
    'event-hearts-used-up',
    'introduction-over',
  ),
})

const desks = ['matchmaker', 'staff'] as const

/** Somebody in the line, as the desk knows them: a place, and nothing that names or finds anybody. */
const guest = z.object({
  place: z.enum(['placed', 'waiting']),
  order: count,
  age: z.optional(count),
  /** Once they are in. */
  number: z.optional(count),
})
export type Guest = z.infer<typeof guest>

const seat = z.object({ woman: count, man: count, table: count })

export const managedEvent = z.object({
  event,
  guests: z.object({ female: z.array(guest), male: z.array(guest) }),
  plan: z.optional(
    z.object({
      revision: count,
      drawnAt: z.string(),
      rounds: z.array(z.array(seat)),
      /** Meetings that could not be, of so many asked for: too few people, tables or pairs who may sit together. */
      pauses: count,
    }),
  ),
  serverTime: z.string(),
})
export type ManagedEvent = z.infer<typeof managedEvent>

const answer = { 200: managedEvent }

export const listManagedEvents = contract({
  name: 'matchmaking.list-managed-events',
  summary: '一家工会办的相亲会，晚开的在前',
  method: 'GET',
  path: '/v1/matchmaking/managed-events',
  audience: desks,
  query: z.strictObject({ orgId: idOf('org'), ...pageQuery }),
  replies: { 200: pageOf(event) },
  refusals: refusalsFrom(matchmakingProblems, 'org-unknown', 'org-out-of-scope'),
})

export const createEvent = contract({
  name: 'matchmaking.create-event',
  summary: '办一场相亲会；这家工会和下级的会员能看到',
  method: 'POST',
  path: '/v1/matchmaking/managed-events',
  audience: desks,
  body: z.strictObject({ orgId: idOf('org'), fields: eventFields }),
  needsKey: true,
  replies: { 201: event, 200: event },
  refusals: refusalsFrom(matchmakingProblems, 'org-unknown', 'org-out-of-scope', 'event-in-the-past'),
})

const managedPath = '/v1/matchmaking/managed-events/{eventId}'
const managed = { audience: desks, params: ofEvent } as const

export const getManagedEvent = contract({
  ...managed,
  name: 'matchmaking.get-managed-event',
  summary: '一场相亲会的报名、签到和桌次，不含姓名',
  method: 'GET',
  path: managedPath,
  replies: answer,
  refusals: refusalsFrom(matchmakingProblems, 'org-out-of-scope', 'event-unknown'),
})

export const changeEvent = contract({
  ...managed,
  name: 'matchmaking.change-event',
  summary: '改动或取消；开始报名后名额只能加不能减',
  method: 'PUT',
  path: managedPath,
  /** Either its fields or why it is called off. */
  body: z
    .strictObject({ revision: z.int(), fields: z.optional(eventFields), cancel: z.optional(line(60)) })
    .check(
      z.refine(({ fields, cancel }) => (fields === undefined) !== (cancel === undefined), {
        path: ['fields'],
        error: '要么改动，要么取消',
      }),
    ),
  replies: answer,
  refusals: refusalsFrom(
    matchmakingProblems,
    'org-out-of-scope',
    'event-unknown',
    'event-cancelled',
    'event-begun',
    'event-changed',
    'event-in-the-past',
    'event-places-lowered',
  ),
})

export const letIn = contract({
  ...managed,
  name: 'matchmaking.let-in',
  summary: '扫会员码签到，发号码牌；不显示姓名',
  method: 'POST',
  path: `${managedPath}/arrivals`,
  body: z.strictObject(shownFields).check(oneShown),
  replies: {
    200: z.object({
      gender: z.enum(genders),
      number: count,
      /** In before: the badge is the same. */
      again: z.boolean(),
      arrived: z.object({ female: count, male: count }),
      serverTime: z.string(),
    }),
  },
  refusals: refusalsFrom(
    matchmakingProblems,
    'org-out-of-scope',
    'event-unknown',
    'event-cancelled',
    'event-door-shut',
    'member-code-invalid',
    'member-code-expired',
    'member-digits-unknown',
    'member-digits-attempts',
    'guest-unknown',
    'guest-waiting',
    'event-seats-taken',
  ),
})

export const drawRounds = contract({
  ...managed,
  name: 'matchmaking.draw-rounds',
  summary: '按到场的人排桌次：谁也不会和同一个人坐两次，同单位和互相屏蔽的不同桌',
  method: 'POST',
  path: `${managedPath}/rounds`,
  body: z.strictObject({
    /** Of the plan that was seen; 0 where there was none. */
    revision: z.int().check(z.minimum(0)),
    /** The rounds before it have been sat through and stay. */
    fromRound: z.int().check(z.minimum(1), z.maximum(ROUNDS_MAX)),
    /** Badges whose owners have left. */
    gone: z.strictObject({
      female: z.array(badge).check(z.maxLength(PLACES_MAX)),
      male: z.array(badge).check(z.maxLength(PLACES_MAX)),
    }),
  }),
  replies: answer,
  refusals: refusalsFrom(
    matchmakingProblems,
    'org-out-of-scope',
    'event-unknown',
    'event-cancelled',
    'event-door-shut',
    'event-changed',
    'event-nobody-in',
  ),
})
