import type { Role } from '@gonghui/shared/lib/roles'
import { type Candidate, findCandidate, giveRole } from '@gonghui/shared/membership/role-holders'
import { useState } from 'react'
import { call } from '../lib/api'
import { askedMember, notFoundWords } from '../lib/asked-member'
import { saidOf, untilKnown } from '../lib/until-known'

/** Whom one is about to give a role: nobody yet, somebody who was found, and how the giving goes. */
export type Giving =
  | { readonly kind: 'finding'; readonly busy: boolean; readonly error?: string }
  | { readonly kind: 'found'; readonly who: Candidate; readonly busy: boolean; readonly error?: string }

export function useGiving(orgId: string, onGiven: () => void) {
  const [giving, setGiving] = useState<Giving>({ kind: 'finding', busy: false })
  const find = async (typed: string) => {
    setGiving({ kind: 'finding', busy: true })
    const ended = await call(findCandidate, { body: { orgId, ...askedMember(typed) } })
    if (ended.kind === 'answer') setGiving({ kind: 'found', who: ended.body.candidate, busy: false })
    else setGiving({ kind: 'finding', busy: false, error: notFoundWords(ended) })
  }
  const give = async (role: Role, outletId: string | undefined) => {
    if (giving.kind !== 'found') return
    const { who } = giving
    setGiving({ kind: 'found', who, busy: true })
    const body = { personId: who.personId, role, orgId, ...(outletId ? { outletId } : {}) }
    const ended = await untilKnown(() => call(giveRole, { body }))
    if (ended.kind === 'answer') return onGiven()
    setGiving({ kind: 'found', who, busy: false, error: saidOf(ended) })
  }
  return { giving, find, give, again: () => setGiving({ kind: 'finding', busy: false }) }
}
