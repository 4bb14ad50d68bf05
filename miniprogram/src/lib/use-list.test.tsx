import { listVouchers } from '@gonghui/shared/benefits/vouchers'
import { useState } from 'react'
import { beforeEach, expect, test, vi } from 'vitest'
import { act, runHook } from '../../test/test-hook'
import { ok, signedInPhone } from '../../test/test-product'
import { answerWith, hidePage, type Sent, showPage } from '../../test/test-taro'
import { useList } from './use-list'

type Tab = 'ready' | 'used'
let rows: Record<Tab, string[]>
const PAGE = 2

/** Two rows a page; the cursor is where the next one begins. */
function pageOf({ url }: Sent) {
  const asked = new URL(url).searchParams
  const from = Number(asked.get('cursor') ?? 0)
  const all = rows[asked.get('tab') === 'used' ? 'used' : 'ready']
  const end = from + PAGE
  return ok({ items: all.slice(from, end), ...(end < all.length ? { cursor: String(end) } : {}) })
}

function useTabs() {
  const [tab, choose] = useState<Tab>('ready')
  return { list: useList(listVouchers, { tab }), choose }
}
async function opened() {
  answerWith(pageOf)
  const hook = await runHook(useTabs)
  await vi.waitFor(() => expect(hook.now().list.items).toEqual(['a', 'b']))
  return hook
}

beforeEach(() => {
  signedInPhone()
  rows = { ready: ['a', 'b', 'c', 'd', 'e', 'f'], used: ['x', 'y', 'z'] }
})

test('who opened a row far down finds its place on coming back, and what changed meanwhile', async () => {
  const hook = await opened()
  await act(() => hook.now().list.loadMore())
  expect(hook.now().list.items).toEqual(['a', 'b', 'c', 'd'])
  rows.ready = ['new', 'a', 'b', 'd', 'e', 'f']
  await act(async () => hidePage())
  await act(async () => showPage())
  await vi.waitFor(() => expect(hook.now().list.items).toEqual(['new', 'a', 'b', 'd']))
  await act(() => hook.now().list.loadMore())
  expect(hook.now().list.items).toEqual(['new', 'a', 'b', 'd', 'e', 'f'])
  expect(hook.now().list.hasMore).toBe(false)
  await hook.leave()
})

test('pages behind a list that has become short are gone', async () => {
  const hook = await opened()
  await act(() => hook.now().list.loadMore())
  rows.ready = ['a']
  await act(() => hook.now().list.reload())
  expect(hook.now().list).toMatchObject({ items: ['a'], hasMore: false, more: 'idle' })
  await hook.leave()
})

test('a page of the old list that comes late is not put behind the new one', async () => {
  const hook = await opened()
  let arrive = () => {}
  const late = new Promise<void>((done) => {
    arrive = done
  })
  answerWith(async (sent) => {
    if (sent.url.includes('tab=ready')) await late
    return pageOf(sent)
  })
  let more = Promise.resolve()
  await act(async () => {
    more = hook.now().list.loadMore()
  })
  await act(async () => hook.now().choose('used'))
  await vi.waitFor(() => expect(hook.now().list.items).toEqual(['x', 'y']))
  await act(async () => {
    arrive()
    await more
  })
  expect(hook.now().list.items).toEqual(['x', 'y'])
  await act(() => hook.now().list.loadMore())
  expect(hook.now().list.items).toEqual(['x', 'y', 'z'])
  await hook.leave()
})
