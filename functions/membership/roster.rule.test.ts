import { expect, test } from 'vitest'
import { judgeRoster, personOf, reportOf } from './roster.rule.ts'

const rows = (...lines: string[][]) => lines.map((cells, i) => ({ line: i + 1, cells }))
const judged = (...lines: string[][]) => {
  const read = judgeRoster(rows(...lines))
  if (!read) throw new Error('no columns were found')
  return read
}
const HEAD = ['姓名', '手机号', '标签']

test.each([
  ['spaces', '王 芳', '138 0000 1234'],
  ['full-width digits', '王芳', '１３８００００１２３４'],
  ['a leading 86', '王芳', '8613800001234'],
  ['a leading +86 and hyphens', ' 王　芳 ', '+86-138-0000-1234'],
])('%s in a line are slips: it means the same person', (_, name, phone) => {
  const { people, bad } = judged(HEAD, [name, phone])
  expect(bad).toEqual([])
  expect(people.map(personOf)).toEqual(['王芳\n13800001234'])
})

test('the dot of a minority’s name is one, however it is typed', () => {
  const { people, repeated } = judged(
    HEAD,
    ['阿卜杜·热合曼', '13800000001'],
    ['阿卜杜•热合曼', '13800000001'],
  )
  expect(people).toHaveLength(1)
  expect(repeated).toBe(1)
})

test('columns are found by their heads in any order, and without a head by what stands in them', () => {
  const person = [{ name: '王芳', phone: '13800001234', tags: [] }]
  expect(judged(['工号', '联系电话', '姓名（必填）'], ['7', '13800001234', '王芳']).people).toEqual(person)
  expect(judged(['王芳', '13800001234'])).toMatchObject({ lines: 1, people: person })
  expect(judgeRoster(rows(['工号', '部门'], ['7', '车间']))).toBeUndefined()
  expect(judgeRoster([])).toBeUndefined()
})

test.each([
  ['name', ['', '13800000001']],
  ['name', ['王'.repeat(41), '13800000001']],
  ['phone', ['王芳', '']],
  ['phone', ['王芳', '12800000001']],
  ['phone', ['王芳', '0755-2600123']],
  ['phone', ['王芳', '138000012345']],
  ['tag', ['王芳', '13800000001', '女职工、海员']],
] as const)('a line whose %s is wrong is told with its line and what stands there', (fault, cells) => {
  const { bad, people } = judged(HEAD, ['李明', '13900000000'], [...cells])
  expect(bad).toEqual([
    expect.objectContaining({ line: 3, fault, name: cells[0].slice(0, 40), phone: cells[1] }),
  ])
  expect(people).toHaveLength(1)
})

test('one phone under two names is a fault, the same line twice is none', () => {
  const { bad, repeated, lines } = judged(
    HEAD,
    ['王芳', '13800000001'],
    ['王芳', '+8613800000001'],
    ['李明', '13800000001'],
  )
  expect(repeated).toBe(1)
  expect(lines).toBe(3)
  expect(bad).toEqual([
    expect.objectContaining({ line: 4, fault: 'phone-shared', reason: '和第 2 行手机号相同、姓名不同' }),
  ])
})

test('tags are those of the catalog, each once, however they are parted', () => {
  expect(judged(HEAD, ['王芳', '13800000001', '劳模；女职工 劳模']).people[0]?.tags).toEqual([
    '女职工',
    '劳模',
  ])
})

test('a report counts every bad line and lists the first hundred', () => {
  const many = Array.from({ length: 120 }, () => ['王芳', '1'])
  const report = reportOf(judged(HEAD, ...many, ['', '13800000001']), {
    ...{ dryRun: true, fresh: 0, known: 0, admitted: 0 },
  })
  expect(report.faults).toEqual({ name: 1, phone: 120, 'phone-shared': 0, tag: 0 })
  expect(report.badLines).toHaveLength(100)
  expect(report.badLines[0]).toEqual({ line: 2, reason: '手机号要 11 位，以 1 开头' })
})
