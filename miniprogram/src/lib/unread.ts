import { countUnread } from '@gonghui/shared/messages/inbox'
import { create } from 'zustand'
import { call } from './api'
import { tokens } from './tokens'

const useStore = create<{ readonly unread: number }>(() => ({ unread: 0 }))

/** How many messages nobody has looked at, as last asked. */
export const useUnread = (): number => useStore().unread

export const setUnread = (unread: number) => useStore.setState({ unread })

/** Asked wherever the number stands; while it is not known, none is told. */
export async function loadUnread(): Promise<void> {
  if (!tokens.now()) return setUnread(0)
  const ended = await call(countUnread, {})
  if (ended.kind === 'answer') setUnread(ended.body.unread)
}
