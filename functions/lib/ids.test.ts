import { prefixes } from '@gonghui/shared/lib/ids'
import { ulidToUUID } from 'ulid'
import { expect, test } from 'vitest'
import { bytesOf, idFrom, newId } from './ids.ts'

test.each(['01J00000000000000000000000', '7ZZZZZZZZZZZZZZZZZZZZZZZZZ', '00000000000000000000000001'])(
  'the bytes of %s are those of its UUID, and lead back to it',
  (ulid) => {
    const bytes = bytesOf(`mem_${ulid}`)
    expect(bytes.toString('hex')).toBe(ulidToUUID(ulid).replaceAll('-', '').toLowerCase())
    expect(idFrom('member', bytes)).toBe(`mem_${ulid}`)
  },
)

test('a thousand new ids lead to their bytes and back', () => {
  for (let i = 0; i < 1_000; i++) {
    const id = newId('drop', new Date(i * 1e9).toISOString())
    expect(idFrom('drop', bytesOf(id))).toBe(id)
  }
})

test.each(['mem_1', 'mem_', '', 'mem_8ZZZZZZZZZZZZZZZZZZZZZZZZZ', 'mem_01J0000000000000000000000U'])(
  '%o is no id, so it has no bytes',
  (id) => {
    expect(() => bytesOf(id)).toThrow('no ULID')
  },
)

test('the kinds keep apart', () => {
  expect(new Set(Object.values(prefixes)).size).toBe(Object.keys(prefixes).length)
})
