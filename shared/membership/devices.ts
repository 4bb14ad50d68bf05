import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { idOf } from '../lib/ids.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { membershipProblems } from './problems.ts'

export const device = z.object({
  sessionId: z.string(),
  /** `微信・iPhone`, `网页控制台`: as far as the phone tells. */
  device: z.string(),
  startedAt: z.string(),
  /** When it last asked for a fresh token; it asks about every quarter of an hour while it is used. */
  seenAt: z.string(),
  /** The one that asks. */
  current: z.boolean(),
})
export type Device = z.infer<typeof device>

export const listDevices = contract({
  name: 'membership.list-devices',
  summary: '我在哪些设备上登录着，最近用过的在前',
  method: 'GET',
  path: '/v1/membership/devices',
  audience: 'signed-in',
  replies: { 200: z.object({ items: z.array(device), serverTime: z.string() }) },
})

const ended = z.object({ ended: z.int(), serverTime: z.string() })

export const endDevice = contract({
  name: 'membership.end-device',
  summary: '让一台设备退出登录：续期马上被拒，手里的登录至多再用 15 分钟',
  method: 'DELETE',
  path: '/v1/membership/devices/{sessionId}',
  audience: 'signed-in',
  params: z.strictObject({ sessionId: idOf('session') }),
  replies: { 200: ended },
  refusals: refusalsFrom(membershipProblems, 'session-unknown'),
})

export const endDevices = contract({
  name: 'membership.end-devices',
  summary: '退出所有设备；可以留下正在用的这一台',
  method: 'POST',
  path: '/v1/membership/devices/end',
  audience: 'signed-in',
  body: z.strictObject({ keepThis: z.boolean() }),
  replies: { 200: ended },
})
