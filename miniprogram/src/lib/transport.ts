import type { Incoming, Outgoing } from '@gonghui/shared/lib/client'
import Taro from '@tarojs/taro'
import { findPlace } from './place'
import { monotonicMs, noteServerTime } from './server-clock'

const PATIENCE_MS = 15_000

const parsed = (body: unknown): unknown => {
  if (typeof body !== 'string') return body ?? undefined
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

const timeIn = (body: unknown): string | undefined =>
  typeof body === 'object' && body !== null && 'serverTime' in body ? String(body.serverTime) : undefined

/** Sends over Taro.request, and sets the server's clock by whatever comes back. */
export async function send(one: Outgoing): Promise<Incoming> {
  try {
    const { apiBase } = await findPlace()
    const sentAt = monotonicMs()
    const reply = await Taro.request({
      url: `${apiBase}${one.url}`,
      method: one.method as 'GET' | 'POST' | 'PUT' | 'DELETE',
      header: one.headers,
      ...(one.body === undefined ? {} : { data: one.body }),
      timeout: PATIENCE_MS,
    })
    const headers: Record<string, string> = {}
    // WeChat keeps the letter case that the server wrote.
    for (const [name, value] of Object.entries(reply.header ?? {}))
      headers[name.toLowerCase()] = String(value)
    const body = parsed(reply.data)
    noteServerTime({ serverTime: timeIn(body), date: headers.date }, sentAt)
    return { status: reply.statusCode, headers, body }
  } catch {
    return 'unreachable'
  }
}
