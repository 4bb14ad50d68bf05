/**
 * For the test of the roles: every deployed handler in this process, called as API Gateway and EventBridge call them,
 * and each thing a function does to the table noted: `claim PutItem MEMBER#*`.
 */
import '../local/test-table.ts'
import '../local/test-storage.ts'
import { AsyncLocalStorage } from 'node:async_hooks'
import { join } from 'node:path'
import { client } from '@gonghui/functions/table/database'
import { type Call, outgoing } from '@gonghui/shared/lib/client'
import type { AnswerOf, Contract } from '@gonghui/shared/lib/contract'
import { AwsClient } from 'aws4fetch'
import { vi } from 'vitest'
import { readDeployment } from '../local/deployment.ts'
import { smsApp, wechatApp } from '../local/environment.ts'
import { loadFunctions } from '../local/functions.ts'
import { repository } from '../local/stack.ts'
import { startWechat } from '../local/wechat/server.ts'

const calling = new AsyncLocalStorage<string>()
export const noted = new Set<string>()

/** `BUCKET#drp_1#0` lies in `BUCKET#*`. */
export const partitionOf = (pk: string): string =>
  pk.includes('#') ? `${pk.slice(0, pk.indexOf('#'))}#*` : pk

type Item = { readonly pk: string | { readonly S: string } }
type Part = { readonly Item?: Item; readonly Key?: Item }
interface BatchedWrite {
  readonly PutRequest?: Part
  readonly DeleteRequest?: Part
}
interface Input extends Part {
  readonly TransactItems?: readonly Readonly<Record<string, Part>>[]
  readonly RequestItems?: Readonly<Record<string, { readonly Keys?: readonly Item[] }>>
  readonly ExpressionAttributeValues?: Readonly<Record<string, Item['pk']>>
}

/** Each action that IAM is asked about for one command, and the key it is asked about. */
function deedsOf(command: string, input: Input): (readonly [action: string, pk: Item['pk'] | undefined])[] {
  // It tells nothing of any item, and so is allowed without a key.
  if (command === 'DescribeTable') return []
  if (command === 'TransactWriteItems')
    return (input.TransactItems ?? []).flatMap((item) =>
      Object.entries(item).map(
        ([deed, part]) =>
          [deed === 'ConditionCheck' ? 'ConditionCheckItem' : `${deed}Item`, pkOf(part)] as const,
      ),
    )
  if (command === 'BatchGetItem')
    return Object.values(input.RequestItems ?? {}).flatMap(({ Keys }) =>
      (Keys ?? []).map((key) => [command, key.pk] as const),
    )
  if (command === 'BatchWriteItem')
    return Object.values(input.RequestItems ?? {}).flatMap((writes) =>
      (writes as readonly BatchedWrite[]).map(
        ({ PutRequest, DeleteRequest }) => [command, pkOf(PutRequest ?? DeleteRequest ?? {})] as const,
      ),
    )
  if (command === 'Query') return [[command, input.ExpressionAttributeValues?.[':pk']]]
  return [[command, pkOf(input)]]
}
const pkOf = ({ Item, Key }: Part) => (Item ?? Key)?.pk

client.middlewareStack.add(
  (next, context) => (args) => {
    const command = String(context.commandName).replace(/Command$/, '')
    for (const [action, pk] of deedsOf(command, args.input as Input))
      noted.add(`${calling.getStore()} ${action} ${partitionOf(typeof pk === 'string' ? pk : String(pk?.S))}`)
    return next(args)
  },
  { step: 'build', name: 'note' },
)

/** What is asked of the storage, in an address given out as well as in a call: the action, and what the file is for. */
const sign = AwsClient.prototype.sign
vi.spyOn(AwsClient.prototype, 'sign').mockImplementation(function (this: AwsClient, input, init) {
  const { pathname } = new URL(String(input))
  const method = init?.method ?? 'GET'
  const action = { PUT: 'PutObject', DELETE: 'DeleteObject' }[method] ?? 'GetObject'
  noted.add(
    pathname.startsWith('/2015-03-31/functions/')
      ? `${calling.getStore()} InvokeFunction ${pathname.split('/')[3]}`
      : `${calling.getStore()} ${action} ${pathname.split('/')[2]}/*`,
  )
  return sign.call(this, input, init)
})

const clock = performance.now.bind(performance)
let aheadMs = 0
vi.spyOn(performance, 'now').mockImplementation(() => clock() + aheadMs)
/** In the cloud no function shares what another remembers, so each is made to look again. */
export function forget(): void {
  aheadMs += 60_000
}

const wechat = await startWechat({ ...wechatApp, sms: smsApp })
Object.assign(process.env, {
  WECHAT_API_BASE: wechat.url,
  SMS_API_BASE: wechat.url,
  WECHAT_TEMPLATES: wechatApp.templates,
})
const functions = await loadFunctions(
  readDeployment(join(repository, 'serverless.yml'), repository).functions,
)
export const stopWechat = () => wechat.stop()

export async function control(path: string, body?: object): Promise<Record<string, never>> {
  const init = body ? { method: 'POST', body: JSON.stringify(body) } : {}
  return (await fetch(`${wechat.url}/_control/${path}`, init)).json() as Promise<Record<string, never>>
}

export const invoke = (name: string, event: unknown) =>
  calling.run(name, () => functions.find((one) => one.name === name)?.invoke(event))

/** A function is set off by the clock at another moment. */
export async function invokeAt(ms: number, name: string, event: object): Promise<void> {
  forget()
  const spy = vi.spyOn(Date, 'now').mockImplementation(() => ms)
  await invoke(name, event)
  spy.mockRestore()
}

export const runJob = (job: string, jobId?: string) => invoke('jobs', { job, ...(jobId ? { jobId } : {}) })

export interface Credentials {
  readonly token?: string
  readonly key?: string
}

/** A typed call to whichever function serves its route. @throws unless the status is the one expected. */
export async function send<C extends Contract>(
  status: number,
  to: C,
  call: Call<C>,
  who: Credentials = {},
): Promise<AnswerOf<C>['body']> {
  const { url, headers, body } = outgoing(to, call, who)
  const { pathname, searchParams } = new URL(url, 'http://any')
  const found = new RegExp(`^${to.path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`).exec(pathname)
  const owner = functions.find(({ routes }) =>
    routes.some((one) => one.method === to.method && one.path === to.path),
  )
  const answer = (await invoke(owner?.name ?? '', {
    routeKey: `${to.method} ${to.path}`,
    rawPath: pathname,
    headers,
    body,
    pathParameters: { ...found?.groups },
    queryStringParameters: Object.fromEntries(searchParams),
  })) as { statusCode: number; body: string }
  if (answer.statusCode !== status) throw new Error(`${to.name}: ${answer.statusCode} ${answer.body}`)
  return JSON.parse(answer.body)
}

export const readHealth = () =>
  invoke('console', {
    version: '2.0',
    routeKey: 'GET /v1/health',
    rawPath: '/v1/health',
    rawQueryString: '',
    headers: {},
    requestContext: { http: { method: 'GET', path: '/v1/health', sourceIp: '127.0.0.1' } },
    isBase64Encoded: false,
  })
