import type * as contracts from '@gonghui/shared/membership/devices'
import { type Handler, refuse, reply } from '../lib/server.ts'
import { endSession, readSession, readSessionsOf } from './session.store.ts'

export const listDevices: Handler<typeof contracts.listDevices> = async ({ caller, now }) => {
  const sessions = await readSessionsOf(caller.personId, now)
  const items = sessions.map(({ sessionId, device, startedAt, renewedAt }) => ({
    sessionId,
    device: device ?? '未知设备',
    startedAt: startedAt ?? renewedAt,
    seenAt: renewedAt,
    current: sessionId === caller.sessionId,
  }))
  return reply(200, { items, serverTime: now })
}

/** Ended again, it is as unknown as another's: nothing is left that would say whose it was. */
export const endDevice: Handler<typeof contracts.endDevice> = async ({ params, caller, now }) => {
  const session = await readSession(params.sessionId)
  if (session?.personId !== caller.personId) return refuse('session-unknown')
  await endSession(session)
  return reply(200, { ended: 1, serverTime: now })
}

export const endDevices: Handler<typeof contracts.endDevices> = async ({ body, caller, now }) => {
  const sessions = await readSessionsOf(caller.personId, now)
  const wanted = sessions.filter(({ sessionId }) => !(body.keepThis && sessionId === caller.sessionId))
  for (const session of wanted) await endSession(session)
  return reply(200, { ended: wanted.length, serverTime: now })
}
