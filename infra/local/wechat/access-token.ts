/**
 * The stable access token: the same one to everybody until it nears its end.
 * https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/mp-access-token/getStableAccessToken.html
 */
import { randomBytes } from 'node:crypto'
import { type Answer, type Call, json, readJson } from './call.ts'
import { error } from './errors.ts'
import { checkApp } from './sign-in.ts'
import type { Endpoint, World } from './world.ts'

const lifeMs = 7_200_000
/** In its last five minutes a token is replaced, and both are good. */
const overlapMs = 300_000
/** A forced renewal within 30 s of the last changes nothing. */
const forcedEveryMs = 30_000

export const stableToken: Endpoint = (call, world) => {
  const given = readJson(call)
  if (!given) return error(47001)
  const refusal = checkApp(world, given.appid, given.secret)
  if (refusal) return refusal
  if (given.grant_type !== 'client_credential') return error(40002)
  const now = world.now()
  const current = world.currentToken
  const forced =
    given.force_refresh === true && now - (current?.forcedAt ?? Number.NEGATIVE_INFINITY) >= forcedEveryMs
  if (!current || forced || current.until - now <= overlapMs) {
    // A forced renewal is for a leaked token: the old one is dead at once.
    if (forced && current) world.tokens.delete(current.token)
    const token = `local_${randomBytes(48).toString('base64url')}`
    const until = now + lifeMs
    world.tokens.set(token, { until })
    world.currentToken = { token, until, ...(forced && { forcedAt: now }) }
  }
  const { token, until } = world.currentToken ?? { token: '', until: now }
  return json({ access_token: token, expires_in: Math.floor((until - now) / 1000) })
}

/** The refusal of a call whose token is missing, unknown or past its end. */
export function checkToken(world: World, { query }: Call): Answer | undefined {
  const given = query.get('access_token')
  if (!given) return error(41001)
  const token = world.tokens.get(given)
  if (!token) return error(40001)
  return token.until > world.now() ? undefined : error(42001)
}
