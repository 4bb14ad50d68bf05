import type { ProblemDocument } from '@gonghui/shared/lib/problems'
import { type CheckIn, checkInMember } from '@gonghui/shared/membership/check-ins'
import { type Verified, verifyMemberCode } from '@gonghui/shared/membership/member-codes'
import { useState } from 'react'
import { call, newKey } from '../lib/api'
import { memberShownIn } from '../lib/scanned'
import { untilKnown } from '../lib/until-known'

/** What the desk shows: one person at a time. */
export type Desk =
  | { readonly kind: 'ready' }
  | { readonly kind: 'looking' }
  | {
      readonly kind: 'ticked'
      readonly outcome: 'first' | 'already'
      readonly checkIn: CheckIn
      readonly late: boolean
    }
  | { readonly kind: 'verified'; readonly verified: Verified }
  | { readonly kind: 'refused'; readonly problem: ProblemDocument }
  /** No answer came; the same key makes the next try the same deed. */
  | { readonly kind: 'unsure'; readonly text: string; readonly key: string }

/** Ticks people off on a list. */
export function useCheckIn(listId: string, onTicked: () => void) {
  const [desk, setDesk] = useState<Desk>({ kind: 'ready' })
  const send = async (text: string, key: string) => {
    if (desk.kind === 'looking') return
    setDesk({ kind: 'looking' })
    const body = memberShownIn(text)
    const ended = await untilKnown(() => call(checkInMember, { params: { listId }, body }, { key }), {
      tries: 3,
    })
    if (ended.kind === 'refused') return setDesk({ kind: 'refused', problem: ended.problem })
    if (ended.kind !== 'answer') return setDesk({ kind: 'unsure', text, key })
    const { outcome, checkIn, late } = ended.body
    setDesk({ kind: 'ticked', outcome, checkIn, late })
    onTicked()
  }
  return {
    desk,
    look: (text: string) => send(text, newKey()),
    again: () => (desk.kind === 'unsure' ? send(desk.text, desk.key) : undefined),
  }
}

/** Only says who it is, and whether a member at all. */
export function useVerify(orgId: string | undefined) {
  const [desk, setDesk] = useState<Desk>({ kind: 'ready' })
  const look = async (text: string) => {
    if (!orgId || desk.kind === 'looking') return
    setDesk({ kind: 'looking' })
    const ended = await untilKnown(
      () => call(verifyMemberCode, { body: { orgId, ...memberShownIn(text) } }),
      { tries: 2 },
    )
    if (ended.kind === 'answer') setDesk({ kind: 'verified', verified: ended.body.verified })
    else if (ended.kind === 'refused') setDesk({ kind: 'refused', problem: ended.problem })
    else setDesk({ kind: 'unsure', text, key: '' })
  }
  return { desk, look, again: () => (desk.kind === 'unsure' ? look(desk.text) : undefined) }
}
