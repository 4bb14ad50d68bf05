/** A name or its initials as they are compared: compatibility forms folded, small letters, no gaps or brackets. */
export const plainWord = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s()（）·.\-—_]/g, '')
