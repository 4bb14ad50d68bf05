/** Tokens that are none: made up, changed, of another issuer, grown old. */
import { createHmac } from 'node:crypto'
import { keyFor } from '../../functions/lib/secrets.ts'
import { issueToken, TOKEN_LIFE_SECONDS } from '../../functions/lib/tokens.ts'

interface Claims {
  readonly sub: string
  readonly sid: string
}

const claimsOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as Claims

const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A token as a forger writes it: any header, any claims, signed with any key or with nothing. */
function written(header: object, claims: object, key?: string | Buffer, hash = 'sha256'): string {
  const content = `${encoded(header)}.${encoded(claims)}`
  const signature = key === undefined ? '' : createHmac(hash, key).update(content).digest('base64url')
  return `${content}.${signature}`
}

/** Every one of these must be taken for no token at all, though each was made from a good one. */
export function forged(good: string): Record<string, string> {
  const [header = '', claims = '', signature = ''] = good.split('.')
  const same = claimsOf(good)
  const other = { ...same, sub: 'per_01ARZ3NDEKTSV4RRFFQ69G5FAV' }
  const HS256 = { alg: 'HS256', typ: 'JWT' }
  const key = keyFor('tokens')
  return {
    'other claims under the old signature': `${header}.${encoded(other)}.${signature}`,
    'another header under the old signature': `${encoded({ alg: 'HS384', typ: 'JWT' })}.${claims}.${signature}`,
    'alg none without a signature': written({ alg: 'none', typ: 'JWT' }, other),
    'alg None with a signature': `${encoded({ alg: 'None' })}.${claims}.${signature}`,
    'an empty signature': `${header}.${claims}.`,
    'no signature': `${header}.${claims}`,
    'a key of the forger': written(HS256, same, 'a secret of my own'),
    'an empty key': written(HS256, same, ''),
    'the right key with another algorithm': written({ alg: 'HS512', typ: 'JWT' }, same, key, 'sha512'),
    'the key of another purpose': written(HS256, same, keyFor('passes')),
    'another issuer': written(HS256, { ...same, iss: 'elsewhere' }, key),
    'another audience': written(HS256, { ...same, aud: 'elsewhere' }, key),
    'no issuer': written(HS256, { ...same, iss: undefined }, key),
    'no audience': written(HS256, { ...same, aud: undefined }, key),
    'nobody in it': written(HS256, { ...same, sub: undefined }, key),
    'no end': written(HS256, { ...same, exp: undefined }, key),
    'an end that is a text': written(HS256, { ...same, exp: 'tomorrow' }, key),
    'claims that are a list': written(HS256, [same], key),
    'a changed letter': `${good.slice(0, -2)}${good.at(-2) === 'A' ? 'B' : 'A'}${good.at(-1)}`,
    'two tokens': `${good}.${good}`,
    'five thousand letters': 'a'.repeat(5_000),
    'no token': 'null',
  }
}

/** Somebody whose token does not grow old: a proof in full takes longer than one lives. */
export const lasting = <P extends { readonly token: string }>(person: P): P => ({
  ...person,
  get token() {
    const seconds = Math.floor(Date.now() / 1_000)
    const now = { iat: seconds, exp: seconds + TOKEN_LIFE_SECONDS }
    return written({ alg: 'HS256', typ: 'JWT' }, { ...claimsOf(person.token), ...now }, keyFor('tokens'))
  },
})

/** The good token's own claims, sixteen minutes ago. */
export function expired(good: string): string {
  const { sub: personId, sid: sessionId } = claimsOf(good)
  return issueToken({ personId, sessionId }, Date.now() - 16 * 60_000)
}
