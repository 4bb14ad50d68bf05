/**
 * The shapes on both sides of a function behind an HTTP API (payload format 2.0):
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
import { randomBytes, randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda'

/** Bodies of these types arrive as text; all others, forms and untyped ones included, as base64 (so does AWS). */
const textType = /^(text\/|application\/(json|xml|javascript)\b)/i

export function makeEvent(
  request: IncomingMessage,
  target: { path: string; query: string },
  match: { routeKey: string; parts: Record<string, string> },
  body: Buffer,
): APIGatewayProxyEventV2 {
  const now = new Date()
  const { headers, cookies } = readHeaders(request)
  const address = (request.socket.remoteAddress ?? '127.0.0.1').replace(/^::ffff:/, '')
  const domainName = (headers.host ?? 'localhost').replace(/:\d+$/, '')
  headers['x-forwarded-for'] = [headers['x-forwarded-for'], address].filter(Boolean).join(', ')
  headers['x-forwarded-port'] ??= String(request.socket.localPort)
  headers['x-forwarded-proto'] ??= 'http'
  headers['x-amzn-trace-id'] ??= `Root=1-${hex(now.getTime() / 1000)}-${randomBytes(12).toString('hex')}`
  const isText = textType.test(headers['content-type'] ?? '')
  return {
    version: '2.0',
    routeKey: match.routeKey,
    rawPath: decodeURIComponent(target.path),
    rawQueryString: target.query,
    ...(cookies.length > 0 && { cookies }),
    headers,
    ...(target.query !== '' && { queryStringParameters: readQuery(target.query) }),
    ...(Object.keys(match.parts).length > 0 && {
      pathParameters: Object.fromEntries(
        Object.entries(match.parts).map(([name, value]) => [name, decodeURIComponent(value)]),
      ),
    }),
    requestContext: {
      accountId: '000000000000',
      apiId: 'local',
      domainName,
      domainPrefix: domainName.split('.')[0] ?? '',
      http: {
        method: request.method ?? 'GET',
        path: decodeURIComponent(target.path),
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: address,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey: match.routeKey,
      stage: '$default',
      time: commonLogTime(now),
      timeEpoch: now.getTime(),
    },
    ...(body.length > 0 && { body: body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !isText,
  }
}

/** Lower-cased, repeats joined by commas; cookies stand apart. */
function readHeaders(request: IncomingMessage) {
  const headers: Record<string, string> = {}
  const cookies: string[] = []
  for (let index = 0; index < request.rawHeaders.length; index += 2) {
    const name = (request.rawHeaders[index] ?? '').toLowerCase()
    const value = request.rawHeaders[index + 1] ?? ''
    if (name === 'cookie') cookies.push(...value.split(/;\s*/).filter(Boolean))
    else headers[name] = headers[name] === undefined ? value : `${headers[name]},${value}`
  }
  return { headers, cookies }
}

function readQuery(query: string): Record<string, string> {
  const parameters: Record<string, string> = {}
  for (const [name, value] of new URLSearchParams(query))
    parameters[name] = parameters[name] === undefined ? value : `${parameters[name]},${value}`
  return parameters
}

const hex = (seconds: number) => Math.floor(seconds).toString(16)

/** `21/Nov/2026:22:54:59 +0000` */
function commonLogTime(at: Date): string {
  const [, day, month, year, time] = at.toUTCString().split(' ')
  return `${day}/${month}/${year}:${time} +0000`
}

/** @param isEnding whether this machine is being put away: then no function has time left. */
export function makeContext(
  functionName: string,
  timeoutMs: number,
  isEnding: () => boolean = () => false,
): Context {
  const deadline = Date.now() + timeoutMs
  return {
    callbackWaitsForEmptyEventLoop: false,
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws-cn:lambda:${process.env.AWS_REGION}:000000000000:function:${functionName}`,
    memoryLimitInMB: '1024',
    awsRequestId: randomUUID(),
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: 'local',
    getRemainingTimeInMillis: () => (isEnding() ? 0 : Math.max(0, deadline - Date.now())),
    // Of Node's callback style, which the runtime no longer has.
    done: () => {},
    fail: () => {},
    succeed: () => {},
  }
}

export type Reply = { status: number; headers: Record<string, string | string[]>; body: Buffer }

/** Lambda's limit for an answer; the gateway turns a larger one into a 500. */
const largestReply = 6 * 1024 * 1024

/** What the client gets for what the function returned. @throws where AWS would answer 500. */
export function readResult(result: unknown): Reply {
  if (typeof result !== 'object' || result === null || !('statusCode' in result)) {
    const body = typeof result === 'string' ? result : JSON.stringify(result ?? null)
    return { status: 200, headers: { 'content-type': 'application/json' }, body: Buffer.from(body) }
  }
  const { statusCode, headers = {}, body = '', isBase64Encoded, cookies = [] } = result as Structured
  if (!Number.isInteger(statusCode)) throw new Error(`statusCode is no integer: ${statusCode}`)
  if (typeof body !== 'string') throw new Error('body is no string')
  if (body.length > largestReply) throw new Error(`The answer has ${body.length} bytes, Lambda allows 6 MB`)
  const reply: Reply = {
    status: statusCode,
    headers: { 'content-type': 'text/plain;charset=UTF-8' },
    body: Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'),
  }
  for (const [name, value] of Object.entries(headers)) {
    const key = name.toLowerCase()
    if (!hopByHop.has(key) && value !== undefined) reply.headers[key] = String(value)
  }
  if (cookies.length > 0) reply.headers['set-cookie'] = cookies
  return reply
}

const hopByHop = new Set(['connection', 'content-length', 'keep-alive', 'transfer-encoding', 'upgrade'])

type Structured = {
  statusCode: number
  headers?: Record<string, string | number | boolean | undefined>
  body?: unknown
  isBase64Encoded?: boolean
  cookies?: string[]
}
