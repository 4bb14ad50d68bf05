import { correctMember, type MemberFace } from '@gonghui/shared/membership/members'
import { useState } from 'react'
import { call } from '../lib/api'
import { saidOf, untilKnown } from '../lib/until-known'
import { toast } from '../ui/toast'

export type Correcting =
  | { readonly kind: 'closed' }
  | { readonly kind: 'writing'; readonly error?: string }
  /** Shown beside what it was, to be confirmed. */
  | { readonly kind: 'asking' }
  | { readonly kind: 'sending' }

export interface Line {
  readonly name: string
  readonly phone: string
}

/**
 * A member's right name and phone.
 * @param seen as it was shown; without a phone where the number has passed on.
 */
export function useCorrection(member: MemberFace, seen: Line, onCorrected: () => void) {
  const [state, setState] = useState<Correcting>({ kind: 'closed' })
  const [wanted, setWanted] = useState<Line>(seen)
  const [reason, setReason] = useState('')
  const is = { name: wanted.name.trim(), phone: wanted.phone.trim() }
  const changes = { name: is.name !== seen.name, phone: is.phone !== seen.phone }
  const isWhole = is.name !== '' && (is.phone !== '' || seen.phone === '') && reason.trim() !== ''

  const confirm = async () => {
    setState({ kind: 'sending' })
    const body = { seen, name: is.name, ...(changes.phone ? { phone: is.phone } : {}), reason: reason.trim() }
    const given = { params: { memberId: member.memberId }, body }
    const ended = await untilKnown(() => call(correctMember, given))
    if (ended.kind === 'answer') {
      toast('已更正，会员会收到消息')
      return onCorrected()
    }
    setState({ kind: 'writing', error: saidOf(ended, '再点一次不会重复更正') })
  }
  return {
    ...{ state, wanted: is, changes, reason },
    mayAsk: isWhole && (changes.name || changes.phone),
    typed: wanted,
    write: (typed: Partial<Line>) => setWanted({ ...wanted, ...typed }),
    writeReason: setReason,
    open: () => setState({ kind: 'writing' }),
    ask: () => setState({ kind: 'asking' }),
    confirm,
  }
}
