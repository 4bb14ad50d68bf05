import { DAY_MS, dayOf, type Instant, later } from '@gonghui/shared/lib/instant'
import { leafOf } from '@gonghui/shared/lib/roles'
import type { MyPhoto } from '@gonghui/shared/matchmaking/photos'
import {
  ADULT_YEARS,
  type Draft,
  draft as draftSchema,
  type Facts,
  facts as factsSchema,
  MATCHMAKING_CONSENT_VERSION,
  type MyProfile,
  type reviewStates,
  type Visibility,
  type Wishes,
  wishes as wishesSchema,
} from '@gonghui/shared/matchmaking/profiles'
import * as z from 'zod/mini'
import { type Photo, unseen } from './photo.rule.ts'

/** All that somebody has told of themselves and of whom they look for. */
export interface Told {
  readonly facts: Facts
  readonly wishes: Wishes
}

/** Whose profile it is: sealed as one, and told to nobody but the desk of the own workplace, masked. */
export interface Whose {
  readonly memberId: string
  readonly personId: string
  readonly nameMasked: string
  readonly orgName: string
}

export interface Profile {
  readonly profileId: string
  /** Goes up with every change; every change is against the one that was read. */
  readonly revision: number
  readonly orgPath: string
  readonly whose: Whose
  readonly draft: Draft
  readonly review: (typeof reviewStates)[number]
  /** What the desk looks at; the draft may go on meanwhile. */
  readonly submitted?: Told | undefined
  /** What others see: the last that was approved. A change under review leaves it as it is. */
  readonly approved?: Told | undefined
  readonly photos?: readonly Photo[] | undefined
  readonly visibility: Visibility
  readonly submittedAt?: Instant | undefined
  readonly decidedAt?: Instant | undefined
  readonly decidedBy?: string | undefined
  readonly reason?: string | undefined
  readonly textNeedsCare?: boolean | undefined
  readonly consentVersion?: string | undefined
  readonly consentAt?: Instant | undefined
  /** Found elsewhere than where the desk vouched for them: listed no more, until a desk has looked again. */
  readonly movedAt?: Instant | undefined
  /** Erased by their own wish, but for what a report needs. */
  readonly erasedAt?: Instant | undefined
  /** When the table forgets it: of a person who was erased altogether the rest has an end, too. */
  readonly expiresAt?: number | undefined
  /** Reports that nobody has looked into yet: while there is one, nobody is shown this profile. */
  readonly openReports: number
  readonly suspendedAt?: Instant | undefined
  /** Reports against them that were found true. */
  readonly strikes: number
}

export const SUSPENDED_AT_STRIKES = 2

/** What a report’s end makes of the reported: a first offence is for them to mend, a second ends it. */
export function afterReport(
  { strikes, openReports, photos }: Profile,
  upheld: { readonly words: string } | undefined,
  now: Instant,
): Partial<Profile> {
  const left = { openReports: Math.max(0, openReports - 1) }
  if (!upheld) return left
  const ended = strikes + 1 >= SUSPENDED_AT_STRIKES ? { suspendedAt: now } : {}
  // Taken out of every list until it is mended and approved anew.
  const returned = {
    review: 'returned',
    reason: upheld.words,
    submitted: undefined,
    approved: undefined,
    photos: unseen(photos),
  } as const
  return { ...left, ...returned, ...ended, strikes: strikes + 1 }
}

/** What the desk that looks into a report reads of somebody of whom no name is kept. */
const NO_NAME = { personId: '', nameMasked: '资料已删除', orgName: '' }

/**
 * What stays of a profile that is erased: what is needed to look into a report, or to know an offender again, and no
 * name or employer. Undefined: nothing is needed, or not any more.
 */
export const afterErasure = (profile: Profile, now: Instant): Partial<Profile> | undefined =>
  profile.strikes > 0 || profile.openReports > 0
    ? {
        erasedAt: profile.erasedAt ?? now,
        whose: { ...NO_NAME, memberId: profile.whose.memberId },
        draft: { facts: {}, wishes: {} },
        review: 'draft',
        submitted: undefined,
        approved: undefined,
        photos: undefined,
        submittedAt: undefined,
        decidedAt: undefined,
        decidedBy: undefined,
        textNeedsCare: undefined,
        reason: undefined,
        consentVersion: undefined,
        consentAt: undefined,
      }
    : undefined

/** What the end of a report leaves of the reported: of somebody who has erased meanwhile, no more than before it. */
export function leftAfterReport(
  profile: Profile,
  upheld: { readonly words: string } | undefined,
  now: Instant,
): Partial<Profile> | undefined {
  const after = afterReport(profile, upheld, now)
  if (profile.erasedAt === undefined) return after
  const remains = afterErasure({ ...profile, ...after }, now)
  return remains && { ...after, ...remains }
}

/** The year as people count their age in. */
export const yearOf = (now: Instant): number => Number(dayOf(now).slice(0, 4))

/** Whom others may be shown. */
export const isListed = (profile: Profile): profile is Profile & { readonly approved: Told } =>
  profile.approved !== undefined &&
  profile.movedAt === undefined &&
  profile.visibility === 'shown' &&
  profile.openReports === 0 &&
  profile.suspendedAt === undefined

export type Absence =
  | 'profile-missing'
  | 'profile-suspended'
  | 'profile-not-listed'
  | 'profile-moved'
  | 'profile-paused'

/** A union that was put elsewhere in the tree is still the same workplace. */
export const isElsewhere = (profile: Profile, orgPath: string): boolean =>
  profile.movedAt !== undefined || leafOf(profile.orgPath) !== leafOf(orgPath)

/**
 * Why somebody may not look at others; in the order in which they are told. Hidden people look without being seen.
 * @param orgPath where they work now, where it is asked for: a desk elsewhere has vouched for who they were.
 */
export function absenceOf(profile: Profile | undefined, orgPath?: string): Absence | undefined {
  if (!profile) return 'profile-missing'
  if (profile.suspendedAt !== undefined) return 'profile-suspended'
  if (profile.approved === undefined || profile.openReports > 0) return 'profile-not-listed'
  if (orgPath !== undefined && isElsewhere(profile, orgPath)) return 'profile-moved'
  return profile.visibility === 'paused' ? 'profile-paused' : undefined
}

/** Whether something may still come of it with them: who only pauses goes on with what was begun. */
export function isReachable(profile: Profile): boolean {
  const absence = absenceOf(profile)
  return absence === undefined || absence === 'profile-paused'
}

/** Born in a year that makes them an adult by its end; the tick says that the birthday has been. */
export const isAdult = (birthYear: number, now: Instant): boolean => yearOf(now) - birthYear >= ADULT_YEARS

/** The draft where nothing is missing in it. */
export function whole({ facts, wishes }: Draft): Told | undefined {
  const [told, sought] = [z.safeParse(factsSchema, facts), z.safeParse(wishesSchema, wishes)]
  return told.success && sought.success ? { facts: told.data, wishes: sought.data } : undefined
}

const same = (one: unknown, other: unknown): boolean => ordered(one) === ordered(other)
/** Equal values as equal texts, in whatever order their fields came. */
const ordered = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )

export type Submission =
  | { readonly is: 'refused'; readonly code: SubmissionRefusal }
  /** This very draft is under review, or approved, already. */
  | { readonly is: 'again' }
  /** Only whom they look for has changed, which nobody needs to verify. */
  | { readonly is: 'wishes'; readonly told: Told }
  | { readonly is: 'review'; readonly told: Told }
type SubmissionRefusal =
  | 'profile-missing'
  | 'profile-suspended'
  | 'under-age'
  | 'consent-outdated'
  | 'profile-incomplete'
  | 'profile-in-review'

export function judgeSubmission(
  profile: Profile | undefined,
  { consentVersion, orgPath }: { readonly consentVersion: string; readonly orgPath: string },
  now: Instant,
): Submission {
  const no = (code: SubmissionRefusal): Submission => ({ is: 'refused', code })
  if (!profile) return no('profile-missing')
  if (profile.suspendedAt !== undefined) return no('profile-suspended')
  const { draft, review, submitted, approved } = profile
  if (draft.facts.birthYear !== undefined && !isAdult(draft.facts.birthYear, now)) return no('under-age')
  if (consentVersion !== MATCHMAKING_CONSENT_VERSION) return no('consent-outdated')
  const told = whole(draft)
  if (!told) return no('profile-incomplete')
  // What waits at a workplace of before waits there for nobody: it goes to the desk of where they are now.
  if (review === 'in-review' && !isElsewhere(profile, orgPath))
    return same(told, submitted) ? { is: 'again' } : no('profile-in-review')
  const seen = profile.photos?.every(({ approved }) => approved) !== false
  const isHere = profile.orgPath === orgPath && profile.movedAt === undefined
  const verified = review === 'approved' && isHere && seen
  if (verified && same(told, approved)) return { is: 'again' }
  if (verified && same(told.facts, approved?.facts)) return { is: 'wishes', told }
  return { is: 'review', told }
}

export const REVIEW_DAYS = 3
/** The union’s word to its singles: looked at within three days. */
export const dueAt = (submittedAt: Instant): Instant => later(submittedAt, REVIEW_DAYS * DAY_MS)

const EMPTY: Draft = { facts: {}, wishes: {} }

/** Why no desk vouches for it, or will, until it is handed in anew. @param orgPath where they work now; undefined: they have left. */
function awayFrom(profile: Profile | undefined, orgPath: string | undefined): MyProfile['away'] {
  if (orgPath === undefined) return 'left'
  // What was never handed in goes to the desk of wherever it is.
  const isVouchedFor = profile !== undefined && (profile.submittedAt ?? profile.approved) !== undefined
  return isVouchedFor && isElsewhere(profile, orgPath) ? 'moved' : undefined
}

export function shownToSelf(
  profile: Profile | undefined,
  photos: readonly MyPhoto[],
  { orgPath, now }: { readonly orgPath: string | undefined; readonly now: Instant },
): MyProfile {
  const away = awayFrom(profile, orgPath)
  const waitsSince = profile?.review === 'in-review' && !away ? profile.submittedAt : undefined
  return {
    review: profile?.review ?? 'draft',
    ...(profile?.review === 'returned' && profile.reason ? { reason: profile.reason } : {}),
    ...(waitsSince ? { reviewBy: dueAt(waitsSince) } : {}),
    listed: profile !== undefined && isListed(profile) && away === undefined,
    ...(away ? { away } : {}),
    visibility: profile?.visibility ?? 'shown',
    held: (profile?.openReports ?? 0) > 0,
    draft: z.parse(draftSchema, profile?.draft ?? EMPTY),
    photos: [...photos],
    revision: profile?.revision ?? 0,
    consentVersion: MATCHMAKING_CONSENT_VERSION,
    serverTime: now,
  }
}
