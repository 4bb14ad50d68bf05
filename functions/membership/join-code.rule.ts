import { DAY_MS, type Instant, later } from '@gonghui/shared/lib/instant'
import type { Org } from '@gonghui/shared/lib/org'
import {
  AT_ONCE_DAYS,
  type JoinCode,
  type joinCodeStates,
  MOST_AT_ONCE,
} from '@gonghui/shared/membership/join-codes'
import type { OrgRow } from './org.rule.ts'

/** A join code as the table holds it. Its end is `validUntil`: `expiresAt` is the table's own word for forgetting. */
export interface JoinCodeRow {
  readonly scene: string
  readonly label: string
  readonly orgId: string
  readonly orgName: string
  readonly orgPath: string
  readonly orgPathNames: readonly string[]
  readonly createdAt: Instant
  readonly createdBy: string
  readonly validUntil?: Instant
  readonly cap?: number
  /** Applications it has led to. */
  readonly applied: number
  readonly revokedAt?: Instant
  /** Whoever applies by it is admitted: its cadre vouches for so few, for so short a time. */
  readonly admitsAtOnce?: boolean
}

/** A code that admits at once is for a demonstration or a hall: a few people, and over within the month. */
export const isBounded = ({ cap, expiresAt }: Pick<JoinCode, 'cap' | 'expiresAt'>, now: Instant): boolean =>
  cap !== undefined &&
  cap <= MOST_AT_ONCE &&
  expiresAt !== undefined &&
  expiresAt <= later(now, AT_ONCE_DAYS * DAY_MS)

export type JoinCodeState = (typeof joinCodeStates)[number]

/** An org as far as its codes ask: one that is closed takes nobody in. */
export type Leading = Pick<OrgRow, 'closedAt'>

/**
 * In the order in which an applicant is told. @param org the one that the code leads to now: where it is closed, its codes
 * are as good as revoked.
 */
export function stateOf(
  { revokedAt, validUntil, cap, applied }: JoinCodeRow,
  { closedAt }: Leading,
  now: Instant,
): JoinCodeState {
  if (revokedAt !== undefined || closedAt !== undefined) return 'revoked'
  if (validUntil !== undefined && now >= validUntil) return 'expired'
  if (cap !== undefined && applied >= cap) return 'full'
  return 'valid'
}

/** With the org that it leads to now: the one it was made for may have been renamed, moved or merged. */
export const shownToAnyone = (row: JoinCodeRow, org: Org & Leading, now: Instant): JoinCode => ({
  scene: row.scene,
  label: row.label,
  orgId: org.orgId,
  orgName: org.name,
  orgPathNames: [...org.pathNames],
  state: stateOf(row, org, now),
  ...(row.validUntil === undefined ? {} : { expiresAt: row.validUntil }),
  ...(row.cap === undefined ? {} : { cap: row.cap }),
  ...(row.admitsAtOnce ? { admitsAtOnce: true } : {}),
})

export interface Steps {
  readonly scanned: number
  readonly started: number
  readonly admitted: number
}

export const NO_STEPS: Steps = { scanned: 0, started: 0, admitted: 0 }

/** The parts of a spread count, added up. */
export const addSteps = (parts: readonly Partial<Steps>[]): Steps =>
  parts.reduce<Steps>(
    (sum, { scanned = 0, started = 0, admitted = 0 }) => ({
      scanned: sum.scanned + scanned,
      started: sum.started + started,
      admitted: sum.admitted + admitted,
    }),
    NO_STEPS,
  )

export const shownToCadre = (row: JoinCodeRow, steps: Steps, org: Org & Leading, now: Instant) => ({
  ...shownToAnyone(row, org, now),
  applied: row.applied,
  createdAt: row.createdAt,
  funnel: steps,
})

/** No 0, 1, I, L, O: read off a poster or typed, none is taken for another. 31 characters, so 15 of them hold 74 bits. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
export const SCENE_LETTERS = 15

/** A code to be scanned or typed: of a join code, or of a clerk's invitation. */
export type FirstLetter = 'J' | 'C'

/** @param draws 15 numbers, each drawn evenly from 0 to 30. */
export const codeFrom = (first: FirstLetter, draws: readonly number[]): string =>
  `${first}${draws.map((draw) => ALPHABET[draw % ALPHABET.length]).join('')}`

export const SCENE_BASE = ALPHABET.length
