import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { line, prose } from './text.ts'

const accepts = (schema: z.core.$ZodType, text: string) => z.safeParse(schema, text).success

test('a line holds any script and whole emoji, and is trimmed', () => {
  for (const text of ['林小工', 'ᠮᠣᠩᠭᠣᠯ', 'O’Brien', '🎬 1 元观影'])
    expect(accepts(line(40), text)).toBe(true)
  expect(z.parse(line(4), '  林小工 ')).toBe('林小工')
})

test.each([
  ['nothing', ''],
  ['only spaces', '  '],
  ['a control character', 'a\u0000b'],
  ['a line break', 'a\nb'],
  ['an invisible direction mark', '\u202ea'],
  ['half a surrogate pair', '🎬'.slice(0, 1)],
])('a line of %s is refused', (_, text) => {
  expect(accepts(line(40), text)).toBe(false)
})

test('a box of prose holds line breaks, and neither control characters nor half a surrogate pair', () => {
  expect(accepts(prose(40), '一\n二\r\n\t三')).toBe(true)
  expect(accepts(prose(40), 'a\u0007')).toBe(false)
  expect(accepts(prose(40), `a${'🎬'.slice(1)}`)).toBe(false)
})
