import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import { harmless } from './sheet-cells.ts'

/** `fen` is money: given in fen, shown as yuan, a number that can be summed. Texts are never numbers nor formulas. */
export interface Column {
  readonly title: string
  readonly kind: 'text' | 'number' | 'fen'
}
export type Cell = string | number | undefined
export type Rows = Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>

const CHUNK = 64 * 1024

/** A table as a CSV that Excel opens rightly: UTF-8 with its mark, CRLF, codes left alone, no formula (OWASP). */
export async function* csvOf(columns: readonly Column[], rows: Rows): AsyncGenerator<Buffer> {
  let text = `\uFEFF${columns.map(({ title }) => quoted(harmless(title))).join(',')}\r\n`
  for await (const row of rows) {
    text += `${columns.map((column, i) => csvCell(row[i], column)).join(',')}\r\n`
    if (text.length > CHUNK) {
      yield Buffer.from(text)
      text = ''
    }
  }
  yield Buffer.from(text)
}

function csvCell(cell: Cell, { kind }: Column): string {
  if (cell === undefined) return ''
  if (typeof cell === 'number') return kind === 'fen' ? (cell / 100).toFixed(2) : String(cell)
  return quoted(harmless(cell))
}

const quoted = (text: string) => (/[",\r\n\t]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** A table as an XLSX of one sheet: the head stays in sight, texts are texts, money is `¥` with two places. */
export async function* xlsxOf(columns: readonly Column[], rows: Rows): AsyncGenerator<Buffer> {
  const zip = new ZipFile()
  // Any moment will do, as long as one table always makes the same file.
  const mtime = new Date(Date.UTC(2020, 0, 1))
  for (const [name, content] of Object.entries(FIXED_PARTS))
    zip.addBuffer(Buffer.from(content), name, { mtime })
  const sheet = Readable.from(sheetXml(columns, rows))
  const out = zip.outputStream as Readable
  // The zip passes on neither: rows that cannot be read would end the process, and leave the reader waiting.
  for (const part of [zip, sheet]) part.on('error', (error: Error) => out.destroy(error))
  zip.addReadStream(sheet, 'xl/worksheets/sheet1.xml', { mtime })
  zip.end()
  yield* out as AsyncIterable<Buffer>
}

const STYLE = { text: 1, number: 0, fen: 2, head: 3 } as const

async function* sheetXml(columns: readonly Column[], rows: Rows): AsyncGenerator<Buffer> {
  const width = `<cols><col min="1" max="${columns.length}" width="18" customWidth="1"/></cols>`
  const pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
  const view = `<sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews>`
  const head = columns.map(({ title }) => textCell(title, STYLE.head)).join('')
  let xml = `${XML}<worksheet xmlns="${MAIN}">${view}${width}<sheetData><row>${head}</row>`
  for await (const row of rows) {
    xml += `<row>${columns.map((column, i) => xlsxCell(row[i], column)).join('')}</row>`
    if (xml.length > CHUNK) {
      yield Buffer.from(xml)
      xml = ''
    }
  }
  yield Buffer.from(`${xml}</sheetData></worksheet>`)
}

function xlsxCell(cell: Cell, { kind }: Column): string {
  if (cell === undefined) return '<c/>'
  if (typeof cell === 'string') return textCell(cell, STYLE.text)
  return `<c s="${STYLE[kind]}"><v>${kind === 'fen' ? cell / 100 : cell}</v></c>`
}

const textCell = (text: string, style: number) =>
  `<c s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
const escaped = (text: string) =>
  text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[&<>]/g, (sign) => ENTITIES[sign] ?? '')
    // What XML has no way to say: control characters and halves of surrogate pairs.
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .toWellFormed()

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
const relation = (type: string, target: string, id = 'rId1') =>
  `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`
const relations = (...inner: string[]) =>
  `${XML}<Relationships xmlns="${PACKAGE}/relationships">${inner.join('')}</Relationships>`
const typed = (name: string, type: string) =>
  `<Override PartName="/xl/${name}.xml" ContentType="${TYPE}.${type}+xml"/>`

const FIXED_PARTS: Readonly<Record<string, string>> = {
  '[Content_Types].xml': `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${typed('workbook', 'sheet.main')}${typed('styles', 'styles')}${typed('worksheets/sheet1', 'worksheet')}</Types>`,
  '_rels/.rels': relations(relation('officeDocument', 'xl/workbook.xml')),
  'xl/workbook.xml': `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': relations(
    relation('worksheet', 'worksheets/sheet1.xml'),
    relation('styles', 'styles.xml', 'rId2'),
  ),
  'xl/styles.xml': `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="&quot;¥&quot;#,##0.00"/></numFmts><fonts count="2"><font><sz val="11"/></font><font><b/><sz val="11"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/><xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" applyFont="1"/></cellXfs></styleSheet>`,
}

/** All of what a table is written as, for storing it. 100 000 rows of ten columns are some 10 MB as CSV, 4 as XLSX. */
export async function bytesOf(chunks: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = []
  for await (const chunk of chunks) all.push(chunk)
  return Buffer.concat(all)
}
