/**
 * A WeChat (and Tencent SMS) server on this machine, for want of the real one: it speaks the documented protocol
 * with its documented refusals. Product code does not know it from the real one but by its address.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { close, listen } from '../ports.ts'
import { checkToken, stableToken } from './access-token.ts'
import { type Answer, type Call, json } from './call.ts'
import { mediaCheck, textCheck } from './content-check.ts'
import { control } from './controls.ts'
import { error } from './errors.ts'
import { programCode } from './program-code.ts'
import { login, loginPage, messageInbox, smsInbox } from './screens.ts'
import { codeToSession, phoneNumber } from './sign-in.ts'
import { sendSms, smsError, smsReply, status } from './sms.ts'
import { sendMessage } from './subscription.ts'
import { type Endpoint, type Fault, isoNow, makeWorld, type WechatOptions, type World } from './world.ts'

export type Wechat = {
  port: number
  url: string
  /** The product's address, for pages that lead back to it. */
  setProduct(url: string): void
  /** Where events are pushed to, as the developer saves it in WeChat's console. */
  setCallback(url: string): void
  stop(): Promise<void>
}

/** Of everything behind an access token the token is checked first. */
const behindToken =
  (endpoint: Endpoint): Endpoint =>
  (call, world) =>
    checkToken(world, call) ?? endpoint(call, world)

const endpoints: Record<string, { method: string; answer: Endpoint }> = {
  '/sns/jscode2session': { method: 'GET', answer: codeToSession },
  '/cgi-bin/stable_token': { method: 'POST', answer: stableToken },
  '/wxa/business/getuserphonenumber': { method: 'POST', answer: behindToken(phoneNumber) },
  '/wxa/getwxacodeunlimit': { method: 'POST', answer: behindToken(programCode) },
  '/wxa/msg_sec_check': { method: 'POST', answer: behindToken(textCheck) },
  '/wxa/media_check_async': { method: 'POST', answer: behindToken(mediaCheck) },
  '/cgi-bin/message/subscribe/send': { method: 'POST', answer: behindToken(sendMessage) },
  // Tencent Cloud has one address for all actions; a fault names the action.
  SendSms: { method: 'POST', answer: sendSms },
}

const screens: Record<string, Endpoint> = {
  'GET /login': loginPage,
  'POST /login': login,
  'GET /sms': smsInbox,
  'GET /messages': messageInbox,
}

/** @throws PortTaken */
export async function startWechat(options: WechatOptions): Promise<Wechat> {
  const world = makeWorld(options)
  const server = createServer((request, response) => {
    receive(request, response, world).catch((fault) => {
      options.log?.(
        `fake WeChat: ${request.method} ${request.url}: ${fault instanceof Error ? fault.stack : fault}`,
      )
      if (!response.headersSent) send(response, json({ error: String(fault) }, 500))
    })
  })
  server.keepAliveTimeout = 65_000
  const host = options.host ?? '127.0.0.1'
  const port = await listen(server, {
    port: options.port ?? 0,
    host,
    setting: 'WECHAT_PORT',
    what: '本机微信',
  })
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    setProduct: (url) => {
      world.productUrl = url
    },
    setCallback: (url) => {
      world.callback = { url, token: world.options.callbackToken }
    },
    stop: () => close(server),
  }
}

async function receive(request: IncomingMessage, response: ServerResponse, world: World): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://wechat')
  const chunks: Buffer[] = []
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  const call: Call = {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers,
    body: Buffer.concat(chunks),
  }
  const screen = screens[`${call.method} ${call.path}`]
  if (screen) return send(response, await screen(call, world))
  if (call.path.startsWith('/_control/')) return send(response, await control(call, world))
  const name = call.path === '/' && call.headers['x-tc-action'] ? 'SendSms' : call.path
  const endpoint = endpoints[name]
  if (!endpoint) return send(response, json({ errcode: 404, errmsg: `no such endpoint: ${call.path}` }, 404))

  const answer = await answerWithFaults(name, call, endpoint, world)
  record(world, name, call, answer)
  if (answer) send(response, answer)
  else response.socket?.destroy()
}

/** The answer, or nothing where a fault loses it. */
async function answerWithFaults(
  name: string,
  call: Call,
  { method, answer }: { method: string; answer: Endpoint },
  world: World,
): Promise<Answer | undefined> {
  const fault = takeFault(world, name)
  if (fault?.when === 'before') {
    if (fault.delayMs) await sleep(fault.delayMs)
    if (fault.drop) return undefined
    const refusal = refusalOf(fault, name, call)
    if (refusal) return refusal
  }
  const given = call.method === method || name !== call.path ? await answer(call, world) : wrongMethod(method)
  if (fault?.when !== 'after') return given
  if (fault.delayMs) await sleep(fault.delayMs)
  return fault.drop ? undefined : (refusalOf(fault, name, call) ?? given)
}

const wrongMethod = (method: string): Answer => error(method === 'POST' ? 43002 : 43001)

function takeFault(world: World, name: string): Fault | undefined {
  const index = world.faults.findIndex(({ path }) => path === name || path === '*')
  const fault = world.faults[index]
  if (!fault) return undefined
  fault.times -= 1
  if (fault.times <= 0) world.faults.splice(index, 1)
  return fault
}

function refusalOf(fault: Fault, name: string, call: Call): Answer | undefined {
  if (fault.status !== undefined) return { status: fault.status, body: `fault ${fault.status}` }
  if (name === 'SendSms' && fault.code !== undefined) {
    if (!fault.perNumber) return smsError(fault.code, 'A fault that was asked for.')
    const code = fault.code
    const { PhoneNumberSet = [] } = JSON.parse(call.body.toString('utf8')) as { PhoneNumberSet?: string[] }
    return smsReply({ SendStatusSet: PhoneNumberSet.map((phone) => status(phone, code)) })
  }
  return fault.errcode === undefined ? undefined : error(fault.errcode)
}

function record(world: World, name: string, call: Call, answer: Answer | undefined): void {
  world.counts.set(name, (world.counts.get(name) ?? 0) + 1)
  const errcode = /^\{"errcode":(-?\d+)/.exec(answer?.body.toString('latin1', 0, 40) ?? '')?.[1]
  world.calls.push({
    at: isoNow(world),
    method: call.method,
    path: name,
    status: answer ? (answer.status ?? 200) : 0,
    ...(errcode !== undefined && { errcode: Number(errcode) }),
  })
  if (world.calls.length > 1_000) world.calls.shift()
}

function send(response: ServerResponse, { status = 200, headers = {}, body }: Answer): void {
  response.writeHead(status, { ...headers, 'content-length': String(Buffer.byteLength(body)) })
  response.end(body)
}
