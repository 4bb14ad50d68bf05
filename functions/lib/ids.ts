import { type Kind, prefixes } from '@gonghui/shared/lib/ids'
import { epochMsOf, type Instant } from '@gonghui/shared/lib/instant'
import { ulid, ulidToUUID, uuidToULID } from 'ulid'

export const newId = (kind: Kind, now: Instant): string => `${prefixes[kind]}_${ulid(epochMsOf(now))}`

/** The 16 bytes behind an id: what a bucket or a pass has room for. */
export const bytesOf = (id: string): Buffer =>
  Buffer.from(ulidToUUID(id.slice(id.indexOf('_') + 1)).replaceAll('-', ''), 'hex')

export function idFrom(kind: Kind, bytes: Uint8Array): string {
  const hex = Buffer.from(bytes).toString('hex')
  const uuid = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  return `${prefixes[kind]}_${uuidToULID(uuid)}`
}
