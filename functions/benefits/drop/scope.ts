import { holds, type Role } from '@gonghui/shared/lib/roles'
import type { StaffCaller } from '../../lib/caller.ts'
import { refuse } from '../../lib/server.ts'
import type { Drop } from './drop.rule.ts'
import { readDrop } from './drop.store.ts'

/** Whether the caller holds one of these roles over a place in the tree. */
export const within = (caller: StaffCaller, roles: readonly Role[], orgPath: string): boolean =>
  roles.some((role) => holds(caller.grants, role, orgPath))

/**
 * The drop that somebody works on, if it is theirs to work on. Who holds the role elsewhere learns only that it is
 * not theirs; who asks for one that is not there, that it is unknown.
 */
export async function dropWithin(
  caller: StaffCaller,
  roles: readonly Role[],
  dropId: string,
): Promise<{ readonly drop: Drop } | ReturnType<typeof refuse<'drop-unknown' | 'org-out-of-scope'>>> {
  const drop = await readDrop(dropId)
  if (!drop) return refuse('drop-unknown')
  return within(caller, roles, drop.orgPath) ? { drop } : refuse('org-out-of-scope')
}
