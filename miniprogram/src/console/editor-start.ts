import type { Grant } from '@gonghui/shared/lib/roles'

type Start<D> = { readonly draft: D } | { readonly org: { readonly orgId: string; readonly name: string } }

/** What an editor begins with, and the union whose people and outlets it offers. */
interface Begun<D> {
  readonly start: Start<D>
  readonly orgId: string
}

/**
 * A draft is its own union's, whichever of one's unions is above it; a new one is of the union that was asked for, or of
 * one's only where none was. Undefined where one has no say there.
 */
export function editorStart<D extends { readonly orgId: string }>(
  grants: readonly Grant[],
  { orgId, draft }: { readonly orgId?: string | undefined; readonly draft?: D | undefined },
): Begun<D> | undefined {
  if (draft) return grants.length > 0 ? { start: { draft }, orgId: draft.orgId } : undefined
  const org = orgId ? grants.find((grant) => grant.orgId === orgId) : grants[0]
  return org && { start: { org: { orgId: org.orgId, name: org.orgName } }, orgId: org.orgId }
}
