import { type Instant, later, SECOND_MS } from '@gonghui/shared/lib/instant'
import type { Steered } from '../day/controls.rule.ts'
import { type Drop, stateAt } from './drop.rule.ts'

/** A new version holds from so much later: by then every function shows it, and nobody claims under what they cannot read. */
const KNOWN_MS = 2 * SECOND_MS
const MOST = 99

/** The rules' text as a new version of a drop that is published. */
export function rulesChanged(
  drop: Drop,
  rules: string,
  now: Instant,
): Steered<'drop-step-impossible' | 'rules-many'> {
  const state = stateAt(drop, now)
  const isPromised = drop.way === 'lottery' && now >= drop.opensAt
  // Who entered a lottery entered under its rules; and when all vouchers have ended nothing is left to be ruled.
  if (state === 'draft' || isPromised || now >= drop.validUntil)
    return { kind: 'refused', code: 'drop-step-impossible' }
  if (rules === drop.rules) return { kind: 'same' }
  if (drop.rulesVersion >= MOST) return { kind: 'refused', code: 'rules-many' }
  const version = drop.rulesVersion + 1
  const since = { version, from: later(now, KNOWN_MS) }
  return {
    kind: 'changed',
    next: { ...drop, rules, rulesVersion: version, rulesSince: [...(drop.rulesSince ?? []), since] },
    changes: [{ what: 'rules', from: String(drop.rulesVersion), to: String(version) }],
  }
}

/** The version under which somebody claimed: the last that held then. The first held from publication on. */
export const rulesAt = ({ rulesSince = [] }: Pick<Drop, 'rulesSince'>, claimedAt: Instant): number =>
  rulesSince.findLast(({ from }) => from <= claimedAt)?.version ?? 1
