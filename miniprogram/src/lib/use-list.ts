import type { Call, Outcome } from '@gonghui/shared/lib/client'
import type { AnswerOf, Contract } from '@gonghui/shared/lib/contract'
import { useCallback, useEffect, useState } from 'react'
import { call } from './api'
import { type Answer, useAnswer } from './use-answer'

type ItemOf<C extends Contract> = AnswerOf<C>['body'] extends { items: (infer I)[] } ? I : never
interface Listed<I> {
  readonly items: readonly I[]
  readonly cursor?: string | undefined
}

/** A list that comes in pages: the first as any answer, the rest behind it when one asks for more. */
export function useList<C extends Contract>(
  to: C,
  query: Record<string, string | undefined> | undefined,
  options: { readonly keepAs?: string; readonly params?: Readonly<Record<string, string>> } = {},
) {
  const { params } = options
  const given = query && ({ query, ...(params && { params }) } as Call<C>)
  const { answer, reload } = useAnswer(to, given, options)
  const first = answer as Answer<Listed<ItemOf<C>> & AnswerOf<C>['body']>
  const [rest, setRest] = useState<Listed<ItemOf<C>>>()
  const [more, setMore] = useState<'idle' | 'loading' | 'failed'>('idle')
  const start = first.kind === 'ready' ? first.body : undefined

  // A new first page begins the list anew.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `start` is the signal, not a value used.
  useEffect(() => setRest(undefined), [start])

  const cursor = rest ? rest.cursor : start?.cursor
  const loadMore = useCallback(async () => {
    if (!cursor || more === 'loading') return
    setMore('loading')
    const ended = (await call(to, {
      query: { ...query, cursor },
      ...(params && { params }),
    } as Call<C>)) as Outcome<C>
    if (ended.kind !== 'answer') return setMore('failed')
    const page = ended.body as Listed<ItemOf<C>>
    setRest((before) => ({ items: [...(before?.items ?? []), ...page.items], cursor: page.cursor }))
    setMore('idle')
  }, [to, query, params, cursor, more])

  const items = start ? [...start.items, ...(rest?.items ?? [])] : []
  return { state: first, items, hasMore: Boolean(cursor), more, loadMore, reload }
}
