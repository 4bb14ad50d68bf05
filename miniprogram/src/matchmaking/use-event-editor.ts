import type { Event } from '@gonghui/shared/matchmaking/events'
import { changeEvent, createEvent } from '@gonghui/shared/matchmaking/managed-events'
import Taro from '@tarojs/taro'
import { useRef, useState } from 'react'
import { call, newKey } from '../lib/api'
import { toast } from '../ui/toast'
import { type EventForm, emptyForm, eventIn, type FormErrors, formOf } from './event-form'
import { useDeeds } from './use-deeds'

/** A new event of a union, or one to be changed: what was read is named when it is written back. */
export function useEventEditor(start: { readonly event: Event } | { readonly orgId: string }) {
  // The form is what was first read, so its revision is too: the page reads the event anew whenever it is shown, and
  // neither is what one has typed lost then, nor does it take the place of what somebody else has written since.
  const [event] = useState('event' in start ? start.event : undefined)
  const [form, setForm] = useState<EventForm>(() => ('event' in start ? formOf(start.event) : emptyForm))
  const [errors, setErrors] = useState<FormErrors>({})
  const deed = useDeeds()
  // One key for each content: a repeated tap makes no second event.
  const sent = useRef({ content: '', key: '' })

  const change = (name: keyof EventForm, value: string) => {
    setForm((before) => ({ ...before, [name]: value }))
    setErrors(({ [name]: _, ...others }) => others)
  }

  const save = async () => {
    const typed = eventIn(form)
    setErrors('errors' in typed ? typed.errors : {})
    if ('errors' in typed) return toast('有几项要改一下')
    const { fields } = typed
    if (event) {
      const given = { params: { eventId: event.eventId }, body: { revision: event.revision, fields } }
      return deed.run(
        'save',
        () => call(changeEvent, given),
        () => {
          toast('已保存')
          return Taro.navigateBack()
        },
      )
    }
    const body = { orgId: 'orgId' in start ? start.orgId : '', fields }
    const content = JSON.stringify(body)
    if (sent.current.content !== content) sent.current = { content, key: newKey() }
    return deed.run(
      'save',
      () => call(createEvent, { body }, { key: sent.current.key }),
      (made) => Taro.redirectTo({ url: `/matchmaking/event-desk?eventId=${made.eventId}` }),
    )
  }

  return { event, form, change, errors, deed, save }
}
