import { createCipheriv, createDecipheriv } from 'node:crypto'
import type { Kind } from '@gonghui/shared/lib/ids'
import { bytesOf, idFrom } from '../lib/ids.ts'
import { mac } from '../lib/secrets.ts'

/**
 * The ids of this capability. A profile's own id is a keyed hash of the member's: nobody without the key joins the
 * two, and it never leaves the house. What leaves is an alias: the profile's id, encrypted under a key of whoever is
 * told it. Two people who see the same single see two ids; the desk sees a third; an id that was not given out means
 * nothing to anybody (its last six bytes must come out as zero).
 */
const PROFILE_BYTES = 10
const BLOCK_BYTES = 16

/** 20 hex digits. */
export const profileIdOf = (memberId: string): string =>
  mac('singles', memberId, PROFILE_BYTES).toString('hex')

type Aliased = Extract<Kind, 'single' | 'profile'>

/** The matchmakers' desk looks as one: what one of them is told another can look up. */
export const DESK = 'desk'

const keyOfViewer = (kind: Aliased, viewer: string) => mac('aliases', `${kind}/${viewer}`)

/** A profile as `viewer` (another profile's id, or the desk) is told of it. */
export function aliasOf(kind: Aliased, viewer: string, profileId: string): string {
  const block = Buffer.alloc(BLOCK_BYTES)
  block.write(profileId, 'hex')
  // One block, and no two profiles alike: the plain cipher is a permutation, which is what an alias is.
  const cipher = createCipheriv('aes-256-ecb', keyOfViewer(kind, viewer), null).setAutoPadding(false)
  return idFrom(kind, Buffer.concat([cipher.update(block), cipher.final()]))
}

/** The profile behind an alias that `viewer` was told; undefined where it was never told them. */
export function profileBehind(kind: Aliased, viewer: string, alias: string): string | undefined {
  const decipher = createDecipheriv('aes-256-ecb', keyOfViewer(kind, viewer), null).setAutoPadding(false)
  const block = Buffer.concat([decipher.update(bytesOf(alias)), decipher.final()])
  return block.subarray(PROFILE_BYTES).every((byte) => byte === 0)
    ? block.subarray(0, PROFILE_BYTES).toString('hex')
    : undefined
}
