import { TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { type Instant, instantOf } from '@gonghui/shared/lib/instant'
import { maskName, maskPhone } from '@gonghui/shared/lib/text'
import type { RosterEntry as ShownEntry } from '@gonghui/shared/membership/roster'
import { afterOf, cursorOf } from '../lib/cursor.ts'
import { newId } from '../lib/ids.ts'
import { rangeOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { refusedAt, unlessCancelled, unlessRefused } from '../table/failures.ts'
import { readAll, readPage, readRange } from '../table/reads.ts'
import type { RosterPlace } from './member.rule.ts'
import { type OrgRow, withAbsorbed } from './org.rule.ts'
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
  countLinesOn,
  meetRoster,
  noteOnOrg,
  readImport,
  stageLines,
} from './roster-import.store.ts'

/** An entry, and on which roster it stands. */
export type Placed = RosterEntry & { readonly orgId: string }

/** An org whose roster is asked, with those it has absorbed. */
export type OfRosters = Pick<OrgRow, 'orgId' | 'absorbed'>

/** Where somebody stands on an org's own roster and on those of the orgs it absorbed, in this order. */
async function placesOf(org: OfRosters, line: RosterLine): Promise<Placed[]> {
  const hashes = new Map(withAbsorbed(org).map((orgId) => [entryHashOf(orgId, line), orgId]))
  const entries = await readAll<RosterEntry>(
    [...hashes].map(([entryHash, orgId]) => keyOfEntry(orgId, entryHash)),
    { strong: true },
  )
  const found = new Map(entries.map((entry) => [entry.entryHash, entry]))
  return [...hashes].flatMap(([entryHash, orgId]) => {
    const entry = found.get(entryHash)
    return entry ? { ...entry, orgId } : []
  })
}

/**
 * The entry of a worker on an org's roster or, where it has none, on that of an org it absorbed. One that an import has
 * staged, and not made count yet, is none.
 */
export async function readRosterEntry(org: OfRosters, line: RosterLine): Promise<Placed | undefined> {
  const places = await placesOf(org, line)
  const imports = await readImports(places.map(({ importId }) => importId))
  return places.find(({ importId }) => imports.has(importId))
}

/** Whether a line is there for whoever is admitted: nobody's, or theirs from before. */
export const isFree = ({ takenBy }: RosterEntry, memberId: string | undefined): boolean =>
  takenBy === undefined || takenBy === memberId

/** The member has gone: the entry is the enterprise's again, and leads to nobody. */
export const freeEntry = ({ orgId, entryHash }: RosterPlace, memberId: string) =>
  unlessRefused(
    database.send(
      new UpdateCommand({
        TableName: TABLE,
        Key: { ...keyOfEntry(orgId, entryHash) },
        UpdateExpression: 'REMOVE takenBy',
        ConditionExpression: 'takenBy = :memberId',
        ExpressionAttributeValues: { ':memberId': memberId },
      }),
    ),
  )

/** In the transaction that admits the member: one entry admits one person, and the same one again. */
export const takeEntry = ({ orgId, entryHash }: RosterPlace, memberId: string) => ({
  Update: {
    TableName: TABLE,
    Key: { ...keyOfEntry(orgId, entryHash) },
    UpdateExpression: 'SET takenBy = :memberId',
    ConditionExpression: 'attribute_exists(pk) AND (attribute_not_exists(takenBy) OR takenBy = :memberId)',
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

/** All that is on an org's roster and on those it absorbed: how many, and the rosters that hold any, in this order. */
export async function readRosters(org: OfRosters) {
  const counts = await countLinesOn(withAbsorbed(org))
  const orgIds = withAbsorbed(org).filter((orgId) => (counts.get(orgId) ?? 0) > 0)
  return { orgIds, lines: [...counts.values()].reduce((sum, lines) => sum + lines, 0) }
}

/** Its cursor holds the roster that the list has come to, and where in it. */
const WHOLE = { pk: '', begins: '' }
const BREAK = '/'

/**
 * A hundred lines as one import brought them, without those that were removed. The newest import of the first roster
 * first; the last page of one roster is followed by the next.
 */
export async function readRosterPage(orgIds: readonly string[], cursor: string | undefined) {
  const [named, place] = afterOf(WHOLE, cursor)?.split(BREAK) ?? []
  const at = Math.max(0, orgIds.indexOf(named ?? ''))
  const orgId = orgIds[at]
  if (orgId === undefined) return { items: [] }
  const page = await readPageOf(orgId, place)
  const [from, after] = page.after === undefined ? [orgIds[at + 1], ''] : [orgId, page.after]
  return { items: page.items, ...cursorOf(WHOLE, from && `${from}${BREAK}${after}`) }
}

async function readPageOf(orgId: string, place: string | undefined) {
  const range = rangeOf('a hundred lines of a roster', { orgId })
  const { items: parts, after } = await readPage<{ importId: string; entries: readonly string[] }>(range, {
    limit: 1,
    after: place ? range.begins + place : undefined,
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
  return { items: await shown(inOrder), after: after?.slice(range.begins.length) }
}

interface Sought {
  readonly name?: string | undefined
  readonly phone?: string | undefined
}

/** Who stands on a roster under a phone, under a name, or under both. A few: they share a name. */
export const findEntries = async (org: OfRosters, who: Sought): Promise<ShownEntry[]> =>
  (await Promise.all(withAbsorbed(org).map((orgId) => findOn(orgId, who)))).flat()

async function findOn(orgId: string, { name, phone }: Sought): Promise<ShownEntry[]> {
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

/** An entry by its hash alone, which is no other roster's: only one of them can hold it. */
async function placeOf(org: OfRosters, entryHash: string): Promise<Placed | undefined> {
  const keys = withAbsorbed(org).map((orgId) => ({ orgId, key: keyOfEntry(orgId, entryHash) }))
  const [entry] = await readAll<RosterEntry & { readonly pk: string }>(
    keys.map(({ key }) => key),
    { strong: true },
  )
  const orgId = keys.find(({ key }) => key.pk === entry?.pk)?.orgId
  return entry && orgId !== undefined ? { ...entry, orgId } : undefined
}

/** Takes somebody off the roster, with why in the org's history. Who is not on it is off it. */
export async function removeEntry(
  org: OfRosters,
  entryHash: string,
  { reason, by, at }: { readonly reason: string; readonly by: string; readonly at: Instant },
): Promise<'removed' | 'roster-entry-taken'> {
  const entry = await placeOf(org, entryHash)
  if (!entry || !(await readImport(entry.importId))) return 'removed'
  if (entry.takenBy !== undefined) return 'roster-entry-taken'
  const { orgId } = entry
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
          noteOnOrg(org.orgId, `roster-remove-${entryHash.slice(0, 8)}`, words, { by, at }),
        ],
      }),
    ),
  )
  // Taken, removed or brought anew meanwhile: it is looked at again.
  return result !== 'done' && refusedAt(result, 0)
    ? removeEntry(org, entryHash, { reason, by, at })
    : 'removed'
}
