import { PutCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { Instant } from '@gonghui/shared/lib/instant'
import { readJob } from '../lib/jobs.store.ts'
import { keyOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { isRefused, unlessCancelled, unlessRefused } from '../table/failures.ts'
import { read, readAll } from '../table/reads.ts'
import type { RosterLine } from './roster.rule.ts'
import {
  entryHashOf,
  keyOfEntry,
  keyOfImport,
  keyOfName,
  type RosterEntry,
  type RosterImport,
  readImports,
  sealEntry,
} from './roster-entry.store.ts'

/** An org's roster as a whole. */
export interface RosterRow {
  /** People on it. */
  readonly lines?: number
  /** The import that had it last. */
  readonly importing?: string
}

const keyOfRoster = (orgId: string) => keyOf('the roster of an org', { orgId })

export const readRoster = (orgId: string): Promise<RosterRow | undefined> =>
  read<RosterRow>(keyOfRoster(orgId))

/** People on each of these rosters; on one that nothing came to, none are told. */
export async function countLinesOn(orgIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await readAll<RosterRow & { readonly pk: string }>(orgIds.map(keyOfRoster), { strong: true })
  const lines = new Map(rows.map((row) => [row.pk, row.lines ?? 0]))
  return new Map(orgIds.map((orgId) => [orgId, lines.get(keyOfRoster(orgId).pk) ?? 0]))
}

/** One import at a time has an org's roster, until its job has ended. False: another one has it. */
export async function holdRoster(orgId: string, importId: string): Promise<boolean> {
  const before = (await readRoster(orgId))?.importing
  if (before === importId) return true
  const other = before === undefined ? undefined : await readJob(before)
  if (other && other.endedAt === undefined) return false
  const result = await unlessRefused(
    database.send(
      new UpdateCommand({
        TableName: TABLE,
        Key: { ...keyOfRoster(orgId) },
        UpdateExpression: 'SET importing = :own',
        ConditionExpression: before === undefined ? 'attribute_not_exists(importing)' : 'importing = :before',
        ExpressionAttributeValues: {
          ':own': importId,
          ...(before === undefined ? {} : { ':before': before }),
        },
      }),
    ),
  )
  return !isRefused(result)
}

/** Somebody who is not on the roster yet. */
export interface Fresh {
  readonly entryHash: string
  readonly line: RosterLine
  /** What an import left that died before it was done, this one or another: it counts for nothing. */
  readonly left?: RosterEntry
}

/** Parts those who are on the roster from those who are not. */
export async function meetRoster(orgId: string, lines: readonly RosterLine[]) {
  const byHash = new Map(lines.map((line) => [entryHashOf(orgId, line), line]))
  const there = await readAll<RosterEntry>(
    [...byHash.keys()].map((entryHash) => keyOfEntry(orgId, entryHash)),
    { strong: true },
  )
  const imports = await readImports(there.map(({ importId }) => importId))
  const found = new Map(there.map((entry) => [entry.entryHash, entry]))
  const fresh: Fresh[] = []
  for (const [entryHash, line] of byHash) {
    const left = found.get(entryHash)
    if (!left || !imports.has(left.importId)) fresh.push({ entryHash, line, ...(left ? { left } : {}) })
  }
  return { fresh, known: byHash.size - fresh.length }
}

/** With the place of the name beside each entry: what one transaction takes. */
const BATCH = 50
const PARALLEL = 8
/** Entries that stand in one item of the roster's list. */
const PART = 100
const MOST_PARTS = 999

/**
 * Stages entries, yielding how many are staged. None of them counts before the import is adopted; a crash in between
 * leaves what the next import writes over.
 */
export async function* stageLines(
  orgId: string,
  importId: string,
  fresh: readonly Fresh[],
): AsyncGenerator<number> {
  for (let at = 0; at < fresh.length; at += BATCH * PARALLEL) {
    const some = fresh.slice(at, at + BATCH * PARALLEL)
    const batches = Array.from({ length: Math.ceil(some.length / BATCH) }, (_, i) =>
      some.slice(i * BATCH, (i + 1) * BATCH),
    )
    await Promise.all(batches.map((batch) => stageBatch(orgId, importId, batch)))
    await Promise.all(partsOf(fresh, at, some.length).map((part) => listPart(orgId, importId, part, fresh)))
    yield at + some.length
  }
}

async function stageBatch(orgId: string, importId: string, batch: readonly Fresh[]): Promise<void> {
  const missing = batch.filter(({ left }) => left?.importId !== importId)
  if (missing.length === 0) return
  const result = await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({
        TransactItems: missing.flatMap((one) => [putEntry(orgId, importId, one), putName(orgId, one)]),
      }),
    ),
  )
  if (result === 'done') return
  // This very work, thought dead, was under way a second time: what is missing now is looked up again.
  const again = await meetRoster(
    orgId,
    batch.map(({ line }) => line),
  )
  await stageBatch(orgId, importId, again.fresh)
}

function putEntry(orgId: string, importId: string, { entryHash, line, left }: Fresh) {
  const Item = { ...keyOfEntry(orgId, entryHash), ...sealEntry(entryHash, line, importId) }
  const onlyAsSeen = left
    ? {
        ConditionExpression: 'importId = :left AND attribute_not_exists(takenBy)',
        ExpressionAttributeValues: { ':left': left.importId },
      }
    : { ConditionExpression: 'attribute_not_exists(pk)' }
  return { Put: { TableName: TABLE, Item, ...onlyAsSeen } }
}

const putName = (orgId: string, { entryHash }: Fresh) => ({
  Put: { TableName: TABLE, Item: { ...keyOfName(orgId, entryHash), entryHash } },
})

const partsOf = (fresh: readonly Fresh[], at: number, count: number): number[] => {
  const first = Math.floor(at / PART)
  const last = Math.floor((Math.min(at + count, fresh.length) - 1) / PART)
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
}

/** Parts are numbered downwards: the list is read newest first, and a file from its beginning. */
const listPart = (orgId: string, importId: string, part: number, fresh: readonly Fresh[]) => {
  const entries = fresh.slice(part * PART, (part + 1) * PART).map(({ entryHash }) => entryHash)
  const place = { orgId, importId, part: String(MOST_PARTS - part).padStart(3, '0') }
  const Item = { ...keyOf('a hundred lines of a roster', place), importId, entries }
  return database.send(new PutCommand({ TableName: TABLE, Item }))
}

export const readImport = (importId: string): Promise<RosterImport | undefined> =>
  read<RosterImport>(keyOfImport(importId))

/** From here on all that was staged counts. Adopted already, it stays as it was. */
export async function adoptImport(adopted: RosterImport): Promise<void> {
  const { orgId, importId, report } = adopted
  await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({
        TransactItems: [
          {
            Put: {
              TableName: TABLE,
              Item: { ...keyOfImport(importId), ...adopted },
              ConditionExpression: 'attribute_not_exists(pk)',
            },
          },
          countLines(orgId, report.fresh),
          noteOnOrg(orgId, 'roster-import', `名册加进 ${report.fresh} 人`, adopted),
        ],
      }),
    ),
  )
}

/** One more whose application waited, in the transaction that admits them. */
export const countAdmitted = (importId: string) => ({
  Update: {
    TableName: TABLE,
    Key: { ...keyOfImport(importId) },
    UpdateExpression: 'ADD admitted :one',
    ConditionExpression: 'attribute_exists(pk)',
    ExpressionAttributeValues: { ':one': 1 },
  },
})

export const countLines = (orgId: string, by: number) => ({
  Update: {
    TableName: TABLE,
    Key: { ...keyOfRoster(orgId) },
    UpdateExpression: 'ADD #lines :by',
    ExpressionAttributeNames: { '#lines': 'lines' },
    ExpressionAttributeValues: { ':by': by },
  },
})

/** For the history of the org, which its cadres read. */
export const noteOnOrg = (
  orgId: string,
  deed: string,
  words: string,
  { at, by }: { readonly at: Instant; readonly by: string },
) => ({
  Put: {
    TableName: TABLE,
    Item: { ...keyOf('something that happened to an org', { orgId, at, deed }), deed, words, at, by },
  },
})
