/** `978-7-5008-…` → its 13 digits. */
export const isbnDigits = (typed: string): string => typed.replace(/[-\s]/g, '')

/** Whether the last digit fits the twelve before it (ISO 2108: weights 1 and 3, the sum a multiple of ten). */
export function isIsbn13(typed: string): boolean {
  const digits = isbnDigits(typed)
  if (!/^97[89]\d{10}$/.test(digits)) return false
  const sum = [...digits].reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3), 0)
  return sum % 10 === 0
}
