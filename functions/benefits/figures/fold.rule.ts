import { dayOf, hourOf, type Instant } from '@gonghui/shared/lib/instant'
import { leafOf, type OrgPath, pathsAbove } from '@gonghui/shared/lib/roles'

/**
 * The arithmetic of claim figures. Each bucket has a mark: how many of its places are counted. A step moves the marks
 * of some buckets and adds what lies between to the counts, all in one transaction, so that whatever crashes, the
 * counts are those of the places below the marks.
 */

/** A transaction takes this many items. */
const MOST_ITEMS = 100

/** A granted place as it is counted; the org is unknown of a member who was erased before the row was written. */
export interface Claim {
  readonly orgPath?: OrgPath | undefined
  readonly issuedAt: Instant
}

/** The places of a bucket above its mark, in order. A place that was given to nobody is passed over. */
export interface Unfolded {
  readonly bucket: number
  readonly from: number
  readonly claims: readonly (Claim | 'nobody')[]
}

export interface Tally {
  claims: number
  /** Of these, whose org is this very one. */
  own: number
  /** `2026-06-12T10` → claims in that hour of that day, Asia/Shanghai. */
  readonly hours: Record<string, number>
}

export interface Step {
  /** Of each bucket, from where to where its mark moves. */
  readonly marks: Map<number, { readonly from: number; readonly to: number }>
  readonly all: Tally
  readonly byOrg: Map<OrgPath, Tally>
}

const noTally = (): Tally => ({ claims: 0, own: 0, hours: {} })
const noStep = (): Step => ({ marks: new Map(), all: noTally(), byOrg: new Map() })

export const hourName = (at: Instant): string => `${dayOf(at)}T${String(hourOf(at)).padStart(2, '0')}`

/** Places in their order, as many to a step as its transaction can hold. */
export function stepsOf(unfolded: readonly Unfolded[], mostItems = MOST_ITEMS): Step[] {
  const steps: Step[] = []
  let step = noStep()
  for (const { bucket, from, claims } of unfolded) {
    for (const [i, claim] of claims.entries()) {
      const orgs = claim === 'nobody' || !claim.orgPath ? [] : pathsAbove(claim.orgPath)
      if (itemsWith(step, bucket, orgs) > mostItems) {
        steps.push(step)
        step = noStep()
      }
      const to = from + i + 1
      step.marks.set(bucket, { from: step.marks.get(bucket)?.from ?? to - 1, to })
      if (claim !== 'nobody') add(step, claim, orgs)
    }
  }
  return step.marks.size > 0 ? [...steps, step] : steps
}

function itemsWith({ marks, byOrg }: Step, bucket: number, orgs: readonly OrgPath[]): number {
  const buckets = marks.size + (marks.has(bucket) ? 0 : 1)
  return 1 + buckets + byOrg.size + orgs.filter((path) => !byOrg.has(path)).length
}

/** A claim counts for the org it was made from and for every one above. */
function add({ all, byOrg }: Step, { issuedAt, orgPath }: Claim, orgs: readonly OrgPath[]): void {
  const hour = hourName(issuedAt)
  const count = (tally: Tally, isOwn: boolean) => {
    tally.claims += 1
    tally.own += isOwn ? 1 : 0
    tally.hours[hour] = (tally.hours[hour] ?? 0) + 1
  }
  count(all, orgPath === undefined)
  for (const path of orgs) {
    const tally = byOrg.get(path) ?? noTally()
    byOrg.set(path, tally)
    count(tally, path === orgPath)
  }
}

/** Where the counts of an org lie: among those right below the org above it. */
export const seatOf = (path: OrgPath): { readonly aboveId: string; readonly orgId: string } => {
  const above = pathsAbove(path).at(-2)
  return { aboveId: above === undefined ? 'TOP' : leafOf(above), orgId: leafOf(path) }
}
