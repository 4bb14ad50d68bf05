import { expect, test } from 'vitest'
import { decisionRefusal, isApproved, type Judgement, needsApproval } from './approval.rule.ts'
import type { Drop } from './drop.rule.ts'
import { NOW } from './test-drop.ts'

const threshold = { units: 1_000, fen: 5_000_000 }
const plan = { stock: 1_000, listPriceFen: 5_000, memberPriceFen: 0 }

test.each([
  ['exactly as much as one may decide', {}, false],
  ['one unit more', { stock: 1_001, listPriceFen: 1 }, true],
  ['one that may be restocked past it', { stock: 1, ceiling: 1_001, listPriceFen: 1 }, true],
  ['one fen more', { stock: 1, listPriceFen: 5_000_001 }, true],
  ['what the member pays is not the union’s', { listPriceFen: 9_000, memberPriceFen: 4_000 }, false],
])('a second operator: %s', (_, given, needed) => {
  expect(needsApproval({ ...plan, ...given }, threshold)).toBe(needed)
})

const judgement: Judgement = { state: 'asked', revision: 3, askedAt: NOW, askedBy: 'per_AUTHOR' }
const drop = { phase: 'draft', revision: 3, writtenBy: 'per_AUTHOR', judgement } as Drop
const by = { revision: 3, personId: 'per_SECOND', to: 'approved' } as const
const decided = { ...judgement, state: 'approved', decidedBy: 'per_SECOND' } as const

test.each([
  ['somebody else', {}, {}, undefined],
  ['who decided so before', { judgement: decided }, {}, 'same'],
  ['of what is published', { phase: 'scheduled' }, {}, 'drop-not-draft'],
  ['of a revision that is gone', {}, { revision: 2 }, 'drop-changed'],
  ['after an edit', { revision: 4 }, { revision: 4 }, 'approval-not-asked'],
  ['that nobody asked for', { judgement: undefined }, {}, 'approval-not-asked'],
  ['who wrote it', {}, { personId: 'per_AUTHOR' }, 'approval-own'],
  ['who asked for it', { writtenBy: 'per_THIRD' }, { personId: 'per_AUTHOR' }, 'approval-own'],
  [
    'where another was quicker',
    { judgement: { ...decided, decidedBy: 'per_THIRD' } },
    {},
    'approval-decided',
  ],
  [
    'who said the other thing before',
    { judgement: { ...decided, state: 'refused' } },
    {},
    'approval-decided',
  ],
] as const)('a decision: %s', (_, given, asked, outcome) => {
  expect(decisionRefusal({ ...drop, ...given } as Drop, { ...by, ...asked })).toBe(outcome)
})

test('an approval is of one revision: an edit voids it', () => {
  expect(isApproved({ revision: 3, judgement: decided })).toBe(true)
  expect(isApproved({ revision: 4, judgement: decided })).toBe(false)
  expect(isApproved({ revision: 3, judgement })).toBe(false)
})
