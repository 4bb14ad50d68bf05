import { MAX_SHEET_BYTES } from '@gonghui/shared/lib/files'
import type { SheetProblem } from '@gonghui/shared/lib/problems'
import { type FilePlace, fileStored, readFile } from './files.store.ts'
import { readCsv } from './sheet-csv.ts'
import { readXlsx } from './sheet-xlsx.ts'

/** Lines count from 1 as the person sees them in Excel, heading and empty lines included. */
export interface SheetRow {
  readonly line: number
  /** What each cell shows, trimmed; without the empty ones at the end. Dates read `2026-12-31`, whole numbers in full. */
  readonly cells: readonly string[]
}

export interface SheetRefusal {
  readonly problem: SheetProblem
  /** Where in the file, as far as that can be said. */
  readonly line?: number
}

export type SheetRead = { readonly rows: readonly SheetRow[] } | SheetRefusal

/** Enough for any list of people or codes; a caller may ask for less. */
export const MOST_LINES = 200_000

export const isSheetRefusal = (read: SheetRead): read is SheetRefusal => 'problem' in read

/** Old Excel files, and new ones with a password, are compound files of OLE. */
const OLE = Buffer.from('d0cf11e0a1b11ae1', 'hex')
const ZIP = Buffer.from('PK\u0003\u0004')

/**
 * The rows of a table that somebody sent, without the empty ones: CSV in UTF-8, UTF-16 or GBK with whatever delimiter,
 * or the first sheet of an XLSX. What it is is told by its bytes, not by its name. A file is read whole or refused;
 * whatever it holds, reading it is bounded in time and memory (the size, what it unpacks to, the lines).
 */
export async function readSheet(bytes: Buffer, { mostLines = MOST_LINES } = {}): Promise<SheetRead> {
  if (bytes.length > MAX_SHEET_BYTES) return { problem: 'file-too-large' }
  const begins = (magic: Buffer) => bytes.subarray(0, magic.length).equals(magic)
  if (begins(OLE)) return { problem: 'file-old-excel' }
  const read = begins(ZIP) ? await readXlsx(bytes, mostLines) : readCsv(bytes, mostLines)
  return isSheetRefusal(read) || read.rows.length > 0 ? read : { problem: 'file-empty' }
}

/** Reads a table file that was uploaded. */
export async function readStoredSheet(
  place: FilePlace,
  limits: { readonly mostLines?: number } = {},
): Promise<SheetRead> {
  const stored = await fileStored(place)
  if (!stored) return { problem: 'file-missing' }
  const bytes = stored.size > MAX_SHEET_BYTES ? undefined : await readFile(place, MAX_SHEET_BYTES)
  return bytes ? readSheet(bytes, limits) : { problem: 'file-too-large' }
}
