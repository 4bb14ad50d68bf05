import { CsvError, parse } from 'csv-parse/sync'
import { shown } from './sheet-cells.ts'
import type { SheetRead, SheetRow } from './sheet-file.ts'

/** A line longer than this is no line of a table. */
const LONGEST_LINE = 100_000
const DELIMITERS = [',', '\t', ';', '|'] as const

/** @returns the rows that are not empty, or why the file is not taken. */
export function readCsv(bytes: Buffer, mostLines: number): SheetRead {
  const text = decoded(bytes)
  if (text === undefined) return { problem: 'file-encoding-unknown' }
  if (text.trim() === '') return { problem: 'file-empty' }
  // A page saved as .xls, a picture, a document: none of them begins or goes on like a table.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  if (/^\s*(<|%PDF)/.test(text) || /[\u0000-\u0008\u000e-\u001f]/.test(text))
    return { problem: 'file-not-a-table' }
  const rows: SheetRow[] = []
  try {
    let lines = 0
    parse(text, {
      delimiter: delimiterOf(text),
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      max_record_size: LONGEST_LINE,
      to: mostLines + 1,
      on_record: (record: string[], { lines: line }) => {
        lines++
        const cells = shown(record)
        if (cells.length > 0) rows.push({ line, cells })
        return null
      },
    })
    return lines > mostLines ? { problem: 'file-too-many-lines' } : { rows }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const line = typeof error.lines === 'number' ? { line: error.lines } : {}
    return {
      problem: error.code === 'CSV_QUOTE_NOT_CLOSED' ? 'file-quote-open' : 'file-not-a-table',
      ...line,
    }
  }
}

/** By its mark at the beginning; else UTF-16 by its zeros, UTF-8 where it is valid, GBK (GB 18030) where that is. */
function decoded(bytes: Buffer): string | undefined {
  for (const encoding of guesses(bytes)) {
    try {
      // The mark is taken off by the decoder.
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {}
  }
  return undefined
}

function guesses(bytes: Buffer): string[] {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return ['utf-16le']
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return ['utf-16be']
  const head = bytes.subarray(0, 2_000)
  const zerosAt = (parity: number) => head.filter((byte, i) => byte === 0 && i % 2 === parity).length
  const many = head.length / 8
  if (zerosAt(1) > many && zerosAt(0) === 0) return ['utf-16le']
  if (zerosAt(0) > many && zerosAt(1) === 0) return ['utf-16be']
  return ['utf-8', 'gb18030']
}

/** The one that stands most often in the first lines, outside of quotes. */
function delimiterOf(text: string): string {
  const head = text
    .slice(0, 20_000)
    .replace(/"[^"]*"/g, '')
    .split(/\r?\n|\r/)
    .slice(0, 20)
    .join('\n')
  const counts = DELIMITERS.map((sign) => head.split(sign).length)
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ','
}
