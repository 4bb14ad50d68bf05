import { expect, test } from 'vitest'
import { knownFor } from './known.ts'

/** What is told of a name, each time it is read another one. */
function counted(known: ReturnType<typeof knownFor<number>>) {
  let reads = 0
  return (name: string, nowMs: number) => known.of(name, async () => ++reads, nowMs)
}

test('a crowd that asks at once, and whoever asks until it is old, is told what was read once', async () => {
  const ask = counted(knownFor(1_000, 10))
  expect(await Promise.all([ask('a', 0), ask('a', 0), ask('a', 999)])).toEqual([1, 1, 1])
  expect(await ask('a', 1_000)).toBe(2)
  expect(await ask('b', 1_000)).toBe(3)
})

test('what is forgotten, what failed, and what there was no room for is read again', async () => {
  const known = knownFor<number>(Number.POSITIVE_INFINITY, 2)
  const ask = counted(known)
  expect(await ask('a', 0)).toBe(1)
  known.forget('a')
  expect(await ask('a', 0)).toBe(2)
  await expect(known.of('b', () => Promise.reject(new Error('busy')))).rejects.toThrow('busy')
  expect(await ask('b', 0)).toBe(3)
  expect(await ask('c', 0)).toBe(4)
  expect(await ask('a', 0)).toBe(5)
})
