import { listOutlets } from '@gonghui/shared/benefits/outlets'
import { useState } from 'react'
import { useList } from '../lib/use-list'

export type OutletsShown = 'open' | 'closed' | 'all'

/** A union's outlets as they are looked for; the words are sent when they are typed to the end (Enter, or the button). */
export function useOutletList(orgId: string | undefined) {
  const [shown, setShown] = useState<OutletsShown>('open')
  const [text, setText] = useState('')
  const [typed, setTyped] = useState('')
  const query = orgId && {
    orgId,
    ...(shown === 'all' ? {} : { state: shown }),
    ...(text && { text }),
  }
  const list = useList(listOutlets, query || undefined)
  return { list, shown, setShown, text, typed, setTyped, search: () => setText(typed.trim()) }
}
