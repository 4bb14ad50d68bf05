import type { Org } from '@gonghui/shared/lib/org'
import {
  closeOrg,
  createOrg,
  type ManagedOrg,
  mergeOrg,
  moveOrg,
  renameOrg,
} from '@gonghui/shared/membership/org-tree'
import { useRef, useState } from 'react'
import { call, newKey } from '../lib/api'
import { saidOf, untilKnown } from '../lib/until-known'

/** What is to be done to an org, as it is filled in. */
export type Change =
  | { readonly kind: 'create'; readonly name: string; readonly level: Org['level'] }
  | { readonly kind: 'rename'; readonly name: string }
  | { readonly kind: 'move' | 'merge'; readonly to: { readonly orgId: string; readonly name: string } }
  | { readonly kind: 'close' }

export type Sending = { readonly kind: 'idle'; readonly error?: string } | { readonly kind: 'sending' }

/** Every change names the revision it was made on, so one that is sent twice is done once. */
export function useOrgChange(org: ManagedOrg, onDone: () => void) {
  const [sending, setSending] = useState<Sending>({ kind: 'idle' })
  const sent = useRef({ content: '', key: '' })
  const params = { orgId: org.orgId }
  const { revision } = org

  const ask = (change: Change) => {
    switch (change.kind) {
      case 'create': {
        const body = { aboveId: org.orgId, name: change.name, level: change.level }
        const content = JSON.stringify(body)
        if (sent.current.content !== content) sent.current = { content, key: newKey() }
        return untilKnown(() => call(createOrg, { body }, { key: sent.current.key }))
      }
      case 'rename':
        return untilKnown(() => call(renameOrg, { params, body: { revision, name: change.name } }))
      case 'move':
        return untilKnown(() => call(moveOrg, { params, body: { revision, aboveId: change.to.orgId } }))
      case 'merge':
        return untilKnown(() => call(mergeOrg, { params, body: { revision, intoId: change.to.orgId } }))
      case 'close':
        return untilKnown(() => call(closeOrg, { params, body: { revision } }))
    }
  }

  const send = async (change: Change) => {
    setSending({ kind: 'sending' })
    const ended = await ask(change)
    setSending({ kind: 'idle' })
    if (ended.kind === 'answer') return onDone()
    const error = saidOf(ended, '再点一次不会重复办理')
    setSending({ kind: 'idle', error })
  }

  return { sending, send }
}
