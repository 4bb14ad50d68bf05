import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import { seal, unseal } from '../../lib/secrets.ts'
import { keyOf } from '../../table/access-patterns.ts'
import { database, TABLE } from '../../table/database.ts'
import { read } from '../../table/reads.ts'
import type { Drop } from '../drop/drop.rule.ts'
import { CODES_PER_CHUNK } from './codes.rule.ts'

const PARALLEL = 10

const boundTo = (dropId: string, batch: string, chunk: number) => `${dropId} ${batch} ${chunk}`

export const chunksOf = (count: number): number => Math.ceil(count / CODES_PER_CHUNK)

/**
 * Stages the chunks of a batch of codes from `from` on, encrypted, yielding how many chunks are staged. Nothing points
 * at them yet, so a crash in the middle leaves the drop as it was; the drop's own row makes the batch current.
 */
export async function* stageCodes(
  dropId: string,
  batch: string,
  codes: readonly string[],
  from: number,
): AsyncGenerator<number> {
  const chunks = chunksOf(codes.length)
  for (let at = from; at < chunks; at += PARALLEL) {
    const some = Array.from({ length: Math.min(PARALLEL, chunks - at) }, (_, i) => at + i)
    await Promise.all(some.map((chunk) => stageChunk(dropId, batch, chunk, codes)))
    yield at + some.length
  }
}

const stageChunk = (dropId: string, batch: string, chunk: number, codes: readonly string[]) => {
  const part = codes.slice(chunk * CODES_PER_CHUNK, (chunk + 1) * CODES_PER_CHUNK)
  const sealed = seal(JSON.stringify(part), boundTo(dropId, batch, chunk), 'codes')
  const key = keyOf('a hundred codes of a drop', { dropId, batch, chunk })
  return database.send(new PutCommand({ TableName: TABLE, Item: { ...key, sealed } }))
}

/** Removes a batch that no drop points at. */
export async function dropCodes(dropId: string, batch: string, count: number): Promise<void> {
  for (let at = 0; at < chunksOf(count); at += PARALLEL) {
    const some = Array.from({ length: Math.min(PARALLEL, chunksOf(count) - at) }, (_, i) => at + i)
    await Promise.all(
      some.map((chunk) => {
        const Key = keyOf('a hundred codes of a drop', { dropId, batch, chunk })
        return database.send(new DeleteCommand({ TableName: TABLE, Key }))
      }),
    )
  }
}

/** The imported code that a unit carries; undefined where the drop has none. */
export async function codeOf(drop: Drop, ordinal: number): Promise<string | undefined> {
  if (!drop.codesBatch) return undefined
  return (await readChunk(drop, Math.floor(ordinal / CODES_PER_CHUNK)))[ordinal % CODES_PER_CHUNK]
}

/** A hundred of a drop's codes, in the order of their ordinals. @throws where the drop has none there. */
export async function readChunk(
  { dropId, codesBatch = '' }: Drop,
  chunk: number,
): Promise<readonly string[]> {
  const key = keyOf('a hundred codes of a drop', { dropId, batch: codesBatch, chunk })
  const row = await read<{ sealed: string }>(key)
  if (!row) throw new Error(`drop ${dropId} lacks chunk ${chunk} of its codes`)
  return JSON.parse(unseal(row.sealed, boundTo(dropId, codesBatch, chunk), 'codes')) as string[]
}
