import { beforeEach, expect, test } from 'vitest'
import { act, runHook } from '../../test/test-hook'
import { ok, refusal, signedInPhone } from '../../test/test-product'
import { answerWith } from '../../test/test-taro'
import { loadMe } from '../lib/me'
import { storage } from '../lib/storage'
import { useCodesImport } from './use-codes-import'

beforeEach(signedInPhone)

type Reply = ReturnType<typeof ok> | ReturnType<typeof refusal>
const grants: unknown[] = []

/** The page as somebody opens it, on a computer where per_1 has started an import. */
async function opened(personId: string, job: () => Reply) {
  let asked = 0
  answerWith(({ url }) => {
    if (url.endsWith('/me')) return ok({ personId, grants })
    asked++
    return job()
  })
  await act(async () => loadMe())
  const page = await runHook(() => useCodesImport('drp_1', () => {}))
  const seen = page.now().importing
  await page.leave()
  return { seen, asked }
}

const begun = () => storage.write('codes-import drp_1 per_1', 'job_1')
const progress = { done: 1, total: 1 }
const done = () => ok({ state: 'done', progress, result: { count: 500, faults: {}, badLines: [] } })

test('a job is followed by who started it, until its end was seen', async () => {
  begun()
  expect(await opened('per_1', done)).toMatchObject({ seen: { kind: 'taken' }, asked: 1 })
  expect(await opened('per_1', done)).toEqual({ seen: { kind: 'idle' }, asked: 0 })
})

test('a colleague at the same computer is not told of it, and takes it from nobody', async () => {
  begun()
  const unknown = () => refusal(404, 'job-unknown')
  expect(await opened('per_2', unknown)).toEqual({ seen: { kind: 'idle' }, asked: 0 })
  expect(await opened('per_1', done)).toMatchObject({ seen: { kind: 'taken' } })
})

test('a job that is forgotten by now is nothing to complain of', async () => {
  begun()
  expect(await opened('per_1', () => refusal(404, 'job-unknown'))).toEqual({
    seen: { kind: 'idle' },
    asked: 1,
  })
  expect(await opened('per_1', done)).toEqual({ seen: { kind: 'idle' }, asked: 0 })
})
