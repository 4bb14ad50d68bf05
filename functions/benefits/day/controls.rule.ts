import { EXTENDED_BEFORE_SECONDS } from '@gonghui/shared/benefits/controls'
import type { Change } from '@gonghui/shared/benefits/deeds'
import { epochMsOf, type Instant, SECOND_MS } from '@gonghui/shared/lib/instant'
import { isAtOrBelow } from '@gonghui/shared/lib/roles'
import { type Drop, type StoppedOrg, stateAt } from '../drop/drop.rule.ts'

/** What a control makes of a drop: as it is to be, with what changed; as it is already; or why it cannot be. */
export type Steered<Code extends string = never> =
  | { readonly kind: 'changed'; readonly next: Drop; readonly changes: readonly Change[] }
  | { readonly kind: 'same' }
  | { readonly kind: 'refused'; readonly code: Code }

const SAME = { kind: 'same' } as const
const refused = <Code extends string>(code: Code) => ({ kind: 'refused', code }) as const
const changed = (next: Drop, ...changes: Change[]): Steered =>
  changes.length > 0 ? { kind: 'changed', next, changes } : SAME

/** The header's own condition stands for a row of at most 400 KB, and a list of hundreds is the whole drop. */
const MOST_STOPPED = 50

/**
 * Closing and validity put off. A closing is put off well before it comes: at its instant the repair shuts the buckets,
 * and what is shut opens no more.
 */
export function extended(
  drop: Drop,
  {
    closesAt = drop.closesAt,
    validUntil = drop.validUntil,
  }: { closesAt?: Instant | undefined; validUntil?: Instant | undefined },
  now: Instant,
): Steered<'drop-step-impossible' | 'extension-late' | 'extension-back' | 'extension-past-codes'> {
  const state = stateAt(drop, now)
  // What a lottery draws for, among whom and until when, was told to everybody who entered.
  if (state === 'draft' || state === 'settled' || drop.way === 'lottery')
    return refused('drop-step-impossible')
  if (closesAt === drop.closesAt && validUntil === drop.validUntil) return SAME
  if (now >= drop.validUntil) return refused('drop-step-impossible')
  const isClosed = state === 'closed'
  if (isClosed && closesAt !== drop.closesAt) return refused('drop-step-impossible')
  const leftMs = epochMsOf(drop.closesAt) - epochMsOf(now)
  if (closesAt !== drop.closesAt && leftMs < EXTENDED_BEFORE_SECONDS * SECOND_MS)
    return refused('extension-late')
  if (closesAt < drop.closesAt || validUntil < drop.validUntil) return refused('extension-back')
  if (validUntil > drop.validUntil && drop.codes === 'imported') return refused('extension-past-codes')
  return changed(
    { ...drop, closesAt, validUntil },
    ...(closesAt > drop.closesAt ? [{ what: 'closesAt', from: drop.closesAt, to: closesAt } as const] : []),
    ...(validUntil > drop.validUntil
      ? [{ what: 'validUntil', from: drop.validUntil, to: validUntil } as const]
      : []),
  )
}

/** Whether a drop can still be steered: it is published, and its time is not over. */
const isUnderWay = (drop: Drop, now: Instant): boolean =>
  ['scheduled', 'open', 'paused'].includes(stateAt(drop, now))

/** One org and what is below it stopped; the others go on. */
export function orgStopped(
  drop: Drop,
  org: Omit<StoppedOrg, 'at'>,
  now: Instant,
): Steered<'drop-step-impossible' | 'org-outside-audience' | 'stopped-orgs-many'> {
  const { stoppedOrgs = [] } = drop
  if (!isUnderWay(drop, now)) return refused('drop-step-impossible')
  if (stoppedOrgs.some(({ orgId }) => orgId === org.orgId)) return SAME
  // Somebody of this org may be in the audience: it lies in one of the audience's orgs, or one of those lies in it.
  const concerns = drop.audiencePaths.some(
    (path) => isAtOrBelow(org.path, path) || isAtOrBelow(path, org.path),
  )
  if (!concerns) return refused('org-outside-audience')
  if (stoppedOrgs.length >= MOST_STOPPED) return refused('stopped-orgs-many')
  const next = { ...drop, stoppedOrgs: [...stoppedOrgs, { ...org, at: now }] }
  return changed(next, { what: 'org', to: org.name })
}

export function orgResumed(drop: Drop, orgId: string): Steered {
  const { stoppedOrgs = [] } = drop
  const stopped = stoppedOrgs.find((one) => one.orgId === orgId)
  if (!stopped) return SAME
  const next = { ...drop, stoppedOrgs: stoppedOrgs.filter((one) => one !== stopped) }
  return changed(next, { what: 'org', from: stopped.name })
}

/** A word to everybody who looks at the drop, as long as it is on show; without a text it is taken down. */
export function bannerSet(
  drop: Drop,
  text: string | undefined,
  now: Instant,
): Steered<'drop-step-impossible'> {
  if (stateAt(drop, now) === 'draft') return refused('drop-step-impossible')
  const { banner, ...rest } = drop
  if (banner?.text === text) return SAME
  return changed(
    { ...rest, ...(text === undefined ? {} : { banner: { text, at: now } }) },
    {
      what: 'banner',
      ...(banner ? { from: banner.text } : {}),
      ...(text === undefined ? {} : { to: text }),
    },
  )
}
