import type { Instant } from '@gonghui/shared/lib/instant'
import {
  type Application,
  type applicationStates,
  CONSENT_VERSION,
} from '@gonghui/shared/membership/applications'
import { type JoinCodeRow, stateOf } from './join-code.rule.ts'

export interface ApplicationRow {
  readonly applicationId: string
  readonly personId: string
  readonly state: (typeof applicationStates)[number]
  readonly orgId: string
  readonly orgName: string
  readonly orgPath: string
  readonly scene: string
  readonly joinCodeLabel: string
  readonly nameSealed: string
  readonly phoneSealed: string
  readonly phoneMasked: string
  /** What was asked, to know the same request when it comes again: its phone code can be used but once. */
  readonly requestHash: string
  /** Who it says one is, to know the same facts in another request. */
  readonly factsHash: string
  readonly consentVersion: string
  readonly submittedAt: Instant
  readonly decidedAt?: Instant
  /** The cadre; absent where the roster decided. */
  readonly decidedBy?: string
  readonly reason?: string
}

export const shownToApplicant = (row: ApplicationRow): Application => ({
  applicationId: row.applicationId,
  state: row.state,
  orgId: row.orgId,
  orgName: row.orgName,
  submittedAt: row.submittedAt,
  ...(row.decidedAt === undefined ? {} : { decidedAt: row.decidedAt }),
  ...(row.reason === undefined ? {} : { reason: row.reason }),
})

export interface Asked {
  readonly joinCode: JoinCodeRow | undefined
  /** The org that the code leads to now. */
  readonly orgId: string | undefined
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
  if (!joinCode) return { is: 'refused', code: 'join-code-unknown' }
  const state = stateOf(joinCode, now)
  const waiting = latest?.state === 'waiting' ? latest : undefined
  if (state !== 'valid' && !(state === 'full' && isCounted(waiting, joinCode)))
    return { is: 'refused', code: `join-code-${state}` }
  if (asked.consentVersion !== CONSENT_VERSION)
    return { is: 'refused', code: 'consent-outdated', facts: { consentVersion: CONSENT_VERSION } }
  if (asked.isMember) return { is: 'refused', code: 'already-member' }
  if (waiting && waiting.orgId !== asked.orgId)
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
  /** Whether name and phone are on the org's roster, and nobody was admitted on them yet. */
  readonly isOnRoster: boolean
}

/** With the phone proven: `again` says that the same facts are waiting at the same org already. */
export function withPhone(known: Known): 'phone-taken' | 'admit' | 'again' | 'wait' {
  if (known.phoneIsTaken) return 'phone-taken'
  if (known.isOnRoster) return 'admit'
  const { latest } = known
  return latest?.state === 'waiting' && latest.factsHash === known.factsHash ? 'again' : 'wait'
}

/** What a cadre's decision meets: to be done; done before by this very cadre; or decided otherwise. */
export function meetDecision(
  { state, decidedBy }: ApplicationRow,
  wanted: 'admitted' | 'refused',
  cadreId: string,
): 'do' | 'again' | 'application-decided' {
  if (state === 'waiting') return 'do'
  return state === wanted && decidedBy === cadreId ? 'again' : 'application-decided'
}

/** Why an application that was corrected before its decision is no longer waiting. */
export const REPLACED = '申请人已重新提交'
