import { createDrop, editDrop, type ManagedDrop } from '@gonghui/shared/benefits/drops'
import type { ProblemDocument } from '@gonghui/shared/lib/problems'
import Taro from '@tarojs/taro'
import { useRef, useState } from 'react'
import { call, newKey } from '../lib/api'
import { untilKnown } from '../lib/until-known'
import { toast } from '../ui/toast'
import { blankForm, type EditorErrors, type EditorForm, errorsBy, formOf, readForm } from './editor-form'

export type Saving =
  | { readonly kind: 'idle' }
  | { readonly kind: 'sending' }
  | { readonly kind: 'refused'; readonly problem: Pick<ProblemDocument, 'code' | 'title' | 'next'> }
  | { readonly kind: 'unknown' }

/** A new drop of a union, or a draft to be changed: what was read is named when it is written back. */
export function useEditor(
  start: { readonly draft: ManagedDrop } | { readonly org: { orgId: string; name: string } },
) {
  // The form is what was first read, so its revision is too: the page reads the draft anew whenever it is shown, and with
  // a newer revision the old words would take the place of what somebody else has written since.
  const [draft] = useState('draft' in start ? start.draft : undefined)
  const [form, setForm] = useState<EditorForm>(() =>
    'draft' in start ? formOf(start.draft) : blankForm(start.org),
  )
  const [errors, setErrors] = useState<EditorErrors>({})
  const [saving, setSaving] = useState<Saving>({ kind: 'idle' })
  // One key for each content: a repeated tap makes no second drop, a changed form is a new deed.
  const sent = useRef({ content: '', key: '' })

  const change = (part: Partial<EditorForm>) => setForm((before) => ({ ...before, ...part }))

  const save = async () => {
    if (saving.kind === 'sending') return
    const read = readForm(form)
    if (!read.ok) {
      setErrors(read.errors)
      return toast('有几处要改，见红字')
    }
    setErrors({})
    setSaving({ kind: 'sending' })
    const content = JSON.stringify(read.plan)
    if (sent.current.content !== content) sent.current = { content, key: newKey() }
    const ended = await untilKnown(() =>
      draft
        ? call(editDrop, {
            params: { dropId: draft.dropId },
            body: { revision: draft.revision, plan: read.plan },
          })
        : call(createDrop, { body: read.plan }, { key: sent.current.key }),
    )
    if (ended.kind === 'answer') {
      toast('草稿已保存')
      if (draft) return Taro.navigateBack()
      return Taro.redirectTo({ url: `/console/drop?dropId=${ended.body.dropId}` })
    }
    if (ended.kind !== 'refused') return setSaving({ kind: 'unknown' })
    setErrors(errorsBy(ended.problem.fields ?? []))
    setSaving({ kind: 'refused', problem: ended.problem })
  }

  return { form, change, errors, saving, save }
}
export type Editor = ReturnType<typeof useEditor>
