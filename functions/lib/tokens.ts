import { createSigner, createVerifier } from 'fast-jwt'
import type { Caller, Membership } from './caller.ts'
import { keyFor } from './secrets.ts'

/**
 * Bearer tokens: HS256, signed and checked synchronously (a function answers one request at a time, so there is
 * nothing to overlap with). They live 15 minutes, and are renewed on admission, transfer and tagging.
 */
export const TOKEN_LIFE_SECONDS = 15 * 60
const ISSUER = 'gonghui'
const AUDIENCE = 'gonghui-api'

interface Claims {
  readonly sub: string
  readonly sid: string
  readonly mem?: string
  readonly org?: string
  readonly tags?: readonly string[]
  readonly since?: string
  readonly ros?: true
  readonly was?: Membership['before']
  readonly st?: Membership['standing']
  readonly only?: string
}

let sign: ((claims: Claims & { iat: number }) => string) | undefined
let verify: ((token: string) => Claims) | undefined

/** @param nowMs epoch milliseconds; the token expires 15 minutes after. */
export function issueToken(caller: Caller, nowMs: number): string {
  sign ??= createSigner({
    key: keyFor('tokens'),
    algorithm: 'HS256',
    iss: ISSUER,
    aud: AUDIENCE,
    expiresIn: TOKEN_LIFE_SECONDS * 1_000,
  }) as (claims: Claims & { iat: number }) => string
  const { personId: sub, sessionId: sid, member, only } = caller
  const membership = member
    ? {
        mem: member.memberId,
        org: member.orgPath,
        tags: member.tags,
        since: member.joinedAt,
        ...(member.onRoster ? { ros: member.onRoster } : {}),
        ...(member.before ? { was: member.before } : {}),
        ...(member.standing ? { st: member.standing } : {}),
      }
    : {}
  return sign({ sub, sid, ...membership, ...(only ? { only } : {}), iat: Math.floor(nowMs / 1_000) })
}

export type TokenProblem = 'token-invalid' | 'token-expired'

/** Who a token speaks for, or why it is not taken. */
export function readToken(token: string): Caller | TokenProblem {
  verify ??= createVerifier({
    key: keyFor('tokens'),
    algorithms: ['HS256'],
    allowedIss: ISSUER,
    allowedAud: AUDIENCE,
    // A claim that is not there is not compared: without this line a token without an issuer would pass for ours.
    requiredClaims: ['sub', 'sid', 'exp', 'iss', 'aud'],
  }) as (token: string) => Claims
  try {
    const { sub, sid, mem, org, tags, since, ros, was, st, only } = verify(token)
    const person = { personId: sub, sessionId: sid, ...(only === undefined ? {} : { only }) }
    if (!mem || !org || !since) return person
    const member = {
      memberId: mem,
      orgPath: org,
      tags: tags ?? [],
      joinedAt: since,
      ...(ros ? { onRoster: ros } : {}),
      ...(was ? { before: was } : {}),
      ...(st ? { standing: st } : {}),
    }
    return { ...person, member }
  } catch (error) {
    return (error as { code?: string }).code === 'FAST_JWT_EXPIRED' ? 'token-expired' : 'token-invalid'
  }
}
