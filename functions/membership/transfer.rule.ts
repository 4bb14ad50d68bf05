import { DAY_MS, type Instant, later } from '@gonghui/shared/lib/instant'
import { type Grant, holds, type OrgPath } from '@gonghui/shared/lib/roles'
import type { Standing } from '@gonghui/shared/lib/standing'
import {
  type Transfer,
  type TransferDeed,
  type transferAskers,
  transferDeeds,
} from '@gonghui/shared/membership/transfers'

/** So long the other side has to answer. */
export const TRANSFER_LIFE_MS = 30 * DAY_MS

export interface TransferRow {
  readonly transferId: string
  readonly memberId: string
  readonly state: Transfer['state']
  readonly askedBy: (typeof transferAskers)[number]
  /** The person who asked; a cadre's, where a union did. */
  readonly asker: string
  readonly fromOrgId: string
  readonly fromOrgName: string
  readonly fromPath: OrgPath
  readonly toOrgId: string
  readonly toOrgName: string
  readonly toPath: OrgPath
  readonly nameMasked: string
  readonly phoneMasked: string
  readonly reason?: string
  readonly askedAt: Instant
  readonly lapsesAt: Instant
  readonly endedAt?: Instant
  readonly endedBy?: string
  readonly endReason?: string
  /** The member's one before it. */
  readonly earlierId?: string
}

export const lapseOf = (askedAt: Instant): Instant => later(askedAt, TRANSFER_LIFE_MS)

/** One that nobody answered has lapsed by itself: no clock need come by. */
export const stateAt = ({ state, lapsesAt }: TransferRow, now: Instant): Transfer['state'] =>
  state === 'waiting' && now >= lapsesAt ? 'lapsed' : state

/** Who one is in a transfer; a cadre above both unions is both of them. */
export interface Sides {
  readonly member: boolean
  readonly from: boolean
  readonly to: boolean
}

export const sidesOfMember = ({ memberId }: TransferRow, mine: string): Sides => ({
  member: memberId === mine,
  from: false,
  to: false,
})

export const sidesOfCadre = ({ fromPath, toPath }: TransferRow, grants: readonly Grant[]): Sides => ({
  member: false,
  from: holds(grants, 'cadre', fromPath),
  to: holds(grants, 'cadre', toPath),
})

/** Asked by one side, accepted by the other; the member may call off what the own union asked, but the union not the member. */
function mayDo({ askedBy }: TransferRow, deed: TransferDeed, { member, from, to }: Sides): boolean {
  if (deed === 'withdraw') return askedBy === 'member' ? member : askedBy === 'from' ? member || from : to
  return askedBy === 'to' ? member || from : to
}

/** What is one's to do with a transfer now. */
export const openTo = (row: TransferRow, sides: Sides, now: Instant): TransferDeed[] =>
  stateAt(row, now) === 'waiting' ? transferDeeds.filter((deed) => mayDo(row, deed, sides)) : []

const ENDS = { accept: 'accepted', decline: 'declined', withdraw: 'withdrawn' } as const

export const endOf = (deed: TransferDeed) => ENDS[deed]

/** `again`: it has ended so already, as after a lost reply. */
export function meetAnswer(
  row: TransferRow,
  deed: TransferDeed,
  sides: Sides,
  now: Instant,
): 'do' | 'again' | 'transfer-not-yours' | 'transfer-over' {
  if (!mayDo(row, deed, sides)) return 'transfer-not-yours'
  const state = stateAt(row, now)
  if (state === 'waiting') return 'do'
  return state === endOf(deed) ? 'again' : 'transfer-over'
}

export interface Asking {
  readonly askedBy: TransferRow['askedBy']
  readonly memberOrgId: string
  readonly standing: Standing
  readonly to: { readonly orgId: string; readonly isOpen: boolean }
  /** The member's latest transfer. */
  readonly latest: TransferRow | undefined
}

/** Whether a transfer may be asked for; the same one, waiting already, is told again. */
export function meetAsking(
  { askedBy, memberOrgId, standing, to, latest }: Asking,
  now: Instant,
): 'do' | 'again' | 'org-closed' | 'member-not-active' | 'transfer-same-org' | 'transfer-waiting' {
  const waiting = latest && stateAt(latest, now) === 'waiting' ? latest : undefined
  if (waiting?.askedBy === askedBy && waiting.toOrgId === to.orgId) return 'again'
  if (!to.isOpen) return 'org-closed'
  if (standing !== 'active') return 'member-not-active'
  if (memberOrgId === to.orgId) return 'transfer-same-org'
  return waiting ? 'transfer-waiting' : 'do'
}

export const shownTransfer = (row: TransferRow, now: Instant): Transfer => {
  const state = stateAt(row, now)
  const endedAt = state === 'lapsed' ? row.lapsesAt : row.endedAt
  return {
    transferId: row.transferId,
    state,
    askedBy: row.askedBy,
    fromOrgId: row.fromOrgId,
    fromOrgName: row.fromOrgName,
    toOrgId: row.toOrgId,
    toOrgName: row.toOrgName,
    askedAt: row.askedAt,
    lapsesAt: row.lapsesAt,
    ...(row.reason === undefined ? {} : { reason: row.reason }),
    ...(endedAt === undefined ? {} : { endedAt }),
    ...(row.endReason === undefined ? {} : { endReason: row.endReason }),
  }
}
