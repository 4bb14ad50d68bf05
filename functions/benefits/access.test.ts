import '../../infra/local/test-table.ts'
import '../../infra/local/test-storage.ts'
import * as codes from '@gonghui/shared/benefits/codes'
import type { Contract } from '@gonghui/shared/lib/contract'
import { CSV_TYPE } from '@gonghui/shared/lib/files'
import { type Role, roles } from '@gonghui/shared/lib/roles'
import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda'
import { beforeAll, expect, test } from 'vitest'
import { giveGrant } from '../lib/grants.store.ts'
import { newId } from '../lib/ids.ts'
import { issueToken } from '../lib/tokens.ts'
import { handler } from './benefits-function.ts'
import { draftDrop, NOW } from './drop/test-drop.ts'

/** Who may bring codes, where: every role, for a drop of the own org, of one below, beside and above. */

const OWN = 'org_CITY/org_DISTRICT'
const paths = { own: OWN, below: `${OWN}/org_STREET`, sibling: 'org_CITY/org_OTHER', above: 'org_CITY' }
let drops: readonly string[]
beforeAll(async () => {
  const made = Object.values(paths).map((orgPath) => draftDrop({ orgPath, codes: 'imported' }))
  drops = (await Promise.all(made)).map(({ dropId }) => dropId)
})

interface Sent {
  readonly params: Readonly<Record<string, string>>
  readonly body?: object
}

async function tokenOf(role: Role): Promise<string> {
  const personId = newId('person', NOW)
  await giveGrant(personId, { role, orgId: 'org_DISTRICT', orgPath: OWN, orgName: '南山区总工会' })
  return issueToken({ personId, sessionId: newId('session', NOW) }, Date.now())
}

async function call(contract: Contract, token: string, { params, body = {} }: Sent) {
  const event = {
    routeKey: `${contract.method} ${contract.path}`,
    headers: { authorization: `Bearer ${token}`, 'idempotency-key': `key-${Math.random()}` },
    pathParameters: params,
    queryStringParameters: {},
    body: JSON.stringify(body),
  }
  const { body: text, statusCode } = (await handler(
    event as never,
    {} as Context,
  )) as APIGatewayProxyStructuredResultV2
  const told = JSON.parse(String(text)) as { code?: string; jobId?: string }
  return { said: told.code ?? statusCode, jobId: told.jobId ?? '' }
}

const deeds = [
  ['ask where to send a file of codes', codes.uploadCodes, { type: CSV_TYPE, size: 10 }, 201],
  ['import a file of codes', codes.importCodes, { fileId: 'A'.repeat(22) }, 202],
] as const

test.each(roles.flatMap((role) => deeds.map(([deed, ...rest]) => [role, deed, ...rest] as const)))(
  'a %s, at the own org, below, beside and above: %s',
  async (role, _, contract, body, status) => {
    const token = await tokenOf(role)
    const told = await Promise.all(drops.map((dropId) => call(contract, token, { params: { dropId }, body })))
    const expected =
      role === 'operator'
        ? [status, status, 'org-out-of-scope', 'org-out-of-scope']
        : Array(4).fill('role-missing')
    expect(told.map(({ said }) => said)).toEqual(expected)
  },
)

test.each(roles)(
  'a %s sees no job that somebody else has started, and an operator the own ones',
  async (role) => {
    const [operator, other] = [await tokenOf('operator'), await tokenOf(role)]
    const started = { params: { dropId: drops[0] ?? '' }, body: { fileId: 'A'.repeat(22) } }
    const { jobId } = await call(codes.importCodes, operator, started)
    const look = (token: string) => call(codes.getJob, token, { params: { jobId } })
    expect((await look(operator)).said).toBe(200)
    const lookers: readonly Role[] = ['operator', 'staff', 'auditor']
    expect((await look(other)).said).toBe(lookers.includes(role) ? 'job-unknown' : 'role-missing')
  },
)
