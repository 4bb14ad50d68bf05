/** For tests: table files as people send them, and as nobody should. */
import { bytesOf, xlsxOf } from './sheet-writing.ts'
import { zipOf } from './zip-writing.ts'

const zip = (parts: Readonly<Record<string, string | Buffer>>): Promise<Buffer> =>
  zipOf(new Map(Object.entries(parts).map(([name, content]) => [name, Buffer.from(content)])))

const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'

/** An XLSX around the XML of its sheet, as Excel lays it out. */
export const workbook = (
  sheet: string,
  more: Readonly<Record<string, string | Buffer>> = {},
): Promise<Buffer> =>
  zip({
    'xl/workbook.xml': `<workbook ${MAIN} ${R}><sheets><sheet name="券码" sheetId="1" r:id="rId3"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="rId3" Target="/xl/worksheets/sheet1.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml': `<worksheet ${MAIN}>${sheet}</worksheet>`,
    ...more,
  })

export const sheetData = (...rows: string[]) => `<sheetData>${rows.join('')}</sheetData>`

/** An XLSX of one column of texts. */
export const columnOfTexts = (texts: Iterable<string>): Promise<Buffer> =>
  bytesOf(
    xlsxOf(
      [{ title: 'code', kind: 'text' }],
      (function* () {
        for (const text of texts) yield [text]
      })(),
    ),
  )

const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16()
/** 券码 in GBK. */
const GBK_HEADING = Buffer.from([0xc8, 0xaf, 0xc2, 0xeb])

/** The same two codes, in each way that a good file may hold them. */
export const goodFiles = async (): Promise<Readonly<Record<string, Buffer>>> => ({
  'UTF-8': Buffer.from('券码\nAB12-0001\nAB12-0002\n'),
  'UTF-8 with a BOM, CRLF and quotes': Buffer.from('\uFEFF"券码"\r\n"AB12-0001"\r\n\r\n"AB12-0002"\r\n'),
  'UTF-16 with a BOM': Buffer.from('\uFEFF券码\r\nAB12-0001\r\nAB12-0002', 'utf16le'),
  'big-endian UTF-16 with a BOM': utf16be('\uFEFF券码\r\nAB12-0001\r\nAB12-0002'),
  'UTF-16 without a BOM': Buffer.from('code\r\nAB12-0001\r\nAB12-0002', 'utf16le'),
  GBK: Buffer.concat([GBK_HEADING, Buffer.from('\r\nAB12-0001\r\nAB12-0002\r\n')]),
  'tabs between cells': Buffer.from('code\t备注\nAB12-0001\t\nAB12-0002\t\n'),
  'semicolons between cells': Buffer.from('code;备注\nAB12-0001;\nAB12-0002;\n'),
  'an XLSX': await columnOfTexts(['AB12-0001', 'AB12-0002']),
  'an XLSX with shared strings': await workbook(
    sheetData(
      '<row r="1"><c r="A1" t="s"><v>0</v></c></row>',
      '<row r="3"><c r="A3" t="s"><v>1</v></c></row>',
      '<row r="4"><c r="A4" t="inlineStr"><is><r><t>AB12</t></r><r><t>-0002</t></r></is></c></row>',
    ),
    {
      'xl/sharedStrings.xml': `<sst ${MAIN}><si><t>券码</t><rPh><t>juan</t></rPh></si><si><r><t>AB12</t></r><r><t>-0001</t></r></si></sst>`,
    },
  ),
})

const cell = (inner: string, attributes = '') =>
  workbook(sheetData(`<row r="1"><c r="A1"${attributes}>${inner}</c></row>`))

type Made = Buffer | Promise<Buffer>

/** Those of the bad files that take seconds to make or to read. */
export const heavyFiles = [
  '20 MB without a line break',
  'a million lines',
  'a million rows in an XLSX',
  'a bomb of 128 MB in as many KB',
]

/** Files that are not taken, and why; made when asked for, for some are large. */
export const badFiles: Readonly<Record<string, readonly [problem: string, file: () => Made]>> = {
  'an empty file': ['file-empty', () => Buffer.alloc(0)],
  'a file of empty lines': ['file-empty', () => Buffer.from('\r\n,,\r\n\r\n')],
  'an XLSX without cells': ['file-empty', () => workbook('<sheetData/>')],
  'more than 20 MB': ['file-too-large', () => Buffer.alloc(20 * 1024 * 1024 + 1, 'A')],
  '20 MB without a line break': ['file-not-a-table', () => Buffer.alloc(20 * 1024 * 1024, 'A')],
  'a million lines': ['file-too-many-lines', () => Buffer.from('AB12-0001\n'.repeat(1_000_000))],
  'a million rows in an XLSX': [
    'file-too-many-lines',
    () => workbook(sheetData('<row><c><v>1</v></c></row>'.repeat(1_000_000))),
  ],
  'a bomb of 128 MB in as many KB': ['file-too-big-inside', () => bomb()],
  'a bomb that lies about its size': ['file-broken', () => lyingBomb()],
  'a billion laughs': [
    'file-broken',
    () =>
      workbook('', {
        'xl/worksheets/sheet1.xml':
          '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><worksheet><sheetData><row><c t="inlineStr"><is><t>&c;</t></is></c></row></sheetData></worksheet>',
      }),
  ],
  macros: ['file-has-macros', () => workbook(sheetData(), { 'xl/vbaProject.bin': 'macro' })],
  'a formula': ['file-has-formulas', () => cell('<f>WEBSERVICE("http://x")</f><v>1</v>')],
  'merged cells': [
    'file-has-merged-cells',
    () =>
      workbook(
        `${sheetData('<row r="1"><c><v>1</v></c></row>')}<mergeCells><mergeCell ref="A1:C1"/></mergeCells>`,
      ),
  ],
  'a code that Excel has made a number of': [
    'file-has-long-numbers',
    () => cell('<v>1.2345678901234567E+17</v>'),
  ],
  'an old .xls, or a password': ['file-old-excel', () => Buffer.from('d0cf11e0a1b11ae10000', 'hex')],
  'a page saved as .xls': [
    'file-not-a-table',
    () => Buffer.from('<html><table><tr><td>AB12-0001</td></tr></table></html>'),
  ],
  'a picture': ['file-not-a-table', () => Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex').subarray(1)],
  'another zip': ['file-not-a-table', () => zip({ 'word/document.xml': '<w/>' })],
  'half an XLSX': ['file-broken', () => columnOfTexts(['AB12-0001']).then((file) => file.subarray(0, 700))],
  'a quote without its end': ['file-quote-open', () => Buffer.from('AB12-0001\n"AB12-0002\nAB12-0003\n')],
  'bytes of no encoding': ['file-encoding-unknown', () => Buffer.from([0x41, 0x42, 0x0a, 0xff, 0xff, 0x0a])],
}

const bomb = () => workbook('', { 'xl/worksheets/sheet1.xml': Buffer.alloc(128 * 1024 * 1024, ' ') })

/** Its directory says that the sheet is small. */
async function lyingBomb(): Promise<Buffer> {
  const size = 8 * 1024 * 1024
  const honest = await workbook('', { 'xl/worksheets/sheet1.xml': Buffer.alloc(size, ' ') })
  const said = Buffer.alloc(4)
  said.writeUInt32LE(size)
  const small = Buffer.alloc(4)
  small.writeUInt32LE(100)
  for (let at = honest.indexOf(said); at >= 0; at = honest.indexOf(said, at + 4)) small.copy(honest, at)
  return honest
}
