import fc from 'fast-check'
import { expect, test } from 'vitest'
import { full } from '../../infra/local/test-effort.ts'
import { readSheet } from './sheet-file.ts'
import { bytesOf, type Column, csvOf, xlsxOf } from './sheet-writing.ts'
import { badFiles, goodFiles, sheetData, workbook } from './test-sheets.ts'

const good = await goodFiles()

test.each(Object.keys(good))('a table is read from %s', async (name) => {
  const read = await readSheet(good[name] ?? Buffer.alloc(0))
  if (!('rows' in read)) throw new Error(`${read.problem}`)
  const cells = read.rows.map((row) => row.cells[0])
  expect(cells).toEqual([expect.stringMatching(/^(券码|code)$/), 'AB12-0001', 'AB12-0002'])
})

test.each(Object.entries(badFiles))(
  'of %s nothing is read, and it is said why, soon',
  async (_, [problem, make]) => {
    const file = await make()
    const started = performance.now()
    expect(await readSheet(file)).toMatchObject({ problem })
    expect(performance.now() - started).toBeLessThan(20_000)
  },
)

test('lines count as Excel counts them, and a problem names its line', async () => {
  const rows = ['<row r="2"><c r="B2"><v>7</v></c></row>', '<row r="9"><c r="A9"><f>1</f></c></row>']
  expect(await readSheet(await workbook(sheetData(...rows.slice(0, 1))))).toEqual({
    rows: [{ line: 2, cells: ['', '7'] }],
  })
  expect(await readSheet(await workbook(sheetData(...rows)))).toEqual({
    problem: 'file-has-formulas',
    line: 9,
  })
})

test('dates, padded numbers and phones read as they are shown', async () => {
  const styles =
    '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/>' +
    '<numFmt numFmtId="171" formatCode="00000000"/><numFmt numFmtId="172" formatCode="[Red]0.00"/></numFmts>' +
    '<cellXfs><xf/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="172"/></cellXfs></styleSheet>'
  const cells = ['<c s="1"><v>46387</v></c>', '<c s="2"><v>46387.5</v></c>', '<c s="3"><v>12</v></c>']
  const more = ['<c><v>13800001234</v></c>', '<c s="4"><v>19.2</v></c>', '<c><v>1.3800001234E10</v></c>']
  const file = await workbook(sheetData(`<row>${[...cells, ...more].join('')}</row>`), {
    'xl/styles.xml': styles,
  })
  expect(await readSheet(file)).toEqual({
    rows: [
      {
        line: 1,
        cells: ['2026-12-31', '2026-12-31 12:00', '00000012', '13800001234', '19.2', '13800001234'],
      },
    ],
  })
})

const columns: readonly Column[] = [
  { title: '券码', kind: 'text' },
  { title: '金额', kind: 'fen' },
]

test('a CSV opens in Excel as it was meant: a mark, CRLF, codes as text, no formula', async () => {
  const rows = [
    ['=HYPERLINK("http://x")', 1_920],
    ['000123', undefined],
    ['123456789012345678', -5],
    ['＠SUM(1)', 0],
    ['普通, "引号"', 0],
  ] as const
  const csv = (await bytesOf(csvOf(columns, rows))).toString()
  expect(csv).toBe(
    '\uFEFF券码,金额\r\n"\'=HYPERLINK(""http://x"")",19.20\r\n"000123\t",\r\n"123456789012345678\t",-0.05\r\n\'＠SUM(1),0.00\r\n"普通, ""引号""",0.00\r\n',
  )
})

test('whatever text is written is read back, from CSV and from XLSX', async () => {
  const text = fc
    .string({ unit: 'grapheme', maxLength: 30 })
    .map((given) => given.replace(/[\p{Cc}\p{Cs}]/gu, '').trim())
    .filter((given) => given !== '' && !/^'?[=+\-@＝＋－＠]/.test(given))
  const cell = fc.oneof(
    text,
    fc.constantFrom('=1+1', '-2', '007', '_x0041_', '1e5', '+86', '<b>&amp;', '"', 'a,b;c'),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(cell, { minLength: 1, maxLength: 8 }), async (texts) => {
      const rows = texts.map((one) => [one, undefined])
      const two: readonly Column[] = [
        { title: '券码', kind: 'text' },
        { title: '备注', kind: 'text' },
      ]
      for (const write of [csvOf, xlsxOf]) {
        const read = await readSheet(await bytesOf(write(two, rows)))
        expect('rows' in read && read.rows.slice(1).map(({ cells }) => cells[0])).toEqual(texts)
      }
    }),
    { numRuns: 60 },
  )
})

test.each([csvOf, xlsxOf])(
  'rows that cannot be read to the end are told to who writes them (%o)',
  async (write) => {
    async function* broken() {
      yield ['00001', 1]
      await Promise.resolve()
      throw new Error('the network is away')
    }
    await expect(bytesOf(write(columns, broken()))).rejects.toThrow('the network is away')
  },
)

const ROWS = full ? 100_000 : 20_000

test(`${ROWS} rows are written as they come, both ways`, async () => {
  function* many() {
    for (let i = 0; i < ROWS; i++) yield [`00${i}`, i]
  }
  for (const write of [csvOf, xlsxOf]) {
    const before = process.memoryUsage().rss
    let bytes = 0
    for await (const chunk of write(columns, many())) bytes += chunk.length
    expect(bytes).toBeGreaterThan(ROWS)
    expect((process.memoryUsage().rss - before) / 1e6).toBeLessThan(200)
  }
})
