import { expect, test } from 'vitest'
import { booksFrom, cellsOf, linesOf } from './book-lines'

test('a list is read as spreadsheets paste it, and as people type it', () => {
  expect(cellsOf('人世间\t梁晓声\t\t')).toEqual(['人世间', '梁晓声', '', ''])
  expect(cellsOf('人世间, 梁晓声，中国青年出版社')).toEqual(['人世间', '梁晓声', '中国青年出版社'])
  expect(cellsOf('情系女职工, "编者, 与律师", ,, "他说""好"""')).toEqual([
    '情系女职工',
    '编者, 与律师',
    '',
    '',
    '他说"好"',
  ])
})

test('a heading and empty lines are passed over; each book gets a binding', () => {
  const read = booksFrom('书名, 作者\n\n人世间, 梁晓声\n这里是中国, 星球研究所\n')
  expect(read).toMatchObject({
    ok: true,
    books: [
      { title: '人世间', binding: 'crimson' },
      { title: '这里是中国', binding: 'ochre' },
    ],
  })
})

test('the first line that is wrong is named', () => {
  expect(booksFrom('')).toEqual({ ok: false, error: '请至少填一本书' })
  expect(booksFrom('人世间, 梁晓声\n, 没有书名')).toEqual({ ok: false, error: '第 2 行：书名要有' })
  expect(booksFrom('人世间, 梁晓声, , 9780306406158')).toMatchObject({
    ok: false,
    error: expect.stringContaining('校验位'),
  })
  expect(booksFrom('人世间, 梁晓声, , , , , http://a.cn')).toMatchObject({ ok: false })
})

test('what a draft shows reads back as the same books', () => {
  const read = booksFrom(
    '人世间, "梁晓声, 著", 中国青年出版社, 9780306406157, "一句话，两句话", 区图书馆, https://a.cn/1',
  )
  if (!read.ok) throw new Error(read.error)
  expect(booksFrom(linesOf(read.books))).toEqual(read)
})
