/** For the stories of the roles’ test: who is there, and how one becomes somebody. */
import './test-product.ts'
import { giveGrant } from '@gonghui/functions/lib/grants.store'
import { makeUnion } from '@gonghui/functions/membership/test-union'
import { instantOf } from '@gonghui/shared/lib/instant'
import type { Role } from '@gonghui/shared/lib/roles'
import * as sessions from '@gonghui/shared/membership/sessions'
import { control, send } from './test-product.ts'

export const now = instantOf(Date.now())
export const union = await makeUnion()
export const { orgId } = union.workplace

export interface Member {
  readonly token: string
  readonly memberId: string
}

let keys = 0
export const key = () => `key-of-story-${++keys}`

export async function login(openid: string): Promise<sessions.Session> {
  const { code = '' } = await control('login-codes', { openid })
  return send(201, sessions.openSession, { body: { code } })
}

export async function staff(role: Role, outletId?: string): Promise<sessions.Session> {
  const session = await login(`openid-of-${role}`)
  const { workplace } = union
  const grant = { role, orgId, orgPath: workplace.path, orgName: workplace.name }
  await giveGrant(session.personId, { ...grant, ...(outletId ? { outletId } : {}) })
  return session
}
