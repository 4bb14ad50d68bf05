import type { Grant } from '@gonghui/shared/lib/roles'
import { expect, test } from 'vitest'
import { editorStart } from './editor-start'

const grantAt = (orgId: string): Grant => ({
  role: 'operator',
  orgId,
  orgPath: orgId,
  orgName: `${orgId}工会`,
})
const grants = [grantAt('org_1'), grantAt('org_2')]

test('a draft is edited with the people and outlets of its own union, whichever of one’s unions stands first', () => {
  const draft = { orgId: 'org_2' }
  expect(editorStart(grants, { draft })).toEqual({ start: { draft }, orgId: 'org_2' })
  const below = { orgId: 'org_2_below' }
  expect(editorStart(grants, { draft: below })).toEqual({ start: { draft: below }, orgId: 'org_2_below' })
  expect(editorStart([], { draft })).toBeUndefined()
})

test('a new one is of the union that was asked for, and of no other where one has no say there', () => {
  const at = (orgId: string) => ({ start: { org: { orgId, name: `${orgId}工会` } }, orgId })
  expect(editorStart(grants, { orgId: 'org_2' })).toEqual(at('org_2'))
  expect(editorStart(grants, { orgId: 'org_3' })).toBeUndefined()
  expect(editorStart(grants, {})).toEqual(at('org_1'))
})
