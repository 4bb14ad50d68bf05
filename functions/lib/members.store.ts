import type { Standing } from '@gonghui/shared/lib/standing'
import { keyOf } from '../table/access-patterns.ts'
import { read, readAll } from '../table/reads.ts'
import { lookupHash, unseal } from './secrets.ts'

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
  /** Absent: in good standing. */
  readonly standing?: Standing
}

export const readMemberFace = (memberId: string): Promise<MemberFace | undefined> =>
  read<MemberFace>(keyOf('a member', { memberId }), { strong: false })

/** Who has a membership now; undefined where it is erased. */
export const readMemberPerson = async (memberId: string): Promise<string | undefined> =>
  (await read<{ personId: string }>(keyOf('a member', { memberId }), { strong: false }))?.personId

/** The membership of a person that ended, and was not taken up again. */
export const readFormerMemberId = async (personId: string): Promise<string | undefined> =>
  (await read<{ formerMemberId?: string }>(keyOf('a person', { personId })))?.formerMemberId

/** By id; who is gone is left out. */
export async function readMemberFaces(memberIds: readonly string[]): Promise<Map<string, MemberFace>> {
  const keys = [...new Set(memberIds)].map((memberId) => keyOf('a member', { memberId }))
  return new Map((await readAll<MemberFace>(keys)).map((face) => [face.memberId, face]))
}

export const phoneHashOf = (phone: string): string => lookupHash('phone', phone)

export const readPhoneHolder = (phoneHash: string): Promise<{ memberId: string } | undefined> =>
  read<{ memberId: string }>(keyOf('the member with a phone', { phoneHash }))

/** A member with name and phone whole: for deeds that need them, each of which says in its own log that it took them. */
export interface WholeMember extends MemberFace {
  readonly name: string
  readonly phone: string
}

export async function readWholeMember(memberId: string): Promise<WholeMember | undefined> {
  const row = await read<MemberFace & { readonly nameSealed: string; readonly phoneSealed: string }>(
    keyOf('a member', { memberId }),
  )
  return (
    row && {
      ...row,
      name: unseal(row.nameSealed, `${memberId}/name`),
      phone: unseal(row.phoneSealed, `${memberId}/phone`),
    }
  )
}
