import { keyOf } from '../table/access-patterns.ts'
import { read } from '../table/reads.ts'

/**
 * What may be shown of a member to somebody at a counter. The member row carries these beside the sealed name and
 * phone, so that nobody unseals them only to mask them again.
 */
export interface MemberFace {
  readonly memberId: string
  readonly nameMasked: string
  readonly phoneMasked: string
  readonly orgId: string
  readonly orgPath: string
  readonly orgName: string
}

export const readMemberFace = (memberId: string): Promise<MemberFace | undefined> =>
  read<MemberFace>(keyOf('a member', { memberId }), { strong: false })
