/**
 * API Gateway's part on one machine: an HTTP API in front of the handlers, and the H5 pages beside it.
 * What it refuses, it refuses as AWS does (status and body), so that nothing is first met in the cloud.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Cors } from './deployment.ts'
import { type LoadedFunction, TimedOut } from './functions.ts'
import { makeEvent, type Reply, readResult } from './gateway-event.ts'
import { close, listen } from './ports.ts'
import { type Match, makeRouter } from './routes.ts'

/** Answers a request for a page, or nothing where it has none. */
export type Pages = (path: string, request: IncomingMessage) => Promise<Reply | undefined>

export type GatewayOptions = {
  functions: LoadedFunction[]
  cors?: Cors | undefined
  pages?: Pages | undefined
  port?: number
  host?: string
  log?: (line: string) => void
}
export type Gateway = { port: number; url: string; stop(): Promise<void> }

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const largestBody = 10 * 1024 * 1024
const integrationTimeoutMs = 30_000
const apiPath = /^\/(v1|console)(\/|$)/

/** @throws PortTaken */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const log = options.log ?? console.error
  const route = makeRouter(
    options.functions.flatMap((target) => target.routes.map((route) => ({ route, target }))),
  )
  const server: Server = createServer((request, response) => {
    answer(request, route, options, log)
      .catch((fault): Reply => {
        log(`${request.method} ${request.url}: ${fault instanceof Error ? fault.stack : fault}`)
        return message(500, 'Internal Server Error')
      })
      .then((reply) => send(response, reply, request, options.cors))
  })
  // Idle connections of a test's client stay open between its requests; Node's 5 s would reset some of them.
  server.keepAliveTimeout = 65_000
  const host = options.host ?? '127.0.0.1'
  const port = await listen(server, { port: options.port ?? 0, host, setting: 'PORT', what: '产品' })
  return { port, url: `http://localhost:${port}`, stop: () => close(server) }
}

async function answer(
  request: IncomingMessage,
  route: (method: string, path: string) => Match<LoadedFunction> | undefined,
  { cors, pages }: GatewayOptions,
  log: (line: string) => void,
): Promise<Reply> {
  const [path = '/', query = ''] = split(request.url ?? '/')
  if (!decodes(path)) return message(400, 'Bad Request')
  const method = request.method ?? 'GET'
  if (cors && isPreflight(request)) return { status: 204, headers: {}, body: Buffer.alloc(0) }
  const match = route(method, path)
  if (!match) {
    const page = apiPath.test(path) || !/^(GET|HEAD)$/.test(method) ? undefined : await pages?.(path, request)
    return page ?? message(404, 'Not Found')
  }
  const body = await readBody(request)
  if (!body) return message(413, 'Request Entity Too Large')
  const event = makeEvent(request, { path, query }, match, body)
  const reply = await match.target
    .invoke(event, integrationTimeoutMs)
    .then(readResult)
    .catch((fault): Reply => {
      log(`${match.routeKey}: ${fault instanceof Error ? fault.stack : fault}`)
      // A function that may run longer than the gateway waits is given up by the gateway, not by Lambda.
      const givenUp = fault instanceof TimedOut && match.target.timeoutMs > integrationTimeoutMs
      return givenUp ? message(503, 'Service Unavailable') : message(500, 'Internal Server Error')
    })
  reply.headers['apigw-requestid'] = event.requestContext.requestId
  return reply
}

function split(url: string): [string, string] {
  const mark = url.indexOf('?')
  return mark < 0 ? [url, ''] : [url.slice(0, mark), url.slice(mark + 1)]
}

function decodes(path: string): boolean {
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}

/** The body, or nothing where it is too large; what is too large is read no further. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > largestBody) return undefined
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > largestBody) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function message(status: number, text: string): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify({ message: text })),
  }
}

function send(
  response: ServerResponse,
  reply: Reply,
  request: IncomingMessage,
  cors: Cors | undefined,
): void {
  const origin = request.headers.origin
  const headers = { ...reply.headers, ...(cors && origin ? corsHeaders(cors, origin, request) : {}) }
  // What was not read to its end cannot carry a further request.
  if (!request.complete) response.shouldKeepAlive = false
  if (reply.status === 204 || reply.status === 304) delete headers['content-type']
  else headers['content-length'] = String(reply.body.length)
  response.writeHead(reply.status, headers)
  response.end(request.method === 'HEAD' ? undefined : reply.body)
}

function isPreflight({ method, headers }: IncomingMessage): boolean {
  return method === 'OPTIONS' && !!headers.origin && !!headers['access-control-request-method']
}

/** Nothing for an origin that is not allowed: the browser then refuses. */
function corsHeaders(cors: Cors, origin: string, request: IncomingMessage): Record<string, string> {
  if (!cors.origins.includes('*') && !cors.origins.includes(origin)) return {}
  return {
    'access-control-allow-origin': cors.origins.includes('*') ? '*' : origin,
    ...(cors.credentials && { 'access-control-allow-credentials': 'true' }),
    ...(cors.exposed.length > 0 && { 'access-control-expose-headers': cors.exposed.join(',') }),
    ...(isPreflight(request) && {
      'access-control-allow-methods': cors.methods.join(','),
      'access-control-allow-headers': cors.headers.join(','),
      ...(cors.maxAgeSeconds !== undefined && { 'access-control-max-age': String(cors.maxAgeSeconds) }),
    }),
  }
}
