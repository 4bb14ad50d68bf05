import { cursor as schema } from '@gonghui/shared/lib/page'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { afterOf, cursorOf } from './cursor.ts'

const range = { pk: 'ORG#1', begins: 'JOINCODE#' }
const accepts = (text: string) => z.safeParse(schema, text).success

test('a cursor leads back to the key it was made from', () => {
  const after = 'JOINCODE#2026-06-12T02:00:00.000Z#J23456789ABCDEFG'
  const { cursor = '' } = cursorOf(range, after)
  expect(accepts(cursor)).toBe(true)
  expect(afterOf(range, cursor)).toBe(after)
})

test('the last page has no cursor and the first needs none', () => {
  expect(cursorOf(range, undefined)).toEqual({})
  expect(afterOf(range, undefined)).toBeUndefined()
})

test('whatever is sent as a cursor is refused by its schema or stays inside the list, within a key’s 1024 bytes', () => {
  const sent = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc.base64String({ maxLength: 400 }),
    fc.stringMatching(/^[\w-]{1,300}$/),
  )
  fc.assert(
    fc.property(sent, (text) => {
      if (!accepts(text)) return
      const after = afterOf(range, text)
      if (after === undefined) return
      expect(after.startsWith('JOINCODE#')).toBe(true)
      expect(Buffer.byteLength(after)).toBeLessThanOrEqual(1_024)
    }),
  )
})
