import { type Grant, roles } from '@gonghui/shared/lib/roles'
import type { Switchable } from '@gonghui/shared/lib/switches'
import { expect, test } from 'vitest'
import { workOf, worksFor } from './works'

const held = (role: Grant['role']): Grant => ({ role, orgId: 'org_1', orgPath: 'org_1', orgName: '市总工会' })
const all = roles.map(held)
const without =
  (...off: Switchable[]) =>
  (capability: Switchable | undefined) =>
    capability === undefined || !off.includes(capability)
const places = (...off: Switchable[]) => worksFor(all, without(...off)).map(({ place }) => place)

test('what belongs to a capability that is switched off is offered nowhere, in whichever subpackage its page lies', () => {
  const gone = (...off: Switchable[]) => places().filter((place) => !places(...off).includes(place))
  expect(gone('reading')).toEqual(['campaigns'])
  expect(gone('matchmaking')).toEqual(['reviews', 'cases', 'reports', 'events', 'figures'])
})

test('one begins with a work that is offered', () => {
  const matchmaker = [held('matchmaker')]
  expect(workOf(matchmaker, without())).toBe('/membership/desk')
  expect(workOf([held('staff')], without('reading', 'matchmaking'))).toBe('/console/drops')
  expect(workOf([], without())).toBeUndefined()
})
