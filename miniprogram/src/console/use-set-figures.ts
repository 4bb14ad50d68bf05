import { type DropFigures, getFigures } from '@gonghui/shared/benefits/figures'
import { useCallback, useEffect, useRef, useState } from 'react'
import { call } from '../lib/api'
import { refusalWords, untilKnown } from '../lib/until-known'

export type SetFigures =
  | { readonly kind: 'loading'; readonly read: number; readonly of: number }
  | { readonly kind: 'offline' }
  | { readonly kind: 'refused'; readonly words: string }
  | { readonly kind: 'ready'; readonly drops: readonly DropFigures[] }

/** The figures of each drop of a set, in its order; one after another, for a set is small and a board is no crowd. */
export function useSetFigures(dropIds: readonly string[]) {
  const [figures, setFigures] = useState<SetFigures>({ kind: 'loading', read: 0, of: dropIds.length })
  const asked = useRef(0)
  const named = dropIds.join(' ')
  const load = useCallback(async () => {
    const mine = ++asked.current
    const tell = (state: SetFigures) => {
      if (mine === asked.current) setFigures(state)
    }
    const ids = named.split(' ')
    const drops: DropFigures[] = []
    for (const dropId of ids) {
      tell({ kind: 'loading', read: drops.length, of: ids.length })
      const ended = await untilKnown(() => call(getFigures, { params: { dropId } }))
      if (mine !== asked.current) return
      if (ended.kind === 'refused') return tell({ kind: 'refused', words: refusalWords(ended.problem) })
      if (ended.kind !== 'answer') return tell({ kind: 'offline' })
      drops.push(ended.body)
    }
    tell({ kind: 'ready', drops })
  }, [named])
  useEffect(() => {
    void load()
    return () => {
      asked.current++
    }
  }, [load])
  return { figures, reload: load }
}
