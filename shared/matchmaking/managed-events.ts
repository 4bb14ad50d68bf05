import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { idOf } from '../lib/ids.ts'
import { oneShown, shownFields } from '../lib/member-code.ts'
import { pageOf, pageQuery } from '../lib/page.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { line } from '../lib/text.ts'
import { badge, event, eventFields, ofEvent, PLACES_MAX, ROUNDS_MAX } from './events.ts'
import { matchmakingProblems } from './problems.ts'
import { genders } from './words.ts'

const count = z.int()
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
    'event-guests-in',
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
