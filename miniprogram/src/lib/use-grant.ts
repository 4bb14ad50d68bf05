import type { Grant, Role } from '@gonghui/shared/lib/roles'
import { useState } from 'react'
import { useMe } from './me'

/** The unions that one works for in these roles, each once, and the one chosen among them. */
export function useGrant(...roles: Role[]) {
  const me = useMe()
  const [chosen, setChosen] = useState('')
  const held = me.kind === 'known' ? me.me.grants : []
  const grants: Grant[] = []
  for (const grant of held)
    if (roles.includes(grant.role) && !grants.some(({ orgId }) => orgId === grant.orgId)) grants.push(grant)
  const grant = grants.find(({ orgId }) => orgId === chosen) ?? grants[0]
  return { me, grants, grant, choose: setChosen }
}
