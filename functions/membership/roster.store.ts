import { TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { type Instant, instantOf } from '@gonghui/shared/lib/instant'
import { maskName, maskPhone } from '@gonghui/shared/lib/text'
import type { RosterEntry as ShownEntry } from '@gonghui/shared/membership/roster'
import { afterOf, cursorOf } from '../lib/cursor.ts'
import { newId } from '../lib/ids.ts'
import { rangeOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { refusedAt, unlessCancelled, unlessRefused } from '../table/failures.ts'
import { read, readAll, readPage, readRange } from '../table/reads.ts'
import { type RosterLine, reportOf } from './roster.rule.ts'
import {
  entryHashOf,
  keyOfEntry,
  keyOfName,
  nameHashOn,
  phoneHashOn,
  type RosterEntry,
  readImports,
  unsealEntry,
} from './roster-entry.store.ts'
import {
  adoptImport,
  countLines,
  meetRoster,
  noteOnOrg,
  readImport,
  stageLines,
} from './roster-import.store.ts'

/** The entry of a worker on an org's roster. One that an import has staged, and not made count yet, is none. */
export async function readRosterEntry(orgId: string, line: RosterLine): Promise<RosterEntry | undefined> {
  const entry = await read<RosterEntry>(keyOfEntry(orgId, entryHashOf(orgId, line)))
  return entry && (await readImport(entry.importId)) ? entry : undefined
}

/** The member has gone: the entry is the enterprise's again, and leads to nobody. */
export async function freeEntry(orgId: string, line: RosterLine, memberId: string): Promise<void> {
  await unlessRefused(
    database.send(
      new UpdateCommand({
        TableName: TABLE,
        Key: keyOfEntry(orgId, entryHashOf(orgId, line)),
        UpdateExpression: 'REMOVE takenBy',
        ConditionExpression: 'takenBy = :memberId',
        ExpressionAttributeValues: { ':memberId': memberId },
      }),
    ),
  )
}

/** In the transaction that admits the member: one entry admits one person. */
export const takeEntry = (orgId: string, entryHash: string, memberId: string) => ({
  Update: {
    TableName: TABLE,
    Key: { ...keyOfEntry(orgId, entryHash) },
    UpdateExpression: 'SET takenBy = :memberId',
    ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(takenBy)',
    ExpressionAttributeValues: { ':memberId': memberId },
  },
})

/** Puts people on an org's roster at once. Those who are there already stay as they are, taken or not. */
export async function addToRoster(orgId: string, lines: readonly RosterLine[]): Promise<void> {
  const { fresh, known } = await meetRoster(orgId, lines)
  if (fresh.length === 0) return
  const at = instantOf(Date.now())
  const importId = newId('job', at)
  for await (const _staged of stageLines(orgId, importId, fresh));
  const judged = { lines: lines.length, people: lines, repeated: 0, bad: [] }
  const report = reportOf(judged, { dryRun: false, fresh: fresh.length, known, admitted: 0 })
  await adoptImport({ importId, orgId, by: 'union', at, report })
}

/** What a cadre sees of entries, those of one import after the other; staged ones are left out. */
async function shown(entries: readonly RosterEntry[]): Promise<ShownEntry[]> {
  const imports = await readImports(entries.map(({ importId }) => importId))
  return entries.flatMap((entry) => {
    const { at } = imports.get(entry.importId) ?? {}
    if (at === undefined) return []
    const { name, phone } = unsealEntry(entry)
    return {
      entryId: entry.entryHash,
      nameMasked: maskName(name),
      phoneMasked: maskPhone(phone),
      tags: [...entry.tags],
      taken: entry.takenBy !== undefined,
      addedAt: at,
    }
  })
}

const readEntries = (orgId: string, hashes: readonly string[]): Promise<RosterEntry[]> =>
  readAll<RosterEntry>(
    hashes.map((entryHash) => keyOfEntry(orgId, entryHash)),
    { strong: true },
  )

/** A hundred lines of a roster as one import brought them, without those that were removed. The newest import first. */
export async function readRosterPage(orgId: string, cursor: string | undefined) {
  const range = rangeOf('a hundred lines of a roster', { orgId })
  const { items: parts, after } = await readPage<{ importId: string; entries: readonly string[] }>(range, {
    limit: 1,
    after: afterOf(range, cursor),
    newestFirst: true,
    strong: true,
  })
  const [part] = parts
  const entries = await readEntries(orgId, part?.entries ?? [])
  // Removed and brought again, somebody stands in two lists: the later one counts.
  const byHash = new Map(
    entries.filter(({ importId }) => importId === part?.importId).map((one) => [one.entryHash, one]),
  )
  const inOrder = (part?.entries ?? []).flatMap((entryHash) => byHash.get(entryHash) ?? [])
  return { items: await shown(inOrder), ...cursorOf(range, after) }
}

/** Who stands on a roster under a phone, under a name, or under both. A few: they share a name. */
export async function findEntries(
  orgId: string,
  { name, phone }: { readonly name?: string | undefined; readonly phone?: string | undefined },
): Promise<ShownEntry[]> {
  if (phone !== undefined) {
    const phoneHash = phoneHashOn(orgId, phone)
    const range = rangeOf('a roster entry', { orgId, phoneHash })
    const entries = await readRange<RosterEntry>(range, { strong: true })
    const named = name === undefined ? undefined : nameHashOn(orgId, name)
    return shown(entries.filter(({ entryHash }) => named === undefined || entryHash.endsWith(named)))
  }
  const range = rangeOf('a name on a roster', { orgId, nameHash: nameHashOn(orgId, name ?? '') })
  const places = await readRange<{ entryHash: string }>(range, { strong: true })
  return shown(
    await readEntries(
      orgId,
      places.map(({ entryHash }) => entryHash),
    ),
  )
}

/** Takes somebody off the roster, with why in the org's history. Who is not on it is off it. */
export async function removeEntry(
  orgId: string,
  entryHash: string,
  { reason, by, at }: { readonly reason: string; readonly by: string; readonly at: Instant },
): Promise<'removed' | 'roster-entry-taken'> {
  const entry = await read<RosterEntry>(keyOfEntry(orgId, entryHash))
  if (!entry || !(await readImport(entry.importId))) return 'removed'
  if (entry.takenBy !== undefined) return 'roster-entry-taken'
  const { name, phone } = unsealEntry(entry)
  const words = `名册移走 ${maskName(name)} ${maskPhone(phone)}：${reason}`
  const result = await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({
        TransactItems: [
          {
            Delete: {
              TableName: TABLE,
              Key: { ...keyOfEntry(orgId, entryHash) },
              ConditionExpression: 'importId = :seen AND attribute_not_exists(takenBy)',
              ExpressionAttributeValues: { ':seen': entry.importId },
            },
          },
          { Delete: { TableName: TABLE, Key: { ...keyOfName(orgId, entryHash) } } },
          countLines(orgId, -1),
          noteOnOrg(orgId, `roster-remove-${entryHash.slice(0, 8)}`, words, { by, at }),
        ],
      }),
    ),
  )
  // Taken, removed or brought anew meanwhile: it is looked at again.
  return result !== 'done' && refusedAt(result, 0)
    ? removeEntry(orgId, entryHash, { reason, by, at })
    : 'removed'
}
