import { epochMsOf, type Instant, instantOf, SECOND_MS } from '@gonghui/shared/lib/instant'
import type {
  closeSession as closeContract,
  openSession as openContract,
  renewSession as renewContract,
  Session,
} from '@gonghui/shared/membership/sessions'
import { type Handler, isRefusal, refuse, reply } from '../lib/server.ts'
import { issueToken, TOKEN_LIFE_SECONDS } from '../lib/tokens.ts'
import { deviceOf } from './device.rule.ts'
import { isBeingErased } from './erasure.store.ts'
import { membershipOf } from './member.rule.ts'
import { readMemberOf } from './member.store.ts'
import { namedSince } from './named-since.store.ts'
import { personBehind } from './person.store.ts'
import { readRenewal, renewalOf } from './renewal.ts'
import { judgeRenewal, type OpenSession } from './session.rule.ts'
import { endSession, readSession, startSession, stepSession, stopSession } from './session.store.ts'
import { openidOf } from './wechat.ts'

export const openSession: Handler<typeof openContract> = async ({ body, from, now }) => {
  const wechat = await openidOf(body.code)
  if (isRefusal(wechat)) return wechat
  const personId = await personBehind(wechat.openid, now)
  if (await isBeingErased(personId)) return refuse('erasure-under-way')
  return reply(201, await sessionTold(await startSession(personId, now, deviceOf(from.agent)), now))
}

export const renewSession: Handler<typeof renewContract> = async ({ body, now }) => {
  const shown = readRenewal(body.renewal)
  const renewed = shown ? await renew(shown.sessionId, shown.generation, now) : 'renewal-invalid'
  return typeof renewed === 'string' ? refuse(renewed) : reply(201, await sessionTold(renewed, now))
}

async function renew(
  sessionId: string,
  generation: number,
  now: Instant,
): Promise<OpenSession | 'renewal-invalid' | 'session-closed'> {
  const session = await readSession(sessionId)
  if (!session) return 'session-closed'
  const verdict = judgeRenewal(session, generation, now)
  if (verdict === 'again') return session
  // Of two that step at once one is refused, and finds that its own step has been taken.
  if (verdict === 'renew') return (await stepSession(session, now)) ?? renew(sessionId, generation, now)
  if (verdict === 'stolen') await stopSession(session)
  return 'renewal-invalid'
}

/** The token dies by itself within 15 minutes; closing takes away the means to get the next one. */
export const closeSession: Handler<typeof closeContract> = async ({ caller }) => {
  await endSession(caller)
  return reply(200, { closed: true })
}

/** A session as its holder is told of it: with what proves it. */
export async function sessionTold(
  { sessionId, personId, generation }: OpenSession,
  now: Instant,
): Promise<Session> {
  const row = await readMemberOf(personId)
  const member = row && membershipOf(await namedSince(row))
  const issuedMs = Math.floor(epochMsOf(now) / SECOND_MS) * SECOND_MS
  return {
    token: issueToken({ personId, sessionId, member }, issuedMs),
    expiresAt: instantOf(issuedMs + TOKEN_LIFE_SECONDS * SECOND_MS),
    renewal: renewalOf(sessionId, generation),
    personId,
    ...(member ? { memberId: member.memberId } : {}),
    serverTime: now,
  }
}
