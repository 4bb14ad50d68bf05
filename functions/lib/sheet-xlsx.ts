import { posix } from 'node:path'
import type { SheetProblem } from '@gonghui/shared/lib/problems'
import { SaxesParser, type SaxesTagPlain } from 'saxes'
import * as yauzl from 'yauzl'
import { shown } from './sheet-cells.ts'
import type { SheetRead, SheetRow } from './sheet-file.ts'
import { type NumberFormat, numberText, readFormats } from './sheet-numbers.ts'

/**
 * Reads the first sheet of an XLSX (ECMA-376). No library is trusted with the whole: those for Node unpack everything
 * before they look, and hide formulas and merged cells. yauzl gives out single parts and refuses one that unpacks to
 * more than it says; saxes reads XML as it comes and knows no entity but XML's own five.
 */

/** What the parts that are read may unpack to, together: a full sheet of the lines that are taken is a third of it. */
const MOST_BYTES = 120 * 1024 * 1024
const MOST_PARTS = 2_000

class SheetFault extends Error {
  readonly problem: SheetProblem
  readonly line: number | undefined

  constructor(problem: SheetProblem, line?: number) {
    super(problem)
    this.problem = problem
    this.line = line
  }
}

interface Part {
  /** Calls back for each tag that opens (with its attributes) and closes (with the text since the last tag). */
  read(open: (tag: SaxesTagPlain) => void, close: (name: string, text: string) => void): Promise<void>
}

/** @returns the rows that are not empty, or why the file is not taken. */
export async function readXlsx(bytes: Buffer, mostLines: number): Promise<SheetRead> {
  let zip: yauzl.ZipFile | undefined
  try {
    zip = await yauzl.fromBufferPromise(bytes, { lazyEntries: true })
    return { rows: await rowsOf(await partsOf(zip), mostLines) }
  } catch (error) {
    if (!(error instanceof SheetFault)) return { problem: 'file-broken' }
    return { problem: error.problem, ...(error.line === undefined ? {} : { line: error.line }) }
  } finally {
    zip?.close()
  }
}

async function partsOf(zip: yauzl.ZipFile): Promise<Map<string, Part>> {
  if (zip.entryCount > MOST_PARTS) throw new SheetFault('file-too-big-inside')
  const entries = new Map<string, yauzl.Entry>()
  for await (const entry of zip.eachEntry()) {
    if (entry.isEncrypted()) throw new SheetFault('file-old-excel')
    if (/vbaProject\.bin$/i.test(entry.fileName)) throw new SheetFault('file-has-macros')
    entries.set(entry.fileName, entry)
  }
  let left = MOST_BYTES
  return new Map(
    [...entries].map(([name, entry]) => [
      name,
      {
        async read(open, close) {
          left -= entry.uncompressedSize
          if (left < 0) throw new SheetFault('file-too-big-inside')
          await readXml(await zip.openReadStreamPromise(entry), open, close)
        },
      },
    ]),
  )
}

async function readXml(
  stream: AsyncIterable<Buffer>,
  ...[open, close]: Parameters<Part['read']>
): Promise<void> {
  const parser = new SaxesParser({ xmlns: false })
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let text = ''
  parser.on('error', () => {
    throw new SheetFault('file-broken')
  })
  parser.on('opentag', (tag) => {
    text = ''
    open({ ...tag, name: localName(tag.name) })
  })
  parser.on('text', (part) => {
    text += part
  })
  parser.on('cdata', (part) => {
    text += part
  })
  parser.on('closetag', ({ name }) => {
    close(localName(name), text)
    text = ''
  })
  for await (const chunk of stream) parser.write(decoder.decode(chunk, { stream: true }))
  parser.write(decoder.decode()).close()
}

/** Some programs write `x:row` for `row`. */
const localName = (name: string) => name.slice(name.indexOf(':') + 1)
const attribute = ({ attributes }: SaxesTagPlain, name: string): string =>
  String(attributes[name] ?? Object.entries(attributes).find(([key]) => localName(key) === name)?.[1] ?? '')

async function rowsOf(parts: Map<string, Part>, mostLines: number): Promise<SheetRow[]> {
  const workbook = parts.get('xl/workbook.xml')
  if (!workbook) throw new SheetFault('file-not-a-table')
  let first = ''
  let since1904 = false
  await workbook.read(
    (tag) => {
      if (tag.name === 'sheet' && first === '') first = String(tag.attributes['r:id'] ?? attribute(tag, 'id'))
      if (tag.name === 'workbookPr') since1904 = /^(1|true)$/.test(attribute(tag, 'date1904'))
    },
    () => {},
  )
  let target = ''
  await parts.get('xl/_rels/workbook.xml.rels')?.read(
    (tag) => {
      if (tag.name === 'Relationship' && attribute(tag, 'Id') === first) target = attribute(tag, 'Target')
    },
    () => {},
  )
  const sheet = parts.get(target.startsWith('/') ? target.slice(1) : posix.join('xl', target))
  if (!sheet) throw new SheetFault('file-broken')
  const formats = await readFormats(parts.get('xl/styles.xml'))
  return readRows(sheet, { strings: await sharedStrings(parts), formats, since1904, mostLines })
}

/** `_x000D_` is how XLSX writes a character that XML has not. */
const plain = (text: string) =>
  text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

async function sharedStrings(parts: Map<string, Part>): Promise<string[]> {
  const strings: string[] = []
  let text = ''
  let inPhonetic = false
  await parts.get('xl/sharedStrings.xml')?.read(
    ({ name }) => {
      if (name === 'si') text = ''
      if (name === 'rPh') inPhonetic = true
    },
    (name, inner) => {
      if (name === 't' && !inPhonetic) text += inner
      if (name === 'rPh') inPhonetic = false
      if (name === 'si') strings.push(plain(text))
    },
  )
  return strings
}

interface Book {
  readonly strings: readonly string[]
  readonly formats: readonly NumberFormat[]
  readonly since1904: boolean
  readonly mostLines: number
}

async function readRows(sheet: Part, book: Book): Promise<SheetRow[]> {
  const rows: SheetRow[] = []
  let line = 0
  let cells: string[] = []
  let cell = { column: 0, type: '', format: undefined as NumberFormat | undefined, text: '' }
  const put = () => {
    cells[cell.column] = textOf(cell, book, line)
  }
  await sheet.read(
    (tag) => {
      if (tag.name === 'row') {
        line = Number(attribute(tag, 'r')) || line + 1
        if (line > book.mostLines || rows.length >= book.mostLines)
          throw new SheetFault('file-too-many-lines')
        cells = []
      } else if (tag.name === 'c') {
        const reference = attribute(tag, 'r')
        const column = reference ? columnOf(reference) : cells.length
        if (column >= MOST_COLUMNS) throw new SheetFault('file-too-big-inside', line)
        const format = book.formats[Number(attribute(tag, 's') || 0)]
        cell = { column, type: attribute(tag, 't'), format, text: '' }
      } else if (tag.name === 'f') throw new SheetFault('file-has-formulas', line)
      else if (tag.name === 'mergeCell') {
        const at = Number(/\d+/.exec(attribute(tag, 'ref'))?.[0])
        throw new SheetFault('file-has-merged-cells', at || undefined)
      }
    },
    (name, text) => {
      if (name === 'v' || (name === 't' && cell.type === 'inlineStr')) cell.text += text
      else if (name === 'c') put()
      else if (name === 'row') {
        const told = shown(Array.from(cells, (one) => one ?? ''))
        if (told.length > 0) rows.push({ line, cells: told })
      }
    },
  )
  return rows
}

const MOST_COLUMNS = 500

/** `B7` → 1. */
function columnOf(reference: string): number {
  let column = 0
  for (const letter of /^[A-Z]+/.exec(reference)?.[0] ?? '') column = column * 26 + letter.charCodeAt(0) - 64
  return column - 1
}

function textOf(
  { type, text, format }: { type: string; text: string; format: NumberFormat | undefined },
  { strings, since1904 }: Book,
  line: number,
): string {
  if (type === 's') return strings[Number(text)] ?? ''
  if (type === 'str' || type === 'inlineStr') return plain(text)
  if (type === 'b') return text === '1' ? 'TRUE' : 'FALSE'
  if (type === 'e' || type === 'd' || text === '') return text
  const told = numberText(text, format, since1904)
  if (told === undefined) throw new SheetFault('file-has-long-numbers', line)
  return told
}
