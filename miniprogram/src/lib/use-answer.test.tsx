import { getVoucher, listVouchers } from '@gonghui/shared/benefits/vouchers'
import { useState } from 'react'
import { beforeEach, expect, test, vi } from 'vitest'
import { act, runHook } from '../../test/test-hook'
import { NOW, ok, refusal, signedInPhone } from '../../test/test-product'
import { answerWith, disk, hidePage, type Sent, showPage } from '../../test/test-taro'
import { keptAnswer } from './kept-answers'
import { tokens } from './tokens'
import { useAnswer } from './use-answer'

beforeEach(signedInPhone)

const away = () => {
  throw new Error('no network')
}
const settled = () => act(async () => void (await new Promise((done) => setTimeout(done))))
const comeBack = async () => {
  await act(async () => hidePage())
  await act(async () => showPage())
  await settled()
}

const voucher = () => runHook(() => useAnswer(getVoucher, { params: { voucherId: 'vou_1' } }))

test('a fault of the server takes nothing from the screen, and is no refusal', async () => {
  answerWith(() => ok({ voucher: 'mine' }))
  const hook = await voucher()
  await vi.waitFor(() => expect(hook.now().answer.kind).toBe('ready'))
  answerWith(() => refusal(500))
  await comeBack()
  const body = { serverTime: NOW, voucher: 'mine' }
  expect(hook.now().answer).toEqual({ kind: 'ready', body, stale: true })
  await hook.leave()
})

test('a fault of the server on opening can be tried again; a true refusal stands', async () => {
  answerWith(() => refusal(500))
  const hook = await voucher()
  await vi.waitFor(() => expect(hook.now().answer).toEqual({ kind: 'offline', busy: true }))
  answerWith(() => refusal(404, 'voucher-unknown'))
  await act(() => hook.now().reload())
  expect(hook.now().answer).toMatchObject({ kind: 'refused', problem: { code: 'voucher-unknown' } })
  await hook.leave()
})

/** A page of tabs, each of which is kept on the phone. */
function useTabs() {
  const [tab, choose] = useState<'ready' | 'used'>('ready')
  return { ...useAnswer(listVouchers, { query: { tab } }, { keepAs: `wallet-${tab}` }), choose }
}
const namesItsTab = ({ url }: Sent) => ok({ items: [url.split('tab=')[1]] })

test('the answer to one question is never shown under another', async () => {
  answerWith(namesItsTab)
  const hook = await runHook(useTabs)
  await vi.waitFor(() => expect(hook.now().answer).toMatchObject({ body: { items: ['ready'] } }))
  answerWith(away)
  await act(async () => hook.now().choose('used'))
  await vi.waitFor(() => expect(hook.now().answer).toEqual({ kind: 'offline', busy: false }))
  await hook.leave()
})

test('without a network another question is answered by what was kept of it', async () => {
  answerWith(namesItsTab)
  const hook = await runHook(useTabs)
  for (const tab of ['used', 'ready'] as const) {
    await act(async () => hook.now().choose(tab))
    await vi.waitFor(() => expect(hook.now().answer).toMatchObject({ body: { items: [tab] } }))
  }
  answerWith(away)
  await act(async () => hook.now().choose('used'))
  await vi.waitFor(() =>
    expect(hook.now().answer).toMatchObject({ kind: 'ready', body: { items: ['used'] }, stale: true }),
  )
  await hook.leave()
})

test('who is turned away for not being signed in is answered as soon as they are', async () => {
  answerWith(() => ok({ voucher: 'mine' }))
  tokens.drop()
  const hook = await voucher()
  await vi.waitFor(() => expect(hook.now().answer).toMatchObject({ problem: { code: 'token-missing' } }))
  await act(async () => signedInPhone())
  await vi.waitFor(() => expect(hook.now().answer).toMatchObject({ body: { voucher: 'mine' } }))
  await hook.leave()
})

test('a phone that cannot keep an answer shows it all the same', async () => {
  disk.room = 0
  answerWith(() => ok({ items: ['a voucher'] }))
  const hook = await runHook(useTabs)
  await vi.waitFor(() => expect(hook.now().answer).toMatchObject({ kind: 'ready', stale: false }))
  await hook.leave()
})

test('an answer is kept while it is worth that', async () => {
  const useOne = () =>
    useAnswer(
      getVoucher,
      { params: { voucherId: 'vou_1' } },
      { keepAs: 'one', keepIf: ({ voucher }) => voucher.state === 'issued' },
    )
  answerWith(away)
  const hook = await runHook(useOne)
  for (const [state, kept] of [
    ['issued', true],
    ['redeemed', false],
  ] as const) {
    answerWith(() => ok({ voucher: { state } }))
    await act(() => hook.now().reload())
    expect(keptAnswer('one') !== undefined).toBe(kept)
  }
  await hook.leave()
})
