import type { Instant } from '@gonghui/shared/lib/instant'
import { keyOf } from '../../table/access-patterns.ts'
import { endOfTerm } from '../../table/terms.ts'
import { writeAll } from '../../table/writes.ts'

/** Writes down that somebody looked at these members, before they are shown. */
export async function noteLooks(
  memberIds: readonly string[],
  look: { readonly personId: string; readonly reason: string; readonly at: Instant },
): Promise<void> {
  const { personId, at } = look
  const expiresAt = endOfTerm('a look at a member’s whole name and phone', at)
  await writeAll(
    [...new Set(memberIds)].map((memberId) => ({
      PutRequest: {
        Item: {
          ...keyOf('a look at a member’s whole name and phone', { memberId, at, personId }),
          ...look,
          shown: 'masked',
          expiresAt,
        },
      },
    })),
  )
}
