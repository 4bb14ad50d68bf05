import type { Instant } from '@gonghui/shared/lib/instant'

/** One line of a merchant's file, as far as it says something. */
export interface MerchantLine {
  readonly line: number
  readonly code: string
  readonly at?: Instant
  readonly outlet?: string
  readonly paidFen?: number
}

type Field = 'code' | 'at' | 'outlet' | 'paid'

/** What merchants call their columns; the first that fits counts. */
const HEADINGS: Readonly<Record<Field, RegExp>> = {
  code: /券码|券号|兑换码|短码|凭证|卡号|^码$|^code$|^codes$/i,
  at: /核销时间|使用时间|交易时间|兑换时间|日期|时间|^time$|^date$|^used/i,
  outlet: /网点|门店|影院|店铺|商户|^store$|^shop$|^outlet$/i,
  paid: /实收|金额|结算价|票价|单价|价格|^amount$|^price$/i,
}

interface Row {
  readonly line: number
  readonly cells: readonly string[]
}

/** The lines of a file, by the names of its columns; or that no column is called after the codes. */
export function merchantLines(rows: readonly Row[]): readonly MerchantLine[] | 'merchant-file-headless' {
  const [head, ...rest] = rows
  const columns = head && columnsOf(head.cells)
  if (!columns) return 'merchant-file-headless'
  return rest.flatMap(({ line, cells }): MerchantLine[] => {
    const cell = (field: Field) => (cells[columns[field] ?? -1] ?? '').normalize('NFKC').trim()
    const code = cell('code')
    if (code === '') return []
    const [at, outlet, paidFen] = [instantIn(cell('at')), cell('outlet'), fenIn(cell('paid'))]
    return [
      {
        line,
        code,
        ...(at ? { at } : {}),
        ...(outlet ? { outlet } : {}),
        ...(paidFen === undefined ? {} : { paidFen }),
      },
    ]
  })
}

function columnsOf(cells: readonly string[]): Partial<Record<Field, number>> | undefined {
  const columns: Partial<Record<Field, number>> = {}
  for (const field of Object.keys(HEADINGS) as Field[]) {
    const taken = new Set(Object.values(columns))
    const at = cells.findIndex(
      (cell, i) => !taken.has(i) && HEADINGS[field].test(cell.normalize('NFKC').trim()),
    )
    if (at >= 0) columns[field] = at
  }
  return columns.code === undefined ? undefined : columns
}

const TIME = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]+(\d{1,2}):(\d{2})(?::(\d{2}))?.*)?$/

/** China's time, with or without an hour: a day alone is its beginning. */
function instantIn(text: string): Instant | undefined {
  const found = TIME.exec(text)
  if (!found) return undefined
  const [year = '', month = '', day = '', hour = '0', minute = '00', second = '00'] = found
    .slice(1)
    .map((one) => one ?? undefined)
  const two = (part: string) => part.padStart(2, '0')
  const at = new Date(`${year}-${two(month)}-${two(day)}T${two(hour)}:${minute}:${second}+08:00`)
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString()
}

/** `¥19.2`, `19.20`, `1,019.20 元` → fen. */
function fenIn(text: string): number | undefined {
  const plain = text.replace(/[¥￥元,\s]/g, '')
  return /^-?\d+(\.\d{1,2})?$/.test(plain) ? Math.round(Number(plain) * 100) : undefined
}
