import { beforeEach, expect, test, vi } from 'vitest'
import { act, runHook } from '../../test/test-hook'
import { answerWith, clearTaro } from '../../test/test-taro'
import { EXPIRED } from '../lib/file-words'
import { tokens } from '../lib/tokens'
import { useExport } from './use-export'

const NOW = '2026-06-12T02:00:00.000Z'
const ok = (data: object) => ({ statusCode: 200, data: { serverTime: NOW, ...data } })

beforeEach(() => {
  clearTaro()
  const far = '2099-01-01T00:00:00.000Z'
  tokens.take({ token: 't', renewal: 'r', expiresAt: far, personId: 'per_1', serverTime: NOW })
})

test('the file’s address is asked anew before each save, and an ended one is told beside the button', async () => {
  let asked = 0
  const fetched: string[] = []
  answerWith(({ method }) => {
    if (method === 'POST') return { statusCode: 202, data: { serverTime: NOW, jobId: 'job_1' } }
    asked++
    const download = { url: `https://files.test/${asked}`, saveAs: '我的信息.zip', until: NOW }
    const job = { jobId: 'job_1', state: 'done', progress: { done: 1, total: 1 }, createdAt: NOW }
    return ok({ ...job, result: { files: 3, bytes: 900 }, download })
  })
  vi.stubGlobal('fetch', async (url: string) => {
    if (!url.startsWith('https://files.test'))
      return { json: async () => ({ apiBase: 'http://product.test' }) }
    fetched.push(url)
    return new Response('', { status: 403 })
  })
  const { now, leave } = await runHook(useExport)
  await act(() => now().start())
  expect(now().state).toMatchObject({ kind: 'ready', files: 3 })
  await act(() => now().save())
  await act(() => now().save())
  expect(fetched).toEqual(['https://files.test/2', 'https://files.test/3'])
  expect(now().state).toMatchObject({ kind: 'ready', saving: false, said: EXPIRED })
  await leave()
})
