import { createOutlet, editOutlet, type ManagedOutlet } from '@gonghui/shared/benefits/outlets'
import { useRef, useState } from 'react'
import { call, newKey } from '../lib/api'
import { saidOf, untilKnown } from '../lib/until-known'
import { blankOutlet, formOfOutlet, type OutletErrors, type OutletForm, readOutletForm } from './outlet-form'

export type SavingOutlet =
  | { readonly kind: 'idle' }
  | { readonly kind: 'sending' }
  | { readonly kind: 'failed'; readonly words: string }

/** A new outlet of a union, or one to be corrected: what was read is named when it is written back. */
export function useOutletForm(
  { orgId, outlet: given }: { readonly orgId: string; readonly outlet?: ManagedOutlet },
  onSaved: (outlet: ManagedOutlet) => void,
) {
  // The form is what was first read, so its revision is too, though the list behind it is read anew.
  const [outlet] = useState(given)
  const [form, setForm] = useState<OutletForm>(() => (outlet ? formOfOutlet(outlet) : blankOutlet))
  const [errors, setErrors] = useState<OutletErrors>({})
  const [saving, setSaving] = useState<SavingOutlet>({ kind: 'idle' })
  // One key for each content: a repeated tap registers no second outlet, a changed form is a new deed.
  const sent = useRef({ content: '', key: '' })

  const save = async () => {
    if (saving.kind === 'sending') return
    const read = readOutletForm(form)
    setErrors(read.ok ? {} : read.errors)
    if (!read.ok) return
    setSaving({ kind: 'sending' })
    const content = JSON.stringify(read.place)
    if (sent.current.content !== content) sent.current = { content, key: newKey() }
    const { key } = sent.current
    const ended = await untilKnown(() =>
      outlet
        ? call(editOutlet, {
            params: { outletId: outlet.outletId },
            body: { revision: outlet.revision, ...read.place },
          })
        : call(createOutlet, { body: { orgId, ...read.place } }, { key }),
    )
    if (ended.kind === 'answer') return onSaved(ended.body)
    setSaving({ kind: 'failed', words: saidOf(ended, '网络没有连上，再点一次不会重复登记') })
  }

  const change = (part: Partial<OutletForm>) => setForm((before) => ({ ...before, ...part }))
  return { form, change, errors, saving, save }
}
