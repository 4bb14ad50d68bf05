import { expect, test } from 'vitest'
import type { OrgRow } from './org.rule.ts'
import { type OrgLine, planImport } from './org-import.rule.ts'

const org = (path: string, name: string, level: OrgRow['level']): OrgRow => ({
  orgId: path.slice(path.lastIndexOf('/') + 1),
  ...{ name, level, path, pathNames: [], revision: 1 },
})
const district = org('c/d', '南山区总工会', 'district')
const street = org('c/d/s', '粤海街道总工会', 'street')
const other = org('c/d/o', '桃源街道总工会', 'street')
const work = org('c/d/s/w', '海风工会', 'workplace')

const lines = (...rows: readonly string[]): OrgLine[] =>
  rows.map((row, at) => {
    const [name = '', level = '', above = '', was = ''] = row.split(',')
    return { line: at + 2, name, level, above, was }
  })
const deeds = (rows: readonly string[], tree: readonly OrgRow[]) =>
  planImport(lines(...rows), tree).map(({ told }) => told.deed)

const renaming = [
  '粤海街道工会联合会,街道,南山区总工会,粤海街道总工会',
  '海风工会,基层,粤海街道工会联合会,',
  '新来工会,基层,粤海街道工会联合会,',
]

test('what stands below an org that the file renames does not move', () => {
  expect(deeds(renaming, [district, street, work])).toEqual(['rename', 'same', 'create'])
})

test('a line whose renaming is done is the same, and so is the rest of its file', () => {
  const renamed = { ...street, name: '粤海街道工会联合会' }
  const made = org('c/d/s/x', '新来工会', 'workplace')
  expect(deeds(renaming, [district, renamed, work, made])).toEqual(['same', 'same', 'same'])
  // The old name is another’s: nothing says that the renaming is done.
  const old = org('c/d/z', '粤海街道总工会', 'street')
  expect(deeds(renaming.slice(0, 1), [district, renamed, old])).toEqual(['wrong'])
  expect(deeds(['甲工会,街道,南山区总工会,没有的工会'], [district])).toEqual(['wrong'])
})

test('one line renames and moves, whether or not its renaming was done before', () => {
  const row = '海风联合工会,基层,桃源街道总工会,海风工会'
  expect(planImport(lines(row), [district, street, other, work])).toMatchObject([
    {
      told: { deed: 'rename', words: '“海风工会”改名，并从“粤海街道总工会”移到“桃源街道总工会”' },
      plan: { orgId: 'w', name: '海风联合工会', above: 'o' },
    },
  ])
  const renamed = { ...work, name: '海风联合工会' }
  expect(planImport(lines(row), [district, street, other, renamed])).toMatchObject([
    { told: { deed: 'move' }, plan: { orgId: 'w', name: undefined, above: 'o' } },
  ])
})

test('a name that differs in nothing that is read is put right, one that is another’s is not taken', () => {
  const tree = [district, street, other, org('c/d/s/a', 'ABC 工会', 'workplace')]
  expect(deeds(['abc工会,基层,粤海街道总工会,'], tree)).toEqual(['rename'])
  expect(deeds(['桃源街道总工会,街道,南山区总工会,粤海街道总工会'], tree)).toEqual(['wrong'])
  expect(deeds(['甲工会,基层,粤海街道总工会,', '甲工会,基层,桃源街道总工会,'], tree)).toEqual([
    'create',
    'wrong',
  ])
})
