import type { SaxesTagPlain } from 'saxes'

/** How a spreadsheet shows the numbers of a cell, as far as it changes what they are: a day, or padded with zeros. */
export type NumberFormat = { readonly isDate: true } | { readonly zeros: number }

const PLAIN: NumberFormat = { zeros: 0 }
const DATE: NumberFormat = { isDate: true }
/** The built-in formats that are dates, the Chinese ones among them (ECMA-376, 18.8.30). */
const isBuiltInDate = (id: number) =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 58)

interface Part {
  read(open: (tag: SaxesTagPlain) => void, close: (name: string) => void): Promise<void>
}

/** The format of each style of a workbook, in the order that its cells name them by. */
export async function readFormats(styles: Part | undefined): Promise<NumberFormat[]> {
  const custom = new Map<number, NumberFormat>()
  const formats: NumberFormat[] = []
  let inCells = false
  await styles?.read(
    ({ name, attributes }) => {
      const id = Number(attributes.numFmtId ?? 0)
      if (name === 'numFmt') custom.set(id, formatOf(String(attributes.formatCode ?? '')))
      else if (name === 'cellXfs') inCells = true
      else if (name === 'xf' && inCells) formats.push(custom.get(id) ?? (isBuiltInDate(id) ? DATE : PLAIN))
    },
    (name) => {
      if (name === 'cellXfs') inCells = false
    },
  )
  return formats
}

function formatOf(code: string): NumberFormat {
  if (/^0+$/.test(code)) return { zeros: code.length }
  const bare = code.replace(/"[^"]*"|\\.|\[[^\]]*\]/g, '')
  return /[ymdhs年月日]/i.test(bare) && !/general/i.test(bare) ? DATE : PLAIN
}

/** A spreadsheet keeps fifteen digits of a number; what is longer it has changed already. */
const MOST_EXACT = 999_999_999_999_999
const DAY_MS = 86_400_000

/** A number as the cell shows it; undefined where digits have been lost. */
export function numberText(raw: string, format: NumberFormat = PLAIN, since1904 = false): string | undefined {
  const value = Number(raw)
  if (Number.isNaN(value)) return raw
  if ('isDate' in format) return dateText(value + (since1904 ? 1_462 : 0))
  if (Math.abs(value) > MOST_EXACT) return undefined
  return Number.isInteger(value) && value >= 0 ? String(value).padStart(format.zeros, '0') : String(value)
}

/** Days since 1899-12-30, as spreadsheets count them, to `2026-12-31` or `2026-12-31 08:30`. */
function dateText(serial: number): string {
  const at = Date.UTC(1899, 11, 30) + Math.round(serial * 86_400) * 1_000
  if (!(Math.abs(at) < 8e14)) return String(serial)
  const text = new Date(at).toISOString()
  return at % DAY_MS === 0 ? text.slice(0, 10) : text.slice(0, 16).replace('T', ' ')
}
