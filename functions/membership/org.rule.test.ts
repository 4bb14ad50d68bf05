import { expect, test } from 'vitest'
import { MOST_ABSORBED, meetClose, meetMerge, meetMove, meetRename, type OrgRow } from './org.rule.ts'
import { wordsOf } from './org-words.ts'

const at = (path: string, level: OrgRow['level'], more: Partial<OrgRow> = {}): OrgRow => ({
  orgId: path.slice(path.lastIndexOf('/') + 1),
  name: path,
  level,
  path,
  pathNames: [],
  revision: 3,
  ...more,
})
const street = at('city/nanshan/yuehai', 'street')
const futian = at('city/futian', 'district')
const closed = { closedAt: '2026-01-01T00:00:00.000Z' }

test.each([
  ['to another district', { org: street, above: futian }, 'do'],
  ['where it stands already', { org: street, above: at('city/nanshan', 'district') }, 'same'],
  ['a closed one', { org: { ...street, ...closed }, above: futian }, 'org-closed'],
  ['one that was changed since', { org: { ...street, revision: 4 }, above: futian }, 'org-changed'],
  ['below a closed one', { org: street, above: { ...futian, ...closed } }, 'org-closed'],
  ['below itself', { org: street, above: at('city/nanshan/yuehai/work', 'workplace') }, 'org-below-itself'],
  [
    'below one of its own level',
    { org: street, above: at('city/futian/huaqiang', 'street') },
    'org-level-wrong',
  ],
] as const)('a move %s', (_, change, meets) => {
  expect(meetMove({ ...change, revision: 3 })).toBe(meets)
})

test('only orgs of one level merge, and not the city', () => {
  const merge = (org: OrgRow, into: OrgRow) => meetMerge({ org, into, revision: 3 })
  expect(merge(street, at('city/futian/huaqiang', 'street'))).toBe('do')
  expect(merge(street, futian)).toBe('org-level-wrong')
  expect(merge(at('city', 'city'), at('other', 'city'))).toBe('org-level-wrong')
  expect(merge({ ...street, ...closed, mergedInto: 'x' }, at('city/x', 'street'))).toBe('same')
})

test('an org takes in no more others than one look at all their rosters reads', () => {
  const into = at('city/futian/huaqiang', 'street')
  const taken = (count: number) => Array.from({ length: count }, (_, i) => `org_${i}`)
  const merge = (mine: number, theirs: number) =>
    meetMerge({
      org: { ...street, absorbed: taken(theirs) },
      into: { ...into, absorbed: taken(mine) },
      revision: 3,
    })
  expect([merge(MOST_ABSORBED - 1, 0), merge(40, MOST_ABSORBED - 41)]).toEqual(['do', 'do'])
  expect([merge(MOST_ABSORBED, 0), merge(40, MOST_ABSORBED - 40)]).toEqual([
    'org-absorbed-many',
    'org-absorbed-many',
  ])
})

test('an org with members or with orgs below it is not closed', () => {
  const close = (members: number, below: number) => meetClose({ org: street, revision: 3, members, below })
  expect([close(1, 0), close(0, 1), close(0, 0)]).toEqual(['org-not-empty', 'org-not-empty', 'do'])
})

test('a name that it has already is no change, whatever the revision', () => {
  expect(meetRename({ org: street, revision: 1, name: street.name })).toBe('same')
  expect(meetRename({ org: street, revision: 1, name: 'x' })).toBe('org-changed')
})

test.each([
  [
    '深圳市海风电子有限公司工会',
    ['深圳市海风电子有限公司工会', '海风电子有限公司工会', 'szshfdzyxgsgh', 'hfdzyxgsgh'],
  ],
  ['重庆银行（深圳）工会', ['重庆银行深圳工会', 'cqyhszgh']],
  ['TCL 电子工会', ['tcl电子工会', 'tcldzgh']],
])('%s is found by %j', (name, words) => {
  expect(wordsOf(name)).toEqual(words)
})
