import { PutCommand } from '@aws-sdk/lib-dynamodb'
import { seal, unseal } from '../lib/secrets.ts'
import { keyOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { read } from '../table/reads.ts'
import { CODES_PER_CHUNK } from './codes.rule.ts'
import type { Drop } from './drop.rule.ts'

const PARALLEL = 10

const boundTo = (dropId: string, batch: string, chunk: number) => `${dropId} ${batch} ${chunk}`

/**
 * Stages a batch of codes in encrypted chunks. Nothing points at it yet, so a crash in the middle leaves the drop as
 * it was; the drop's own row makes it current.
 */
export async function stageCodes(dropId: string, batch: string, codes: readonly string[]): Promise<void> {
  const chunks = Math.ceil(codes.length / CODES_PER_CHUNK)
  for (let from = 0; from < chunks; from += PARALLEL) {
    const some = Array.from({ length: Math.min(PARALLEL, chunks - from) }, (_, i) => from + i)
    await Promise.all(some.map((chunk) => stageChunk(dropId, batch, chunk, codes)))
  }
}

const stageChunk = (dropId: string, batch: string, chunk: number, codes: readonly string[]) => {
  const part = codes.slice(chunk * CODES_PER_CHUNK, (chunk + 1) * CODES_PER_CHUNK)
  const sealed = seal(JSON.stringify(part), boundTo(dropId, batch, chunk), 'codes')
  const key = keyOf('a hundred codes of a drop', { dropId, batch, chunk })
  return database.send(new PutCommand({ TableName: TABLE, Item: { ...key, sealed } }))
}

/** The imported code that a unit carries; undefined where the drop has none. */
export async function codeOf({ dropId, codesBatch }: Drop, ordinal: number): Promise<string | undefined> {
  if (!codesBatch) return undefined
  const chunk = Math.floor(ordinal / CODES_PER_CHUNK)
  const key = keyOf('a hundred codes of a drop', { dropId, batch: codesBatch, chunk })
  const row = await read<{ sealed: string }>(key)
  if (!row) throw new Error(`drop ${dropId} lacks chunk ${chunk} of its codes`)
  const codes = JSON.parse(unseal(row.sealed, boundTo(dropId, codesBatch, chunk), 'codes')) as string[]
  return codes[ordinal % CODES_PER_CHUNK]
}
