import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'
import { setting } from './setting.ts'

/** What a key is for. Each purpose has its own key, derived from the one master key (HKDF, RFC 5869). */
export type Purpose =
  | 'tokens'
  | 'renewals'
  | 'fields'
  | 'lookup'
  | 'passes'
  | 'tickets'
  | 'receipts'
  | 'short-codes'
  | 'codes'
  | 'member-codes'
  | 'member-digits'
  | 'draws'
  | 'pseudonyms'
  | 'singles'
  | 'aliases'
  | 'certificates'

const derived = new Map<Purpose, Buffer>()

export function keyFor(purpose: Purpose): Buffer {
  const known = derived.get(purpose)
  if (known) return known
  const master = Buffer.from(setting('MASTER_KEY'), 'base64')
  if (master.length < 32) throw new Error('MASTER_KEY must hold at least 32 bytes in base64')
  const key = Buffer.from(hkdfSync('sha256', master, 'gonghui', purpose, 32))
  derived.set(purpose, key)
  return key
}

const IV_BYTES = 12
const TAG_BYTES = 16

/** Encrypts bytes for the table (AES-256-GCM): iv, tag and ciphertext. `bound` must be given again to open them. */
export function sealBytes(bytes: Uint8Array, bound: string, purpose: Purpose = 'fields'): Buffer {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', keyFor(purpose), iv).setAAD(Buffer.from(bound))
  const body = Buffer.concat([cipher.update(bytes), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), body])
}

/** Opens what `sealBytes` made; throws where it was changed or belongs to something else. */
export function unsealBytes(sealed: Uint8Array, bound: string, purpose: Purpose = 'fields'): Buffer {
  const bytes = Buffer.from(sealed)
  const decipher = createDecipheriv('aes-256-gcm', keyFor(purpose), bytes.subarray(0, IV_BYTES))
    .setAAD(Buffer.from(bound))
    .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
  return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()])
}

/** Encrypts a text for the table: base64url of what `sealBytes` makes. */
export const seal = (text: string, bound: string, purpose: Purpose = 'fields'): string =>
  sealBytes(Buffer.from(text, 'utf8'), bound, purpose).toString('base64url')

/** Opens what `seal` made; throws where it was changed or belongs to something else. */
export const unseal = (sealed: string, bound: string, purpose: Purpose = 'fields'): string =>
  unsealBytes(Buffer.from(sealed, 'base64url'), bound, purpose).toString('utf8')

/** A keyed hash for finding what is stored encrypted: 32 hex digits that say nothing to who lacks the key. */
export const lookupHash = (...parts: string[]): string =>
  createHmac('sha256', keyFor('lookup')).update(parts.join('\u0000')).digest('hex').slice(0, 32)

const signing = new Map<Purpose, KeyObject>()

/** As an object a key is set up once, and not for each hash: five times as quick. */
function signingKeyFor(purpose: Purpose): KeyObject {
  const known = signing.get(purpose) ?? createSecretKey(keyFor(purpose))
  signing.set(purpose, known)
  return known
}

export const mac = (purpose: Purpose, content: Buffer | string, bytes = 32): Buffer =>
  createHmac('sha256', signingKeyFor(purpose)).update(content).digest().subarray(0, bytes)

export const sameBytes = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b)
