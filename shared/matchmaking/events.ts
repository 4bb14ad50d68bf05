import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { idOf } from '../lib/ids.ts'
import { instantIn } from '../lib/instant.ts'
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
  audience: 'signed-in',
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

export const ofEvent = z.strictObject({ eventId: idOf('event') })
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
  audience: 'signed-in',
  params: ofEvent,
  replies: { 200: myEvent },
  refusals: refusalsFrom(matchmakingProblems, 'profile-missing', 'profile-suspended', 'event-unknown'),
})

export const setPlace = contract({
  name: 'matchmaking.set-place',
  summary: '报名或退出；满员后进候补，同性别有人退出时按先后递补',
  method: 'PUT',
  path: `${path}/place`,
  audience: 'signed-in',
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
