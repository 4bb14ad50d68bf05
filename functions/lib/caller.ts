import type { Audience } from '@gonghui/shared/lib/contract'
import type { Grant } from '@gonghui/shared/lib/roles'
import type { Standing } from '@gonghui/shared/lib/standing'

/** A membership as the bearer token tells it, at most 15 minutes old. */
export interface Membership {
  readonly memberId: string
  readonly orgPath: string
  readonly tags: readonly string[]
  readonly joinedAt: string
  /** Their union's roster names them: more than a cadre's word. */
  readonly onRoster?: true
  /** Orgs that the member belonged to before, the oldest first: each until an instant. */
  readonly before?: readonly { readonly orgPath: string; readonly until: string }[]
  /** Absent: in good standing. */
  readonly standing?: Extract<Standing, 'suspended' | 'retired'>
}

export interface Caller {
  readonly personId: string
  readonly sessionId: string
  readonly member?: Membership | undefined
  /** A synthetic member of a rehearsal: the one thing that its token is good for. Nobody real has it. */
  readonly only?: string
}
export interface MemberCaller extends Caller {
  readonly member: Membership
}
/** Holds at least one of the roles the contract names; `grants` are all that the person holds now, read from the table. */
export interface StaffCaller extends Caller {
  readonly grants: readonly Grant[]
}

export type CallerOf<Who extends Audience> = Who extends 'anyone'
  ? Caller | undefined
  : Who extends 'signed-in'
    ? Caller
    : Who extends 'member'
      ? MemberCaller
      : StaffCaller
