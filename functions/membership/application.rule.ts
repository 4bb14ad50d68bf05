import type { Instant } from '@gonghui/shared/lib/instant'
import type { Org } from '@gonghui/shared/lib/org'
import { leafOf, pathsAbove } from '@gonghui/shared/lib/roles'
import {
  type Application,
  type applicationStates,
  CONSENT_VERSION,
} from '@gonghui/shared/membership/applications'
import { dueAt, escalatedTo } from '@gonghui/shared/membership/review'
import { type JoinCodeRow, type Leading, stateOf } from './join-code.rule.ts'
import type { OrgRow } from './org.rule.ts'

export interface ApplicationRow {
  readonly applicationId: string
  readonly personId: string
  readonly state: (typeof applicationStates)[number]
  readonly orgId: string
  readonly orgName: string
  readonly orgPath: string
  /** Names from the city down; of older ones they are not known. */
  readonly orgPathNames?: readonly string[]
  readonly scene: string
  readonly joinCodeLabel: string
  readonly nameSealed: string
  readonly phoneSealed: string
  readonly phoneMasked: string
  /** Of older ones it is not kept; they are never checked. */
  readonly phoneHash?: string
  /** What was asked, to know the same request when it comes again: its phone code can be used but once. */
  readonly requestHash: string
  /** Who it says one is, to know the same facts in another request. */
  readonly factsHash: string
  readonly consentVersion: string
  readonly submittedAt: Instant
  readonly decidedAt?: Instant
  /** The cadre, or who made the code that admits at once; absent where the roster decided. */
  readonly decidedBy?: string
  readonly reason?: string
  /** While it is checked: the member who has the phone, and the path of their union, whose cadres look. */
  readonly holderId?: string
  readonly holderPath?: string
  /** The cadre who saw that the phone is the applicant's now, and no more that of the member who had it. */
  readonly passedOnBy?: string
}

/** With the union it was handed in to, where that stands now, and at no desk to be checked any more. */
export function seatedWaiting(row: ApplicationRow, org: Org): ApplicationRow {
  const { holderId: _, holderPath: __, ...rest } = row
  const { orgId, name: orgName, path: orgPath, pathNames: orgPathNames } = org
  return { ...rest, state: 'waiting', orgId, orgName, orgPath, orgPathNames }
}

/** Not decided yet, in whosever hands. */
export const isOpen = ({ state }: Pick<ApplicationRow, 'state'>): boolean =>
  state === 'waiting' || state === 'checking'

/** Until when a waiting one is to be answered, and where it has gone up to. */
function deadlines({ state, submittedAt, orgPath, orgPathNames = [] }: ApplicationRow, now: Instant) {
  if (state !== 'waiting') return {}
  const upper = escalatedTo(orgPath, submittedAt, now)
  const at = upper === undefined ? -1 : pathsAbove(orgPath).map(leafOf).indexOf(upper)
  return {
    dueAt: dueAt(submittedAt),
    ...(upper === undefined ? {} : { escalatedTo: orgPathNames[at] ?? '上级工会' }),
  }
}

export const shownToApplicant = (row: ApplicationRow, now: Instant): Application => ({
  applicationId: row.applicationId,
  state: row.state,
  orgId: row.orgId,
  orgName: row.orgName,
  submittedAt: row.submittedAt,
  ...(row.decidedAt === undefined ? {} : { decidedAt: row.decidedAt }),
  ...(row.reason === undefined ? {} : { reason: row.reason }),
  ...deadlines(row, now),
})

export interface Asked {
  readonly joinCode: JoinCodeRow | undefined
  /** The org that the code leads to now. */
  readonly org: (Leading & Pick<OrgRow, 'orgId'>) | undefined
  readonly consentVersion: string
  readonly requestHash: string
  readonly isMember: boolean
  /** The person's latest application. */
  readonly latest: ApplicationRow | undefined
}

export type BeforePhone =
  | { readonly is: 'again'; readonly application: ApplicationRow }
  | { readonly is: 'refused'; readonly code: Stop; readonly facts?: Readonly<Record<string, unknown>> }
  | { readonly is: 'open'; readonly joinCode: JoinCodeRow }

type Stop =
  | 'join-code-unknown'
  | 'join-code-revoked'
  | 'join-code-expired'
  | 'join-code-full'
  | 'consent-outdated'
  | 'already-member'
  | 'application-waiting'

/**
 * What can be said before the phone is looked at: the same request gets its first answer again, then come the code,
 * the consent and the person. Asking WeChat for the number costs money, so it comes after all this.
 */
export function beforePhone(asked: Asked, now: Instant): BeforePhone {
  const { joinCode, latest } = asked
  if (latest?.requestHash === asked.requestHash) return { is: 'again', application: latest }
  if (!joinCode || !asked.org) return { is: 'refused', code: 'join-code-unknown' }
  const state = stateOf(joinCode, asked.org, now)
  const waiting = latest && isOpen(latest) ? latest : undefined
  if (state !== 'valid' && !(state === 'full' && isCounted(waiting, joinCode)))
    return { is: 'refused', code: `join-code-${state}` }
  if (asked.consentVersion !== CONSENT_VERSION)
    return { is: 'refused', code: 'consent-outdated', facts: { consentVersion: CONSENT_VERSION } }
  if (asked.isMember) return { is: 'refused', code: 'already-member' }
  if (waiting && waiting.orgId !== asked.org.orgId)
    return { is: 'refused', code: 'application-waiting', facts: { orgName: waiting.orgName } }
  return { is: 'open', joinCode }
}

/** A waiting application already has its place under the code's cap, and correcting it takes no second one. */
export const isCounted = (waiting: ApplicationRow | undefined, joinCode: JoinCodeRow): boolean =>
  waiting?.scene === joinCode.scene

export interface Known {
  readonly factsHash: string
  readonly latest: ApplicationRow | undefined
  /** Whether the phone is a member's: another's, for the caller is none. */
  readonly phoneIsTaken: boolean
  /** Whether name and phone are on the org's roster, and nobody was admitted on them yet; or the code admits at once. */
  readonly isVouchedFor: boolean
}

/**
 * With the phone proven: `again` says that the same facts are waiting at the same org already. A phone that is a member's
 * never makes a second membership: a cadre checks who it is.
 */
export function withPhone({
  phoneIsTaken,
  isVouchedFor,
  latest,
  factsHash,
}: Known): 'check' | 'admit' | 'again' | 'wait' {
  const next = phoneIsTaken ? 'check' : isVouchedFor ? 'admit' : 'wait'
  const lies = next === 'check' ? 'checking' : 'waiting'
  return next !== 'admit' && latest?.state === lies && latest.factsHash === factsHash ? 'again' : next
}

/** What a cadre's decision meets: to be done; done before by this very cadre; or decided otherwise. */
export function meetDecision(
  { state, decidedBy }: ApplicationRow,
  wanted: 'admitted' | 'refused',
  cadreId: string,
): 'do' | 'again' | 'application-decided' {
  if (isOpen({ state })) return 'do'
  return state === wanted && decidedBy === cadreId ? 'again' : 'application-decided'
}

/** What a decision at the repair desk meets. */
export function meetRepair(
  { state, decidedBy }: ApplicationRow,
  decision: 'merge' | 'refuse' | 'passed-on',
  cadreId: string,
): 'do' | 'again' | 'application-decided' {
  if (state === 'checking') return 'do'
  const wanted = { merge: 'merged', refuse: 'refused', 'passed-on': 'waiting' }[decision]
  return state === wanted && decidedBy === cadreId ? 'again' : 'application-decided'
}

/** Why an application that was corrected before its decision is no longer waiting. */
export const REPLACED = '申请人已重新提交'
