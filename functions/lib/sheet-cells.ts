/** Signs with which a cell of a CSV begins a formula, in Excel, WPS and the like, wide forms included. */
const FORMULA = /^[=+\-@＝＋－＠\t\r]/
/** Digits that a spreadsheet would take for a number and change: a leading zero, or more than it shows. */
const LIKE_NUMBER = /^(0\d+|\d{12,}|\d+[eE]\d+)$/

/**
 * A text as a cell of a CSV that shows it and nothing else: no formula (OWASP, “CSV Injection”: a quote before it), no
 * number made of a code (a tab behind it, as the bills of Alipay have it). `readable` takes both off again.
 */
export function harmless(text: string): string {
  if (FORMULA.test(text)) return `'${text}`
  return LIKE_NUMBER.test(text) ? `${text}\t` : text
}

/** What a cell says, without what only keeps a spreadsheet from changing it. */
export function readable(cell: string): string {
  const text = cell.trim()
  return text.startsWith("'") && FORMULA.test(text.slice(1)) ? text.slice(1) : text
}

/** The cells of a row as `SheetRow` promises them. */
export function shown(cells: readonly string[]): string[] {
  const texts = cells.map(readable)
  return texts.slice(0, texts.findLastIndex((text) => text !== '') + 1)
}
