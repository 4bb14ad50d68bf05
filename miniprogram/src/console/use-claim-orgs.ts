import { getOrgCounts } from '@gonghui/shared/benefits/counts'
import type { AnswerOf } from '@gonghui/shared/lib/contract'
import { useCallback, useEffect, useRef, useState } from 'react'
import { call } from '../lib/api'
import { useAnswer } from '../lib/use-answer'
import type { Figures } from './drop-figures'

export type OrgCounts = AnswerOf<typeof getOrgCounts>['body']
export type OrgClaims = OrgCounts['items'][number]

/** Claims by org, one org opened at a time, from the one that gives the drop downwards; read anew as claims come in. */
export function useClaimOrgs(dropId: string, { claimed, asOf }: Figures) {
  const [opened, setOpened] = useState<readonly Pick<OrgClaims, 'orgId' | 'orgName'>[]>([])
  const under = opened.at(-1)?.orgId
  const query = under ? { under } : {}
  const { answer, reload } = useAnswer(getOrgCounts, { params: { dropId }, query })
  const body = answer.kind === 'ready' ? answer.body : undefined
  const [rest, setRest] = useState<{
    readonly items: readonly OrgClaims[]
    readonly cursor?: string | undefined
  }>()

  // They are counted a moment after the board has shown them, a rush later still: asked until they have caught up.
  const last = useRef({ claimed, asOf })
  if (last.current.claimed !== claimed) last.current = { claimed, asOf }
  const isBehind = body !== undefined && body.asOf < last.current.asOf
  // biome-ignore lint/correctness/useExhaustiveDependencies: `asOf` is the beat, not a value used.
  useEffect(() => {
    if (isBehind) void reload()
  }, [isBehind, asOf, reload])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another org begins its own list.
  useEffect(() => setRest(undefined), [under])

  const cursor = rest ? rest.cursor : body?.cursor
  const more = useCallback(async () => {
    if (!cursor) return
    const ended = await call(getOrgCounts, {
      params: { dropId },
      query: { ...(under ? { under } : {}), cursor },
    })
    if (ended.kind !== 'answer') return
    const { items, cursor: next } = ended.body
    setRest((before) => ({ items: [...(before?.items ?? []), ...items], cursor: next }))
  }, [cursor, dropId, under])

  return {
    counts: body,
    items: [...(body?.items ?? []), ...(rest?.items ?? [])].sort((a, b) => b.claims - a.claims),
    opened,
    open: (org: OrgClaims) => setOpened((before) => [...before, { orgId: org.orgId, orgName: org.orgName }]),
    backTo: (depth: number) => setOpened((before) => before.slice(0, depth)),
    more: cursor ? more : undefined,
  }
}
