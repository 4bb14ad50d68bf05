import { randomBytes } from 'node:crypto'
import { commitmentOf } from './draw.rule.ts'
import { seal, unseal } from './secrets.ts'

const SEED_BYTES = 32

export interface SealedSeed {
  readonly sealedSeed: string
  /** What is published before the first entry. */
  readonly commitment: string
}

/** A seed made by chance here: kept sealed, never logged, and told to nobody until the draw that it is for is made. */
export function newSealedSeed(drawId: string): SealedSeed {
  const seed = randomBytes(SEED_BYTES)
  return { sealedSeed: seal(seed.toString('hex'), drawId, 'draws'), commitment: commitmentOf(seed) }
}

export const seedIn = ({ sealedSeed }: Pick<SealedSeed, 'sealedSeed'>, drawId: string): Buffer =>
  Buffer.from(unseal(sealedSeed, drawId, 'draws'), 'hex')
