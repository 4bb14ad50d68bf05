import type { AnswerOf, Contract } from '@gonghui/shared/lib/contract'
import { useDidShow } from '@tarojs/taro'
import { useCallback, useEffect, useRef, useState } from 'react'
import { storage } from '../lib/storage'
import { refusalWords } from '../lib/until-known'
import { sayInFull, toast } from '../ui/toast'
import { type Box, empty, put } from './outbox'

interface Ways<T, C extends Contract> extends Pick<Box<T, C>, 'send' | 'idOf'> {
  readonly onTaken: (last: AnswerOf<C>['body']) => void
  /** What is said when so many were taken. */
  readonly said: (taken: number) => string
}

/** What waits on this phone under a name. It is sent whenever the page is shown. @param key undefined: nobody is signed in. */
export function useOutbox<T, C extends Contract>(key: string | undefined, ways: Ways<T, C>) {
  const [kept, setKept] = useState<readonly T[]>([])
  const running = useRef<Promise<boolean>>(undefined)
  const box: Box<T, C> = {
    ...ways,
    read: () => (key && storage.read<T[]>(key)) || [],
    write: (next) => {
      if (key) storage.write(key, next)
      setKept(next)
    },
  }
  const latest = useRef({ box, ways })
  latest.current = { box, ways }

  /** One at a time, each after the one before: what is put in meanwhile is sent by its own. */
  const flush = useCallback((): Promise<boolean> => {
    const run = async (): Promise<boolean> => {
      const { taken, refused, left, last } = await empty(latest.current.box)
      if (last) latest.current.ways.onTaken(last)
      const [no] = refused
      if (no) sayInFull(refusalWords(no.problem))
      else if (left > 0) toast('没有网络，先记在手机里，连上后自动补交')
      else if (taken.length > 0) toast(latest.current.ways.said(taken.length))
      return refused.length === 0
    }
    const next = (running.current ?? Promise.resolve(true)).then(run)
    running.current = next
    return next
  }, [])

  const resend = useCallback(() => {
    const waiting = latest.current.box.read()
    setKept(waiting)
    if (key && waiting.length > 0) void flush()
  }, [flush, key])
  useEffect(resend, [resend])
  useDidShow(resend)
  const send = (one: T) => {
    put(box, one)
    return flush()
  }
  return { kept, send }
}
