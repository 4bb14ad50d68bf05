import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { prose } from '../lib/text.ts'
import { myPhoto } from './photos.ts'
import { matchmakingProblems } from './problems.ts'
import { districts, educations, genders, hobbies, hukous, maritals, trades } from './words.ts'

/** The consent of this service alone; the one of joining the union does not stand for it. */
export const MATCHMAKING_CONSENT_VERSION = '2026-11.2'

export const ABOUT_MAX = 500
export const HOBBIES_MAX = 8
export const ADULT_YEARS = 18

const year = z.int().check(z.minimum(1930), z.maximum(2100))
const heightCm = z.int().check(z.minimum(120), z.maximum(230))
const age = z.int().check(z.minimum(ADULT_YEARS), z.maximum(90))

const noneTwice = <V>(items: readonly V[]) => new Set(items).size === items.length

/** What a single tells of themselves. Nothing in it names anybody: no name, no employer, no address, no number. */
export const facts = z.strictObject({
  gender: z.enum(genders),
  birthYear: year,
  heightCm,
  education: z.enum(educations),
  trade: z.enum(trades),
  workDistrict: z.enum(districts),
  homeDistrict: z.enum(districts),
  hukou: z.enum(hukous),
  marital: z.enum(maritals),
  hobbies: z.array(z.enum(hobbies)).check(z.maxLength(HOBBIES_MAX), z.refine(noneTwice, '不能重复')),
  aboutMe: prose(ABOUT_MAX).check(z.refine((text) => !/[<>]/.test(text), '不能含有 < 或 >')),
})
export type Facts = z.infer<typeof facts>

const must = z.boolean()
const ordered = { error: '前一个数不能大于后一个' }

/** Whom somebody looks for. Each wish is a must or merely nice to have; one that is absent is no wish. */
export const wishes = z.strictObject({
  age: z.strictObject({ min: age, max: age, must }).check(z.refine(({ min, max }) => min <= max, ordered)),
  height: z.optional(
    z
      .strictObject({ min: heightCm, max: heightCm, must })
      .check(z.refine(({ min, max }) => min <= max, ordered)),
  ),
  education: z.optional(z.strictObject({ atLeast: z.enum(educations), must })),
  districts: z.optional(
    z.strictObject({
      any: z.array(z.enum(districts)).check(z.minLength(1), z.refine(noneTwice, '不能重复')),
      must,
    }),
  ),
  marital: z.optional(
    z.strictObject({
      any: z.array(z.enum(maritals)).check(z.minLength(1), z.refine(noneTwice, '不能重复')),
      must,
    }),
  ),
  /** People of the same employer meet only where both say yes. */
  allowSameEmployer: z.boolean(),
})
export type Wishes = z.infer<typeof wishes>

export const draft = z.strictObject({ facts: z.partial(facts), wishes: z.partial(wishes) })
export type Draft = z.infer<typeof draft>

export const reviewStates = ['draft', 'in-review', 'returned', 'approved'] as const
export const visibilities = ['shown', 'hidden', 'paused'] as const
export type Visibility = (typeof visibilities)[number]

export const myProfile = z.object({
  /** Of what was last submitted; with a draft that was never submitted, `draft`. */
  review: z.enum(reviewStates),
  /** Why it was returned, in the matchmaker’s words. */
  reason: z.optional(z.string()),
  /** By when the matchmaker of the workplace is to have looked at it. */
  reviewBy: z.optional(z.string()),
  /** Whether others can be shown it now: approved once, not hidden, paused or held back. */
  listed: z.boolean(),
  visibility: z.enum(visibilities),
  /** Held back while a report is looked into. */
  held: z.boolean(),
  /** Why nobody vouches for it any more: it is shown to nobody until a desk has looked again. */
  away: z.optional(z.enum(['moved', 'left'])),
  draft,
  photos: z.array(myPhoto),
  /** Goes up with every change; sent back with the next one. */
  revision: z.int(),
  consentVersion: z.string(),
  serverTime: z.string(),
})
export type MyProfile = z.infer<typeof myProfile>

const path = '/v1/matchmaking/profile'

// What is for whoever is signed in is also for who has left the union: the way out stays open to them.

export const getProfile = contract({
  name: 'matchmaking.get-profile',
  summary: '我的交友资料和它的状态',
  method: 'GET',
  path,
  audience: 'signed-in',
  replies: { 200: myProfile },
})

export const saveProfile = contract({
  name: 'matchmaking.save-profile',
  summary: '存草稿；没填完也能存，别人看不到',
  method: 'PUT',
  path,
  audience: 'member',
  body: z.strictObject({ revision: z.int().check(z.minimum(0)), draft }),
  replies: { 200: myProfile },
  refusals: refusalsFrom(matchmakingProblems, 'profile-suspended', 'profile-changed'),
})

export const submitProfile = contract({
  name: 'matchmaking.submit-profile',
  summary: '把草稿交给单位红娘审核；只改了择偶要求的马上生效',
  method: 'POST',
  path: `${path}/submit`,
  audience: 'member',
  body: z.strictObject({
    consentVersion: z.string().check(z.minLength(1), z.maxLength(20)),
    /** 我已年满 18 周岁. */
    adult: z.literal(true),
  }),
  replies: { 200: myProfile },
  refusals: refusalsFrom(
    matchmakingProblems,
    'profile-missing',
    'profile-suspended',
    'under-age',
    'consent-outdated',
    'profile-changed',
    'profile-incomplete',
    'profile-in-review',
    'text-tells-who',
    'wechat-busy',
    'text-refused',
  ),
})

export const setVisibility = contract({
  name: 'matchmaking.set-visibility',
  summary: '公开、隐身（只看不被看）或暂停',
  method: 'PUT',
  path: `${path}/visibility`,
  audience: 'signed-in',
  body: z.strictObject({ visibility: z.enum(visibilities) }),
  replies: { 200: myProfile },
  refusals: refusalsFrom(matchmakingProblems, 'profile-missing', 'profile-suspended', 'profile-changed'),
})

export const eraseProfile = contract({
  name: 'matchmaking.erase-profile',
  summary: '删除我的交友资料、心动和牵线',
  method: 'DELETE',
  path,
  audience: 'signed-in',
  replies: { 200: z.object({ erased: z.boolean() }) },
  refusals: refusalsFrom(matchmakingProblems, 'profile-changed'),
})
