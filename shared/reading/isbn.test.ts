import { expect, test } from 'vitest'
import { isbnDigits, isIsbn13 } from './isbn.ts'

test('an ISBN is thirteen digits of which the last fits the others, with or without hyphens', () => {
  // The ISBN Users' Manual's own example.
  expect(isIsbn13('978-0-306-40615-7')).toBe(true)
  expect(isIsbn13('9780306406157')).toBe(true)
  expect(isbnDigits('978-0-306-40615-7')).toBe('9780306406157')
})

test('any one digit typed wrong, two neighbours exchanged, or another length is seen', () => {
  const sound = '9780306406157'
  for (let at = 3; at < 13; at++)
    for (const digit of '0123456789')
      if (digit !== sound[at]) expect(isIsbn13(sound.slice(0, at) + digit + sound.slice(at + 1))).toBe(false)
  expect(isIsbn13('9780306406175')).toBe(false)
  for (const other of ['', '978030640615', '97803064061570', '9770306406157', 'abcdefghijklm'])
    expect(isIsbn13(other)).toBe(false)
})
