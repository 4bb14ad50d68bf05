import { findOnRoster, type RosterEntry, removeFromRoster } from '@gonghui/shared/membership/roster'
import { useState } from 'react'
import { call } from '../lib/api'
import { saidOf, untilKnown } from '../lib/until-known'

type Finding =
  | { readonly kind: 'idle'; readonly error?: string }
  | { readonly kind: 'busy' }
  | { readonly kind: 'found'; readonly items: readonly RosterEntry[] }

/** Digits are a phone, all else is a name. */
const asked = (typed: string) => {
  const plain = typed.normalize('NFKC').replace(/[\s\-()+]/g, '')
  return /^\d+$/.test(plain) ? { phone: plain } : { name: typed.trim() }
}

export function useRosterSearch(orgId: string) {
  const [typed, setTyped] = useState('')
  const [finding, setFinding] = useState<Finding>({ kind: 'idle' })
  const find = async () => {
    setFinding({ kind: 'busy' })
    const ended = await call(findOnRoster, { body: { orgId, ...asked(typed) } })
    if (ended.kind === 'answer') return setFinding({ kind: 'found', items: ended.body.items })
    const invalid = ended.kind === 'refused' && ended.problem.code === 'body-invalid'
    const error = invalid ? '填完整的姓名，或 11 位手机号' : saidOf(ended, '请再试')
    setFinding({ kind: 'idle', error })
  }
  const clear = () => {
    setTyped('')
    setFinding({ kind: 'idle' })
  }
  return { typed, setTyped, finding, find, clear }
}

type Removing = { readonly kind: 'asking'; readonly error?: string } | { readonly kind: 'sending' }

export function useRosterRemoval(orgId: string, { entryId }: RosterEntry, onRemoved: () => void) {
  const [removing, setRemoving] = useState<Removing>({ kind: 'asking' })
  const remove = async (reason: string) => {
    setRemoving({ kind: 'sending' })
    const ended = await untilKnown(() => call(removeFromRoster, { body: { orgId, entryId, reason } }))
    if (ended.kind === 'answer') return onRemoved()
    const error = saidOf(ended, '请再试一次')
    setRemoving({ kind: 'asking', error })
  }
  return { removing, remove }
}
