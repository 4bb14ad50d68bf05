/** The bare wire: paths, headers and bodies go out exactly as written, which `fetch` would not allow. */
import { Agent, request } from 'node:http'
import { type Contract, takesBody } from '@gonghui/shared/lib/contract'
import { type ProblemWords, serverProblems } from '@gonghui/shared/lib/problems'
import * as z from 'zod/mini'
import type { Sent } from './test-requests.ts'

const agent = new Agent({ keepAlive: true, maxSockets: 32 })

export interface Reply {
  readonly status: number
  readonly type: string
  readonly text: string
}

export function send(
  base: string,
  {
    method,
    path,
    headers,
    body,
  }: { method: string; path: string; headers: Record<string, string>; body?: string | Buffer | undefined },
): Promise<Reply> {
  const { hostname, port } = new URL(base)
  return new Promise((resolve, reject) => {
    const going = request({ agent, hostname, port, method, path, headers }, (came) => {
      const chunks: Buffer[] = []
      came.on('data', (chunk: Buffer) => chunks.push(chunk))
      came.on('error', reject)
      came.on('end', () =>
        resolve({
          status: came.statusCode ?? 0,
          type: came.headers['content-type'] ?? '',
          text: Buffer.concat(chunks).toString('utf8'),
        }),
      )
    })
    going.on('error', reject)
    going.end(body)
  })
}

/** The raw path of a request; what is no text at all (half a surrogate pair) cannot stand in a path. */
export function pathOf({ path }: Contract, { params, query }: Sent): string {
  const encoded = (value: string) => encodeURIComponent(value.toWellFormed())
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encoded(params[name] ?? ''))
  const search = Object.entries(query).map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
  return search.length > 0 ? `${filled}?${search.join('&')}` : filled
}

export interface Credentials {
  readonly token?: string | undefined
  readonly key?: string | undefined
}

/** Sends a request by its contract; `raw` in place of the body's JSON. */
export function sendTo(
  base: string,
  contract: Contract,
  sent: Sent,
  { token, key }: Credentials,
  raw?: string | Buffer,
): Promise<Reply> {
  const headers: Record<string, string> = {}
  if (token !== undefined) headers.authorization = `Bearer ${token}`
  if (key !== undefined) headers['idempotency-key'] = key
  if (takesBody(contract)) headers['content-type'] = 'application/json'
  const body = takesBody(contract) ? (raw ?? JSON.stringify(sent.body)) : undefined
  return send(base, { method: contract.method, path: pathOf(contract, sent), headers, body })
}

export const codeIn = ({ text }: Reply): string | undefined => {
  try {
    return (JSON.parse(text) as { code?: string }).code
  } catch {
    return undefined
  }
}

/** What is wrong with a reply, by its contract; undefined where it is one the contract promises. */
export function unlawful(contract: Contract, reply: Reply): string | undefined {
  const { status, type, text } = reply
  if (status >= 500) return `${status} ${text}`
  const promised = contract.replies[status]
  if (promised) {
    if (type !== 'application/json') return `an answer of type ${type}`
    const answer = z.safeParse(promised, JSON.parse(text))
    return answer.success ? undefined : `an answer of another shape: ${text.slice(0, 300)}`
  }
  if (type !== 'application/problem+json') return `${status}, not a problem: ${type} ${text.slice(0, 300)}`
  const code = codeIn(reply) ?? ''
  const words = { ...serverProblems, ...contract.refusals }[code] as ProblemWords | undefined
  if (!words) return `the contract knows no ${code}`
  return words.status === status ? undefined : `${code} with status ${status}, documented as ${words.status}`
}
