import { randomBytes } from 'node:crypto'
import { createSigner } from 'fast-jwt'
import { beforeAll, expect, test, vi } from 'vitest'
import { keyFor } from './secrets.ts'
import { issueToken, readToken, TOKEN_LIFE_SECONDS } from './tokens.ts'

const caller = { personId: 'per_TEST', sessionId: 'ses_TEST' }
const member = { memberId: 'mem_TEST', orgPath: 'org_A/org_B', tags: ['女职工'], joinedAt: '2025-01-01' }

beforeAll(() => {
  vi.stubEnv('MASTER_KEY', randomBytes(32).toString('base64'))
})

test('a token tells who it was issued to, with the membership if there is one', () => {
  expect(readToken(issueToken(caller, Date.now()))).toEqual(caller)
  expect(readToken(issueToken({ ...caller, member }, Date.now()))).toEqual({ ...caller, member })
  const moved = {
    ...member,
    before: [{ orgPath: 'org_A/org_C', until: '2026-01-01' }],
    standing: 'suspended' as const,
  }
  expect(readToken(issueToken({ ...caller, member: moved }, Date.now()))).toEqual({
    ...caller,
    member: moved,
  })
})

test('a token is good for its fifteen minutes and expired after them', () => {
  const ago = (seconds: number) => Date.now() - seconds * 1_000
  expect(readToken(issueToken(caller, ago(TOKEN_LIFE_SECONDS - 5)))).toEqual(caller)
  expect(readToken(issueToken(caller, ago(TOKEN_LIFE_SECONDS + 1)))).toBe('token-expired')
})

const whole = { sub: 'per_TEST', sid: 'ses_TEST', iss: 'gonghui', aud: 'gonghui-api' }
const signed = (claims: object, key = keyFor('tokens')) =>
  createSigner({ key, algorithm: 'HS256', expiresIn: 60_000 })({ ...claims })

test('the claims that every token has are enough', () => {
  expect(readToken(signed(whole))).toEqual({ personId: 'per_TEST', sessionId: 'ses_TEST' })
})

test.each(['sub', 'sid', 'iss', 'aud'])(
  'a token without %s is none, though it bears our signature',
  (claim) => {
    const { [claim as keyof typeof whole]: _, ...rest } = whole
    expect(readToken(signed(rest))).toBe('token-invalid')
  },
)

test.each([
  ['another issuer', { ...whole, iss: 'elsewhere' }],
  ['another audience', { ...whole, aud: 'elsewhere' }],
])('a token of %s is none', (_, claims) => {
  expect(readToken(signed(claims))).toBe('token-invalid')
})

test('a key of another purpose signs no token', () => {
  expect(readToken(signed(whole, keyFor('passes')))).toBe('token-invalid')
})
