import type { Call, Outcome } from '@gonghui/shared/lib/client'
import type { AnswerOf, Contract } from '@gonghui/shared/lib/contract'
import { useEffect, useRef, useState } from 'react'
import { call } from './api'
import { type Answer, questionOf, useAnswer } from './use-answer'

type ItemOf<C extends Contract> = AnswerOf<C>['body'] extends { items: (infer I)[] } ? I : never
interface Listed<I> {
  readonly items: readonly I[]
  readonly cursor?: string | undefined
}

/** The pages behind the first, and of which list they are. */
interface Behind<I> {
  readonly of: string
  readonly pages: readonly Listed<I>[]
  readonly more: 'idle' | 'loading' | 'failed'
}

/**
 * A list that comes in pages: the first as any answer, the rest behind it when one asks for more. When the first is
 * read anew, so are those behind it, as many as there were: one who comes back finds the place where they were, and a
 * row that a deed took away is gone from there too.
 */
export function useList<C extends Contract>(
  to: C,
  query: Record<string, string | undefined> | undefined,
  options: { readonly keepAs?: string; readonly params?: Readonly<Record<string, string>> } = {},
) {
  const { params } = options
  const given = query && ({ query, ...(params && { params }) } as Call<C>)
  const { answer, reload } = useAnswer(to, given, options)
  const first = answer as Answer<Listed<ItemOf<C>> & AnswerOf<C>['body']>
  const start = first.kind === 'ready' ? first.body : undefined
  const question = questionOf(to, given)
  const none: Behind<ItemOf<C>> = { of: question, pages: [], more: 'idle' }
  const [held, setHeld] = useState(none)
  const behind = held.of === question ? held : none
  const last = behind.pages.at(-1) ?? start
  // Pages that come for another list, or for one that is being read anew, are dropped.
  const turn = useRef(0)

  const readFrom = async (before: readonly Listed<ItemOf<C>>[], from: string, count: number) => {
    turn.current += 1
    const mine = turn.current
    const hold = (next: Pick<Behind<ItemOf<C>>, 'pages' | 'more'>) => setHeld({ of: question, ...next })
    hold({ pages: behind.pages, more: 'loading' })
    const pages = [...before]
    for (
      let cursor: string | undefined = from;
      cursor && pages.length < count;
      cursor = pages.at(-1)?.cursor
    ) {
      const asked = { query: { ...query, cursor }, ...(params && { params }) } as Call<C>
      const ended = (await call(to, asked)) as Outcome<C>
      if (mine !== turn.current) return
      if (ended.kind !== 'answer') return hold({ pages: behind.pages, more: 'failed' })
      pages.push(ended.body as Listed<ItemOf<C>>)
    }
    hold({ pages, more: 'idle' })
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: another question, or a newly read first page, is the signal.
  useEffect(() => {
    turn.current += 1
    if (start?.cursor && behind.pages.length > 0) void readFrom([], start.cursor, behind.pages.length)
    else if (start) setHeld(none)
  }, [question, start])

  const loadMore = async () => {
    if (last?.cursor && behind.more !== 'loading')
      await readFrom(behind.pages, last.cursor, behind.pages.length + 1)
  }

  const items = start ? [start, ...behind.pages].flatMap((page) => page.items) : []
  return { state: first, items, hasMore: Boolean(last?.cursor), more: behind.more, loadMore, reload }
}
