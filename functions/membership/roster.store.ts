import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import { plainName } from '@gonghui/shared/membership/phone'
import { lookupHash, seal } from '../lib/secrets.ts'
import { keyOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { unlessCancelled } from '../table/failures.ts'
import { read, readAll } from '../table/reads.ts'

/** One worker as the enterprise's list names them. */
export interface RosterLine {
  readonly name: string
  readonly phone: string
  readonly tags?: readonly string[]
}

export interface RosterEntry {
  readonly entryHash: string
  readonly nameSealed: string
  readonly phoneSealed: string
  readonly tags: readonly string[]
  /** The member who was admitted on it. */
  readonly takenBy?: string
}

/** An entry is found by name and phone together, and by nothing less. */
const entryHashOf = (orgId: string, { name, phone }: RosterLine): string =>
  lookupHash('roster', orgId, plainName(name), phone)

const keyOfEntry = (orgId: string, line: RosterLine) =>
  keyOf('a roster entry', { orgId, entryHash: entryHashOf(orgId, line) })

export const readRosterEntry = (orgId: string, line: RosterLine): Promise<RosterEntry | undefined> =>
  read<RosterEntry>(keyOfEntry(orgId, line))

/** What a transaction takes. */
const BATCH = 100

/** Adds lines to an org's roster. Lines that are there already stay as they are, taken or not. */
export async function addToRoster(orgId: string, lines: readonly RosterLine[]): Promise<void> {
  const byHash = new Map(lines.map((line) => [entryHashOf(orgId, line), line]))
  const wanted = [...byHash.values()]
  for (let from = 0; from < wanted.length; from += BATCH)
    await addBatch(orgId, wanted.slice(from, from + BATCH))
}

async function addBatch(orgId: string, lines: readonly RosterLine[]): Promise<void> {
  const there = await readAll<RosterEntry>(
    lines.map((line) => keyOfEntry(orgId, line)),
    { strong: true },
  )
  const known = new Set(there.map((entry) => entry.entryHash))
  const missing = lines.filter((line) => !known.has(entryHashOf(orgId, line)))
  if (missing.length === 0) return
  const result = await unlessCancelled(() =>
    database.send(new TransactWriteCommand({ TransactItems: missing.map((line) => putEntry(orgId, line)) })),
  )
  // Another import was faster with one of them: what is missing now is looked up again.
  if (result !== 'done') await addBatch(orgId, lines)
}

function putEntry(orgId: string, line: RosterLine) {
  const entryHash = entryHashOf(orgId, line)
  const entry: RosterEntry = {
    entryHash,
    nameSealed: seal(line.name, `roster/${entryHash}/name`),
    phoneSealed: seal(line.phone, `roster/${entryHash}/phone`),
    tags: line.tags ?? [],
  }
  return {
    Put: {
      TableName: TABLE,
      Item: { ...keyOfEntry(orgId, line), ...entry },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  }
}

/** In the transaction that admits the member: one entry admits one person. */
export const takeEntry = (orgId: string, entryHash: string, memberId: string) => ({
  Update: {
    TableName: TABLE,
    Key: { ...keyOf('a roster entry', { orgId, entryHash }) },
    UpdateExpression: 'SET takenBy = :memberId',
    ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(takenBy)',
    ExpressionAttributeValues: { ':memberId': memberId },
  },
})
