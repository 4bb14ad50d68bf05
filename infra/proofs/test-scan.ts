/** The whole table, to see whether anything was written. A Scan is for proofs; product code has none. */
import { setTimeout as sleep } from 'node:timers/promises'
import { ScanCommand } from '@aws-sdk/lib-dynamodb'
import { client, database, TABLE } from '../../functions/table/database.ts'

export type Table = ReadonlyMap<string, string>

/** As it stands when no job is under way: one that a request started writes by itself, and ends. */
export async function scanTable(): Promise<Table> {
  for (;;) {
    const table = await scanned()
    if (![...table.keys()].some((key) => key.startsWith('JOBS '))) return table
    await sleep(10)
  }
}

async function scanned(): Promise<Table> {
  const table = new Map<string, string>()
  let from: Record<string, unknown> | undefined
  do {
    const page = await database.send(
      new ScanCommand({
        TableName: TABLE,
        ConsistentRead: true,
        ...(from ? { ExclusiveStartKey: from } : {}),
      }),
    )
    for (const item of page.Items ?? []) table.set(`${item.pk} ${item.sk}`, JSON.stringify(item, inOrder))
    from = page.LastEvaluatedKey
  } while (from)
  return table
}

/** An engine may give the attributes of an item in another order each time; and a set is in no order at all. */
function inOrder(_: string, value: unknown): unknown {
  if (value instanceof Set) return [...value].sort()
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/**
 * Rows that count attempts or remember what WeChat was paid for: they change just because somebody is refused. And the
 * figures of drops, which are gathered by themselves for a while after somebody has looked at a live board or a drop.
 */
const bookkeeping =
  /^(ATTEMPTS#|SENT#|CLAIMED#|FOLDED#|OPENED#|REFUSED#|SHOWN#)|^WATCHED |^PERSON#\S+ PHONE#|^PHONE#\S+ ONE-TIME-CODE#/

/** Keys of rows that are new, gone or different. */
export function changes(before: Table, after: Table): string[] {
  const keys = new Set([...before.keys(), ...after.keys()])
  return [...keys].filter((key) => before.get(key) !== after.get(key) && !bookkeeping.test(key))
}

/** Whether a write went through since the table was last scanned: without one there is nothing to look for. */
let touched = false
client.middlewareStack.add(
  (next, { commandName = '' }) =>
    async (args) => {
      const answer = await next(args)
      if (/Put|Update|Delete|Write/.test(commandName)) touched = true
      return answer
    },
  { step: 'initialize', name: 'touched' },
)

let known: Table = new Map()

/** Keys of the rows that have changed since this was last asked. */
export async function written(): Promise<string[]> {
  if (!touched) return []
  touched = false
  const before = known
  known = await scanTable()
  return changes(before, known)
}
