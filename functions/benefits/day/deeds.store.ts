import type { Deed } from '@gonghui/shared/benefits/deeds'
import { leafOf } from '@gonghui/shared/lib/roles'
import type { StaffCaller } from '../../lib/caller.ts'
import { newId } from '../../lib/ids.ts'
import { readMemberFace } from '../../lib/members.store.ts'
import { keyOf, rangeOf } from '../../table/access-patterns.ts'
import { TABLE } from '../../table/database.ts'
import { readPage } from '../../table/reads.ts'
import type { Drop } from '../drop/drop.rule.ts'

/** A deed as it is kept: with the person behind the masked name, for the audit. */
export interface DeedRow extends Deed {
  readonly dropId: string
  readonly by: string
}

type Said = Pick<Deed, 'deed' | 'changes'> & { readonly reason?: string }

/** Somebody's deed on a drop, as they stand at that moment: a name that is erased later is not asked for again. */
export async function deedOf(
  { dropId, orgPath }: Pick<Drop, 'dropId' | 'orgPath'>,
  { personId, member, grants }: StaffCaller,
  said: Said,
  at: string,
): Promise<DeedRow> {
  const face = member && (await readMemberFace(member.memberId))
  const held = grants.find((grant) => `/${orgPath}/`.includes(`/${leafOf(grant.orgPath)}/`))
  return {
    deedId: newId('deed', at),
    dropId,
    at,
    by: personId,
    ...(face ? { byMasked: face.nameMasked } : {}),
    byOrg: held?.orgName ?? '',
    ...said,
  }
}

/** To be written in the transaction that does the deed. Nothing here changes or removes one. */
export const noted = (deed: DeedRow) => ({
  Put: {
    TableName: TABLE,
    Item: { ...keyOf('a deed on a drop', { dropId: deed.dropId, deedId: deed.deedId }), ...deed },
    ConditionExpression: 'attribute_not_exists(pk)',
  },
})

export const deedsOn = (dropId: string) => rangeOf('a deed on a drop', { dropId })

/** A drop's deeds, newest first. */
export const readDeeds = (range: ReturnType<typeof deedsOn>, limit: number, after: string | undefined) =>
  readPage<DeedRow>(range, { limit, after, newestFirst: true, strong: true })
