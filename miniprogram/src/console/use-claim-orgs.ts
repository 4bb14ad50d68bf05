import { getOrgCounts } from '@gonghui/shared/benefits/counts'
import type { AnswerOf } from '@gonghui/shared/lib/contract'
import { useEffect, useRef, useState } from 'react'
import { useList } from '../lib/use-list'
import type { Figures } from './newest-figures'

export type OrgCounts = AnswerOf<typeof getOrgCounts>['body']
export type OrgClaims = OrgCounts['items'][number]

/** Claims by org, one org opened at a time, from the one that gives the drop downwards; read anew as claims come in. */
export function useClaimOrgs(dropId: string, { claimed, asOf }: Figures) {
  const [opened, setOpened] = useState<readonly Pick<OrgClaims, 'orgId' | 'orgName'>[]>([])
  const under = opened.at(-1)?.orgId
  const list = useList(getOrgCounts, under ? { under } : {}, { params: { dropId } })
  const { state, reload } = list
  const body = state.kind === 'ready' ? state.body : undefined

  // They are counted a moment after the board has shown them, a rush later still: asked until they have caught up.
  const last = useRef({ claimed, asOf })
  if (last.current.claimed !== claimed) last.current = { claimed, asOf }
  const isBehind = body !== undefined && body.asOf < last.current.asOf
  // biome-ignore lint/correctness/useExhaustiveDependencies: `asOf` is the beat, not a value used.
  useEffect(() => {
    if (isBehind) void reload()
  }, [isBehind, asOf, reload])

  return {
    counts: body,
    items: [...list.items].sort((a, b) => b.claims - a.claims),
    opened,
    open: (org: OrgClaims) => setOpened((before) => [...before, { orgId: org.orgId, orgName: org.orgName }]),
    backTo: (depth: number) => setOpened((before) => before.slice(0, depth)),
    list,
  }
}
