import { mac, sameBytes } from '../lib/secrets.ts'

/**
 * A renewal code: session, generation, and a MAC over both. The code of a generation is computed, not kept, so a lost
 * reply can be given again word for word, the table holds no secret, and a made-up code never ends anybody's session.
 */
export const renewalOf = (sessionId: string, generation: number): string =>
  `${sessionId}.${generation}.${signature(sessionId, generation).toString('base64url')}`

const signature = (sessionId: string, generation: number) => mac('renewals', `${sessionId}.${generation}`)

/** The session and generation of a genuine code; undefined for any other text. */
export function readRenewal(renewal: string): { sessionId: string; generation: number } | undefined {
  const [, sessionId = '', digits = '', signed = ''] =
    /^(ses_[0-9A-Z]{26})\.([1-9]\d{0,8})\.([\w-]{43})$/.exec(renewal) ?? []
  const generation = Number(digits)
  if (!sameBytes(Buffer.from(signed, 'base64url'), signature(sessionId, generation))) return undefined
  return { sessionId, generation }
}
