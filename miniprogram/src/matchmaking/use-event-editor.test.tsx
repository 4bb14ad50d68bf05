import type { Event } from '@gonghui/shared/matchmaking/events'
import { useState } from 'react'
import { expect, test } from 'vitest'
import { act, runHook } from '../../test/test-hook'
import { refusal, signedInPhone } from '../../test/test-product'
import { answerWith } from '../../test/test-taro'
import { useEventEditor } from './use-event-editor'

const event = {
  eventId: 'evt_1',
  title: '七夕相亲会',
  venue: '市民中心一楼',
  about: '',
  startsAt: '2026-08-19T11:00:00.000Z',
  endsAt: '2026-08-19T13:00:00.000Z',
  signUpFrom: '2026-08-01T02:00:00.000Z',
  signUpUntil: '2026-08-17T10:00:00.000Z',
  places: { female: 20, male: 20 },
  feeFen: 0,
  tables: 20,
  rounds: 10,
  roundMinutes: 8,
} as unknown as Event

/** An editor whose page reads the event anew, as it does whenever it is shown. */
const useReread = () => {
  const [revision, reread] = useState(1)
  return { editor: useEventEditor({ event: { ...event, revision } }), reread }
}

test('what is typed stays when a newer event is read, and is written back over the one that it was filled from', async () => {
  signedInPhone()
  const saved: unknown[] = []
  answerWith(({ data = '' }) => {
    saved.push(JSON.parse(data))
    return refusal(409, 'event-changed')
  })
  const hook = await runHook(useReread)
  await act(async () => hook.now().editor.change('title', '中秋相亲会'))
  await act(async () => hook.now().reread(2))
  expect(hook.now().editor.form.title).toBe('中秋相亲会')
  await act(async () => void (await hook.now().editor.save()))
  expect(saved).toMatchObject([{ revision: 1, fields: { title: '中秋相亲会' } }])
  expect(hook.now().editor.deed.failureOf('save')).toBeDefined()
  await hook.leave()
})
