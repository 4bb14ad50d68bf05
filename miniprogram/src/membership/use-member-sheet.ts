import { inOrder, type Tag } from '@gonghui/shared/lib/tags'
import { type MemberFace, setTags, unmaskMember } from '@gonghui/shared/membership/members'
import { useState } from 'react'
import { call } from '../lib/api'
import { saidOf, untilKnown } from '../lib/until-known'

/** The whole name and phone, once they were asked for. */
export type Whole =
  | { readonly kind: 'masked'; readonly error?: string }
  | { readonly kind: 'asking' }
  | { readonly kind: 'shown'; readonly name: string; readonly phone: string }

export type Saving = { readonly kind: 'idle'; readonly error?: string } | { readonly kind: 'sending' }

/** One member at a cadre's desk: tags to be changed, the whole name for a reason. */
export function useMemberSheet(member: MemberFace, onSaved: (member: MemberFace) => void) {
  const [chosen, choose] = useState<readonly Tag[]>(inOrder(member.tags))
  const [saving, setSaving] = useState<Saving>({ kind: 'idle' })
  const [whole, setWhole] = useState<Whole>({ kind: 'masked' })
  const params = { memberId: member.memberId }

  const save = async () => {
    setSaving({ kind: 'sending' })
    const body = { seen: member.tags, tags: [...chosen] }
    const ended = await untilKnown(() => call(setTags, { params, body }))
    setSaving({ kind: 'idle' })
    if (ended.kind === 'answer') return onSaved(ended.body.member)
    const error = saidOf(ended, '再点一次不会重复保存')
    setSaving({ kind: 'idle', error })
  }

  const unmask = async (reason: string) => {
    setWhole({ kind: 'asking' })
    const ended = await call(unmaskMember, { params, body: { reason } })
    if (ended.kind === 'answer') return setWhole({ kind: 'shown', ...ended.body })
    setWhole({
      kind: 'masked',
      error: saidOf(ended, '请再试'),
    })
  }

  return { chosen, choose, saving, save, whole, unmask }
}
