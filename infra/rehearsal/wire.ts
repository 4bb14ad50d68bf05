/** One request as a phone sends it, with the moments that matter; a connection is kept and used again, as a phone's is. */
import * as http from 'node:http'
import * as https from 'node:https'
import { type Call, type Incoming, outgoing } from '@gonghui/shared/lib/client'
import type { Contract } from '@gonghui/shared/lib/contract'

/**
 * So many requests are on the wire at once; the next wait in this process, and the report tells how long. A stack on this
 * machine is one process: what is more than it can turn over would wait inside it, and be taken for slow functions.
 */
const SOCKETS = { here: 64, deployed: 1_000 }

export const isHere = (apiBase: string): boolean =>
  /^(localhost|127\.|\[::1\])/.test(new URL(apiBase).hostname)
/** As long as the mini-program waits for an answer. */
const PATIENCE_MS = 15_000

export interface Timed {
  readonly came: Incoming
  /** When it left this process, by `performance.now()`. */
  readonly sentMs: number
  readonly endedMs: number
}

/** Sends a typed call to `apiBase`. A lost connection is an answer too: nobody knows. */
export type Wire = <C extends Contract>(
  to: C,
  call: Call<C>,
  credentials?: { readonly token?: string; readonly key?: string },
) => Promise<Timed>

export function wireTo(apiBase: string): Wire & { close(): void } {
  const base = new URL(apiBase)
  const { Agent, request } = base.protocol === 'https:' ? https : http
  const agent = new Agent({ keepAlive: true, maxSockets: isHere(apiBase) ? SOCKETS.here : SOCKETS.deployed })
  const send: Wire = (to, call, credentials = {}) => {
    const { method, url, headers, body } = outgoing(to, call, credentials)
    return new Promise((resolve) => {
      let sentMs = performance.now()
      const end = (came: Incoming) => resolve({ came, sentMs, endedMs: performance.now() })
      const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }
      const going = request(
        {
          agent,
          hostname: base.hostname,
          port: base.port,
          method,
          path: url,
          headers: { ...headers, ...length },
        },
        (response) => {
          const parts: Buffer[] = []
          response.on('data', (part: Buffer) => parts.push(part))
          response.on('error', () => end('unreachable'))
          response.on('end', () =>
            end({
              status: response.statusCode ?? 0,
              headers: response.headers as Record<string, string>,
              body: parsed(Buffer.concat(parts).toString('utf8')),
            }),
          )
        },
      )
      going.on('socket', () => {
        sentMs = performance.now()
      })
      going.setTimeout(PATIENCE_MS, () => going.destroy(new Error('no answer')))
      going.on('error', () => end('unreachable'))
      going.end(body)
    })
  }
  return Object.assign(send, { close: () => agent.destroy() })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
