import '../../infra/local/test-table.ts'
import type { Contract } from '@gonghui/shared/lib/contract'
import type { Org } from '@gonghui/shared/lib/org'
import { type Role, roles } from '@gonghui/shared/lib/roles'
import * as signIns from '@gonghui/shared/membership/console-sign-ins'
import * as roleHolders from '@gonghui/shared/membership/role-holders'
import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda'
import { beforeAll, expect, test } from 'vitest'
import { issueToken } from '../lib/tokens.ts'
import { handler } from './membership-function.ts'
import { makeUnion, newMemberOf, newStaff, type Union } from './test-union.ts'

/** Who may call what, where: every endpoint of the roles and of the console’s sign-in, for every role. */

let union: Union
let places: Readonly<Record<Place, Org>>
const personIds = new Map<Place, string>()
beforeAll(async () => {
  union = await makeUnion()
  const { street: own, workplace: below, city: above } = union
  const sibling = (await makeUnion()).street
  places = { own, below, sibling, above }
  for (const [place, org] of Object.entries(places))
    personIds.set(place as Place, (await newMemberOf(org)).caller.personId)
})

type Place = 'own' | 'below' | 'sibling' | 'above'
const everywhere: readonly Place[] = ['own', 'below', 'sibling', 'above']

async function call(
  contract: Contract,
  role: Role,
  { query = {}, body = {} }: { query?: object; body?: object },
) {
  const staff = await newStaff(role, union.street)
  const event = {
    routeKey: `${contract.method} ${contract.path}`,
    headers: { authorization: `Bearer ${issueToken(staff, Date.now())}` },
    queryStringParameters: query,
    body: JSON.stringify(body),
    requestContext: { http: { sourceIp: '127.0.0.1', userAgent: '' } },
  }
  const answer = (await handler(event as never, {} as Context)) as APIGatewayProxyStructuredResultV2
  const { code } = JSON.parse(String(answer.body)) as { code?: string }
  return code ?? answer.statusCode
}

const SCOPED = 'org-out-of-scope'
const lookers: readonly Role[] = ['cadre', 'operator', 'auditor']
const givers: readonly Role[] = ['cadre', 'operator']

interface Case {
  readonly contract: Contract
  readonly who: readonly Role[]
  readonly sent: (place: Place) => { query?: object; body?: object }
  /** What who may call is told within the own scope. */
  readonly inScope: (role: Role) => number | string
}
const cases: Readonly<Record<string, Case>> = {
  'list the holders of roles': {
    contract: roleHolders.listRoleHolders,
    who: lookers,
    sent: (place) => ({ query: { orgId: places[place].orgId } }),
    inScope: () => 200,
  },
  'list the changes of roles': {
    contract: roleHolders.listRoleChanges,
    who: lookers,
    sent: (place) => ({ query: { orgId: places[place].orgId } }),
    inScope: () => 200,
  },
  'find whom to give a role': {
    contract: roleHolders.findCandidate,
    who: givers,
    sent: (place) => ({ body: { orgId: places[place].orgId, phone: '13912345678' } }),
    inScope: () => 'member-unknown',
  },
  'give the role of a matchmaker': {
    contract: roleHolders.giveRole,
    who: givers,
    sent: (place) => ({
      body: { orgId: places[place].orgId, personId: personIds.get(place), role: 'matchmaker' },
    }),
    inScope: (role) => (role === 'cadre' ? 201 : 'role-not-yours-to-give'),
  },
  'take the role of a matchmaker': {
    contract: roleHolders.revokeRole,
    who: givers,
    sent: (place) => ({
      body: {
        orgId: places[place].orgId,
        personId: personIds.get(place),
        role: 'matchmaker',
        reason: '换岗',
      },
    }),
    inScope: (role) => (role === 'cadre' ? 200 : 'role-not-yours-to-give'),
  },
}

const matrix = Object.keys(cases).flatMap((deed) => roles.map((role) => [role, deed] as const))

test.each(matrix)('a %s, at the own org, below, beside and above: %s', async (role, deed) => {
  const { contract, who, sent, inScope } = cases[deed] as Case
  const told = await Promise.all(everywhere.map((place) => call(contract, role, sent(place))))
  const allowed = inScope(role)
  expect(told).toEqual(
    who.includes(role) ? [allowed, allowed, SCOPED, SCOPED] : Array(4).fill('role-missing'),
  )
})

test.each(roles)('a %s may look at, confirm and refuse a sign-in to the console', async (role) => {
  const body = { signInCode: `sgn_01J00000000000000000000000.${'A'.repeat(22)}` }
  for (const contract of [
    signIns.viewConsoleSignIn,
    signIns.confirmConsoleSignIn,
    signIns.refuseConsoleSignIn,
  ])
    expect(await call(contract, role, { body })).toBe('sign-in-unknown')
})
