import type { Drop } from '../drop/drop.rule.ts'
import { CODES_PER_CHUNK } from './codes.rule.ts'
import { readChunk } from './codes.store.ts'

const TAIL = 4

/** The end of the imported code that a unit carries, for lists: a chunk is opened once, and only the ends are kept. */
export function codeTails(drop: Drop): (ordinal: number) => Promise<string | undefined> {
  const chunks = new Map<number, Promise<readonly string[]>>()
  return async (ordinal) => {
    if (!drop.codesBatch) return undefined
    const chunk = Math.floor(ordinal / CODES_PER_CHUNK)
    const tails =
      chunks.get(chunk) ?? readChunk(drop, chunk).then((codes) => codes.map((code) => code.slice(-TAIL)))
    chunks.set(chunk, tails)
    return (await tails)[ordinal % CODES_PER_CHUNK]
  }
}
