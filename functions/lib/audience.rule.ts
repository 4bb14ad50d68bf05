import { isAtOrBelow } from '@gonghui/shared/lib/roles'
import type { Membership } from './caller.ts'

/** An audience as the table keeps it: its orgs by their paths. */
export interface AudienceFacts {
  readonly audiencePaths: readonly string[]
  readonly audience: {
    readonly tags?: readonly string[] | undefined
    readonly joinedBefore?: string | undefined
    readonly onRoster?: boolean | undefined
  }
}

export type AudienceRefusal = 'audience-org' | 'audience-tag' | 'audience-joined' | 'audience-roster'

/** Whether something is for this member; why not, in the order in which it is reported. */
export function audienceRefusal(
  { audiencePaths, audience }: AudienceFacts,
  member: Membership,
): AudienceRefusal | undefined {
  const { tags = [], joinedBefore, onRoster } = audience
  if (!audiencePaths.some((path) => isAtOrBelow(member.orgPath, path))) return 'audience-org'
  if (tags.length > 0 && !tags.some((tag) => member.tags.includes(tag))) return 'audience-tag'
  if (joinedBefore !== undefined && member.joinedAt >= joinedBefore) return 'audience-joined'
  if (onRoster && !member.onRoster) return 'audience-roster'
  return undefined
}
