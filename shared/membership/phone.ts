import * as z from 'zod/mini'

/** A mainland mobile number as people type it: spaces, hyphens, full-width digits and a leading 86 or +86 are slips. */
export const phone = z.pipe(
  z.string().check(z.maxLength(32)),
  z.pipe(z.transform(plainPhone), z.string().check(z.regex(/^1[3-9]\d{9}$/))),
)

function plainPhone(typed: string): string {
  const digits = typed.normalize('NFKC').replace(/[\s\-()+]/g, '')
  return digits.length === 13 && digits.startsWith('86') ? digits.slice(2) : digits
}

/** A name as it is compared: compatibility forms folded, spaces gone, the middle dot of minority names one form. */
export const plainName = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/[•‧∙・･．.]/g, '·')
