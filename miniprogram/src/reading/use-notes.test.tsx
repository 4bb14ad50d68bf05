import { beforeEach, expect, test, vi } from 'vitest'
import { act, runHook } from '../../test/test-hook'
import { ok, refusal, signedInPhone } from '../../test/test-product'
import { answerWith } from '../../test/test-taro'
import { useNotes } from './use-notes'

beforeEach(signedInPhone)

test('what one liked stands until the list is read anew, and no longer', async () => {
  const listed = { liked: false, likes: 2 }
  answerWith(({ method }) =>
    method === 'GET' ? ok({ items: [{ noteId: 'not_1', ...listed }] }) : ok({ liked: true, likes: 3 }),
  )
  const hook = await runHook(() => useNotes('cmp_1'))
  const first = () => hook.now().items[0]
  const like = async () => {
    const note = first()
    if (note) await hook.now().like(note)
  }
  await vi.waitFor(() => expect(first()).toMatchObject({ liked: false, likes: 2 }))
  await act(like)
  expect(first()).toMatchObject({ liked: true, likes: 3 })
  // Nothing was read, so nothing is known better.
  answerWith(() => refusal(500))
  await act(() => hook.now().list.reload())
  expect(first()).toMatchObject({ liked: true, likes: 3 })
  // On another device it was taken back, and two others liked it.
  answerWith(() => ok({ items: [{ noteId: 'not_1', liked: false, likes: 4 }] }))
  await act(() => hook.now().list.reload())
  expect(first()).toMatchObject({ liked: false, likes: 4 })
  await hook.leave()
})
