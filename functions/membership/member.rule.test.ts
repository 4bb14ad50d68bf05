import { expect, test } from 'vitest'
import { type MemberRow, memberNoOf, membershipOf, tellsTheSame } from './member.rule.ts'

const told = {
  memberId: 'mem_1',
  orgPath: 'org_1/org_2',
  tags: ['女职工'],
  joinedAt: '2026-06-12T02:00:00.000Z',
}

test('a member number is the year, nine digits and a check digit', () => {
  expect(memberNoOf('2026-06-12T02:00:00.000Z', 42)).toMatch(/^26000000042\d$/)
})

test('the check digit is Luhn’s', () => {
  // 79927398713 is the standard’s own example; ours is the same sum over eleven digits.
  const sums = (text: string) =>
    [...text].reverse().reduce((sum, digit, place) => {
      const weighed = Number(digit) * (place % 2 ? 2 : 1)
      return sum + (weighed > 9 ? weighed - 9 : weighed)
    }, 0)
  expect(sums('79927398713') % 10).toBe(0)
  for (const draw of [0, 7, 123_456_789, 999_999_999])
    expect(sums(memberNoOf('2026-06-12T02:00:00.000Z', draw)) % 10).toBe(0)
})

test.each([
  ['another member', { ...told, memberId: 'mem_2' }],
  ['another org', { ...told, orgPath: 'org_1/org_3' }],
  ['another tag', { ...told, tags: [] }],
  ['another admission', { ...told, joinedAt: '2026-06-13T02:00:00.000Z' }],
  ['another standing', { ...told, standing: 'suspended' as const }],
  ['a union they were in, unmentioned', { ...told, before: [{ orgPath: 'org_1', until: told.joinedAt }] }],
  ['no membership', undefined],
])('a token that tells of %s does not tell the truth', (_, wrong) => {
  expect(tellsTheSame(wrong, told)).toBe(false)
  expect(tellsTheSame(told, { ...told, tags: ['女职工'] })).toBe(true)
  expect(tellsTheSame(undefined, undefined)).toBe(true)
})

test('a token tells how somebody stands where it is not the plain way, and the last six unions they were in', () => {
  const row = { ...told, standing: 'active' } as unknown as MemberRow
  expect(membershipOf(row)).toEqual(told)
  expect(membershipOf({ ...row, standing: 'retired' })).toEqual({ ...told, standing: 'retired' })
  const before = Array.from({ length: 9 }, (_, at) => ({
    orgId: `org_${at}`,
    orgPath: `org_1/org_${at}`,
    until: `2026-06-1${at}T02:00:00.000Z`,
  }))
  const { before: kept = [] } = membershipOf({ ...row, before })
  expect(kept.map(({ orgPath }) => orgPath)).toEqual([3, 4, 5, 6, 7, 8].map((at) => `org_1/org_${at}`))
  expect(kept[0]).toEqual({ orgPath: 'org_1/org_3', until: before[3]?.until })
})
