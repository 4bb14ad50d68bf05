import * as z from 'zod/mini'

/**
 * What people type into a line: trimmed, not empty, no control characters, at most `max` characters. Half a surrogate
 * pair, as a text cut in the middle of an emoji ends with, is no character, and no database takes it.
 */
export const line = (max: number) =>
  z.string().check(z.trim(), z.minLength(1), z.maxLength(max), z.regex(/^[^\p{Cc}\p{Cf}\p{Cs}]*$/u))

/** What people type into a box: as a line, but line breaks are allowed. */
export const prose = (max: number) =>
  z.string().check(z.trim(), z.maxLength(max), z.regex(/^(?:[^\p{Cc}\p{Cf}\p{Cs}]|\n|\r|\t)*$/u))

/** `13800002071` → `138****2071`. */
export const maskPhone = (phone: string): string => `${phone.slice(0, 3)}****${phone.slice(-4)}`

/** `林小工` → `林**`: the family name only. */
export const maskName = (name: string): string => {
  const [first = '', ...rest] = [...name]
  return first + '*'.repeat(Math.max(1, rest.length))
}
