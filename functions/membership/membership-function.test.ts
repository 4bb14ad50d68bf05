import '../../infra/local/test-table.ts'
import { ScanCommand } from '@aws-sdk/lib-dynamodb'
import type { Call } from '@gonghui/shared/lib/client'
import { outgoing } from '@gonghui/shared/lib/client'
import type { Contract } from '@gonghui/shared/lib/contract'
import * as applicationContracts from '@gonghui/shared/membership/applications'
import * as joinCodeContracts from '@gonghui/shared/membership/join-codes'
import * as orgContracts from '@gonghui/shared/membership/orgs'
import * as sessionContracts from '@gonghui/shared/membership/sessions'
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { smsApp, wechatApp } from '../../infra/local/environment.ts'
import { startWechat, type Wechat } from '../../infra/local/wechat/server.ts'
import { giveGrant } from '../lib/grants.store.ts'
import { logFrom } from '../lib/log.ts'
import { database, TABLE } from '../table/database.ts'
import { handler } from './membership-function.ts'
import { addToRoster } from './roster.store.ts'
import { makeUnion, type Union } from './test-union.ts'

let wechat: Wechat
let union: Union
beforeAll(async () => {
  wechat = await startWechat({ ...wechatApp, sms: smsApp })
  Object.assign(process.env, { WECHAT_API_BASE: wechat.url, SMS_API_BASE: wechat.url })
  union = await makeUnion()
})
afterAll(() => wechat.stop())

async function control(path: string, body: object) {
  const reply = await fetch(`${wechat.url}/_control/${path}`, { method: 'POST', body: JSON.stringify(body) })
  return ((await reply.json()) as { code: string }).code
}

/** A typed call as API Gateway would hand it over. */
async function send<C extends Contract>(
  to: C,
  call: Call<C>,
  credentials: { token?: string | undefined; key?: string } = {},
) {
  const { url, headers, body } = outgoing(to, call, credentials)
  const { pathname, searchParams } = new URL(url, 'http://any')
  const names = [...to.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  const found = new RegExp(`^${to.path.replace(/\{\w+\}/g, '([^/]+)')}$`).exec(pathname) ?? []
  const event = {
    routeKey: `${to.method} ${to.path}`,
    headers,
    body,
    pathParameters: Object.fromEntries(names.map((name, i) => [name, found[i + 1]])),
    queryStringParameters: Object.fromEntries(searchParams),
  } as unknown as APIGatewayProxyEventV2
  const answer = await handler(event, { awsRequestId: 'test-request' } as Context)
  return { status: answer.statusCode, body: JSON.parse(answer.body ?? '') }
}

async function login(openid: string) {
  const { body } = await send(sessionContracts.openSession, {
    body: { code: await control('login-codes', { openid }) },
  })
  return body as sessionContracts.Session
}

test('from the city union down to one’s own: the tree can be walked by anybody', async () => {
  const top = await send(orgContracts.listOrgs, {})
  expect(top.body).toMatchObject({
    org: { name: '深圳市总工会', level: 'city' },
    below: [{ name: '南山区总工会' }],
  })
  const { orgId } = union.street
  const street = await send(orgContracts.listOrgs, { query: { orgId } })
  expect(street.body.below.map((org: { name: string }) => org.name).sort()).toEqual([
    '山海物流工会',
    '海风电子工会',
  ])
  const unknown = 'org_01J00000000000000000000000'
  expect(await send(orgContracts.listOrgs, { query: { orgId: unknown } })).toMatchObject({
    status: 404,
    body: { code: 'org-unknown' },
  })
})

test('a worker joins and a cadre decides; no name, phone or openid lies open in the table or the logs', async () => {
  const lines: string[] = []
  const spies = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, 'write').mockImplementation((text) => lines.push(String(text)) > 0),
  )
  logFrom('DEBUG')
  const [phone, rosterPhone] = ['13912345678', '13987654321']
  const secrets = ['欧阳小工', '司徒大工', phone, rosterPhone, 'openid-secret']

  const cadre = await login('openid-secret-cadre')
  const { workplace } = union
  await giveGrant(cadre.personId, {
    role: 'cadre',
    orgId: workplace.orgId,
    orgPath: workplace.path,
    orgName: workplace.name,
  })
  const { orgId } = workplace
  await addToRoster(orgId, [{ name: '司徒大工', phone: rosterPhone }])
  const code = await send(
    joinCodeContracts.createJoinCode,
    { body: { orgId, label: '食堂门口' } },
    { token: cadre.token, key: 'join-code-1' },
  )
  const { scene } = code.body
  const consentVersion = applicationContracts.CONSENT_VERSION

  const worker = await login('openid-secret-worker')
  const pressed = await control('phone-codes', { openid: 'openid-secret-worker', phone })
  const applied = await send(
    applicationContracts.apply,
    { body: { scene, name: '欧阳小工', phoneCode: pressed, consentVersion } },
    worker,
  )
  expect(applied).toMatchObject({ status: 201, body: { application: { state: 'waiting' } } })
  const listed = await send(applicationContracts.listApplications, { query: { orgId } }, cadre)
  expect(listed.body.items).toMatchObject([{ name: '欧阳小工', phoneMasked: '139****5678' }])
  const { applicationId } = listed.body.items[0]
  const decided = await send(applicationContracts.approveApplication, { params: { applicationId } }, cadre)
  expect(decided.status).toBe(200)
  const me = await send(sessionContracts.getMe, {}, worker)
  expect(me.body.member).toMatchObject({ name: '欧阳小工', verifiedBy: 'cadre' })

  const rostered = await login('openid-secret-rostered')
  await send(applicationContracts.sendPhoneCode, { body: { phone: '+86 139-8765-4321' } }, rostered)
  const inbox = await fetch(`${wechat.url}/_control/sms?phone=${rosterPhone}`)
  const { messages } = (await inbox.json()) as { messages: { params: string[] }[] }
  const typed = { phone: rosterPhone, oneTimeCode: messages[0]?.params[0] ?? '' }
  const admitted = await send(
    applicationContracts.apply,
    { body: { scene, name: '司徒大工', ...typed, consentVersion } },
    rostered,
  )
  expect(admitted).toMatchObject({ status: 201, body: { application: { state: 'admitted' } } })
  for (const spy of spies) spy.mockRestore()

  expect(lines.length).toBeGreaterThan(10)
  const { Items = [] } = await database.send(new ScanCommand({ TableName: TABLE }))
  expect(Items.length).toBeGreaterThan(20)
  const kept = JSON.stringify(Items)
  expect(kept).toContain('139****5678')
  for (const secret of secrets) {
    expect(kept).not.toContain(secret)
    expect(lines.join('\n')).not.toContain(secret)
  }
})
