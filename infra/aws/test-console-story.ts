/** For the test of the roles: a sign-in to the console, confirmed and refused; roles given and taken. */

import { createOutlet } from '@gonghui/shared/benefits/outlets'
import * as invitations from '@gonghui/shared/membership/clerk-invitations'
import * as signIns from '@gonghui/shared/membership/console-sign-ins'
import * as roleHolders from '@gonghui/shared/membership/role-holders'
import { send } from './test-product.ts'
import { key, login, orgId, staff } from './test-story-people.ts'

export async function consoleStory(): Promise<void> {
  const cadre = await staff('cadre')
  const ask = () => send(201, signIns.askConsoleSignIn, { body: {} })
  const { code, poll } = await ask()
  await send(200, signIns.viewConsoleSignIn, { body: { signInCode: code } }, cadre)
  await send(200, signIns.confirmConsoleSignIn, { body: { signInCode: code } }, cadre)
  await send(200, signIns.pollConsoleSignIn, { body: { poll } })
  const other = await ask()
  await send(200, signIns.refuseConsoleSignIn, { body: { signInCode: other.code } }, cadre)
  await send(409, signIns.cancelConsoleSignIn, { body: { poll: other.poll } })

  const operator = await staff('operator')
  const outlet = { orgId, name: '荔园影院', address: '荔园路 1 号', hours: '09:00–22:00' }
  const { outletId } = await send(201, createOutlet, { body: outlet }, { ...operator, key: key() })
  const invite = async () => {
    const body = { orgId, outletId, label: '前台小王' }
    const { clerkCode } = await send(
      201,
      invitations.createClerkInvitation,
      { body },
      { ...cadre, key: key() },
    )
    return { body: { clerkCode } }
  }
  const cashier = await login('openid-of-cashier')
  const invited = await invite()
  await send(200, invitations.viewClerkInvitation, invited, cashier)
  await send(200, invitations.acceptClerkInvitation, invited, cashier)
  await send(409, invitations.acceptClerkInvitation, invited, operator)
  await send(200, invitations.revokeClerkInvitation, await invite(), operator)
  await send(200, invitations.listClerkInvitations, { query: { orgId } }, cadre)

  const found = await send(200, roleHolders.findCandidate, { body: { orgId, phone: '13900000001' } }, cadre)
  const { personId } = found.candidate
  const clerk = { personId, role: 'clerk', orgId, outletId } as const
  await send(201, roleHolders.giveRole, { body: clerk }, cadre)
  const second = { personId, role: 'cadre', orgId } as const
  await send(201, roleHolders.giveRole, { body: second }, cadre)
  await send(200, roleHolders.listRoleHolders, { query: { orgId } }, cadre)
  await send(200, roleHolders.revokeRole, { body: { ...second, reason: '换岗' } }, cadre)
  await send(200, roleHolders.listRoleChanges, { query: { orgId } }, cadre)
}
