import { holdsMembership, isCounted, type Standing, standings } from '@gonghui/shared/lib/standing'
import { expect, test } from 'vitest'
import { type Deed, leadsTo, meetStanding } from './standing.rule.ts'

const deeds: readonly Deed[] = ['suspend', 'resume', 'retire', 'report-death', 'leave', 'admit']

test.each<[Standing, ...(Standing | undefined)[]]>([
  //            suspend      resume    retire     report-death leave   admit
  ['active', 'suspended', undefined, 'retired', 'deceased', 'left', undefined],
  ['suspended', undefined, 'active', 'retired', 'deceased', 'left', undefined],
  ['retired', undefined, 'active', undefined, 'deceased', 'left', undefined],
  ['left', undefined, undefined, undefined, undefined, undefined, 'active'],
  ['deceased', undefined, undefined, undefined, undefined, undefined, 'active'],
])('from %s each deed leads where the table says', (from, ...to) => {
  expect(deeds.map((deed) => leadsTo(from, deed))).toEqual(to)
})

test('who is counted holds a membership, and who retires holds it uncounted', () => {
  expect(standings.filter(isCounted)).toEqual(['active', 'suspended'])
  expect(standings.filter(holdsMembership)).toEqual(['active', 'suspended', 'retired'])
})

const asked = { standing: 'active', seen: 'active', deed: 'suspend', holdsRoles: false } as const

test('what is wanted already is done again, in whatever way it came about', () => {
  expect(meetStanding({ ...asked, standing: 'suspended', holdsRoles: true })).toBe('again')
  expect(meetStanding({ ...asked, standing: 'active', seen: 'suspended', deed: 'resume' })).toBe('again')
})

test('refusals in their order: roles that are held, a deed that does not fit, a change unseen', () => {
  expect(meetStanding({ ...asked, seen: 'retired', holdsRoles: true })).toBe('roles-held')
  expect(meetStanding({ ...asked, standing: 'left', seen: 'active', holdsRoles: true })).toBe(
    'standing-unfit',
  )
  expect(meetStanding({ ...asked, standing: 'suspended', seen: 'suspended' })).toBe('standing-unfit')
  expect(meetStanding({ ...asked, standing: 'suspended', deed: 'retire' })).toBe('member-changed')
  expect(meetStanding(asked)).toEqual({ to: 'suspended' })
})

test('a cadre’s suspension is ended though the member holds a role', () => {
  const resume = { ...asked, standing: 'suspended', seen: 'suspended', deed: 'resume' } as const
  expect(meetStanding({ ...resume, holdsRoles: true })).toEqual({ to: 'active' })
})
