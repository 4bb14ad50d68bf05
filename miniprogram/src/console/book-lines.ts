import { type BookPlan, bindings } from '@gonghui/shared/reading/campaigns'
import { isIsbn13 } from '@gonghui/shared/reading/isbn'

/** The columns of a book list, as it is pasted from a spreadsheet or typed. */
export const BOOK_COLUMNS = '书名, 作者, 出版社, 书号, 简介, 借阅, 电子书, 听书'

/** A line of cells: by tabs, as spreadsheets paste; else by commas, Chinese ones too, which quotes keep whole. */
export function cellsOf(line: string): string[] {
  if (line.includes('\t')) return line.split('\t').map((cell) => cell.trim())
  const cells: string[] = []
  const pattern = /\s*(?:"((?:[^"]|"")*)"|([^,，]*))\s*(?:[,，]|$)/y
  while (pattern.lastIndex < line.length) {
    const found = pattern.exec(line)
    if (!found) return [...cells, line.slice(pattern.lastIndex).trim()]
    cells.push((found[1]?.replaceAll('""', '"') ?? found[2] ?? '').trim())
  }
  return cells
}

export type BookLines =
  | { readonly ok: true; readonly books: BookPlan[] }
  | { readonly ok: false; readonly error: string }

/** The books of a pasted list, one a line; or what is wrong with the first line that is. */
export function booksFrom(text: string): BookLines {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  const books: BookPlan[] = []
  for (const [at, line] of lines.entries()) {
    const [title = '', author = '', press, isbn, blurb = '', library, ebook, audio] = cellsOf(line)
    // A heading that was pasted along.
    if (at === 0 && title === '书名') continue
    const wrong = (what: string) => ({ ok: false as const, error: `第 ${at + 1} 行：${what}` })
    if (!title) return wrong('书名要有')
    if (title.length > 60 || author.length > 60) return wrong('书名、作者各不超过 60 字')
    if (isbn && !isIsbn13(isbn)) return wrong(`书号 ${isbn} 的校验位不对，请对照版权页`)
    if (blurb.length > 200) return wrong('简介不超过 200 字')
    for (const address of [ebook, audio])
      if (address && !/^https:\/\//.test(address)) return wrong('电子书、听书要填 https:// 开头的地址')
    books.push({
      title,
      ...(author ? { author } : {}),
      ...(press ? { press } : {}),
      ...(isbn ? { isbn } : {}),
      binding: bindings[books.length % bindings.length] ?? 'crimson',
      blurb,
      ...(library ? { library } : {}),
      ...(ebook ? { ebook } : {}),
      ...(audio ? { audio } : {}),
    })
  }
  if (books.length === 0) return { ok: false, error: '请至少填一本书' }
  if (books.length > 50) return { ok: false, error: `最多 50 本，现在有 ${books.length} 本` }
  return { ok: true, books }
}

const quoted = (cell: string): string => (/[,，"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

/** The list as it would be typed: what the form shows of a draft. */
export const linesOf = (books: readonly BookPlan[]): string =>
  books
    .map(({ title, author = '', press = '', isbn = '', blurb, library = '', ebook = '', audio = '' }) =>
      [title, author, press, isbn, blurb, library, ebook, audio]
        .map((cell) => quoted(cell.replace(/\s*\n\s*/g, ' ')))
        .join(', ')
        .replace(/(, )+$/, ''),
    )
    .join('\n')
