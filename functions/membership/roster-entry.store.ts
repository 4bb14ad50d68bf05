import type { Instant } from '@gonghui/shared/lib/instant'
import { plainName } from '@gonghui/shared/membership/phone'
import type { RosterReport } from '@gonghui/shared/membership/roster'
import { lookupHash, seal, unseal } from '../lib/secrets.ts'
import { keyOf } from '../table/access-patterns.ts'
import { readAll } from '../table/reads.ts'
import type { RosterLine } from './roster.rule.ts'

export interface RosterEntry {
  /** The keyed hashes of phone and name, one after the other: it is found by both, and by nothing less. */
  readonly entryHash: string
  readonly nameSealed: string
  readonly phoneSealed: string
  readonly tags: readonly string[]
  /** The import that brought it. Before that import is adopted nobody is admitted on it. */
  readonly importId: string
  /** The member who was admitted on it. */
  readonly takenBy?: string
}

/** An import that is done as a whole: from here on its entries count. */
export interface RosterImport {
  readonly importId: string
  readonly orgId: string
  readonly by: string
  readonly at: Instant
  /** What it told of the file; who waited and was admitted is counted beside. */
  readonly report: RosterReport
  readonly admitted?: number
}

const HASH = 32

export const phoneHashOn = (orgId: string, phone: string): string => lookupHash('roster phone', orgId, phone)
export const nameHashOn = (orgId: string, name: string): string =>
  lookupHash('roster name', orgId, plainName(name))

export const entryHashOf = (orgId: string, { name, phone }: RosterLine): string =>
  phoneHashOn(orgId, phone) + nameHashOn(orgId, name)

const hashesOf = (entryHash: string) => ({
  phoneHash: entryHash.slice(0, HASH),
  nameHash: entryHash.slice(HASH),
})

export const keyOfEntry = (orgId: string, entryHash: string) =>
  keyOf('a roster entry', { orgId, ...hashesOf(entryHash) })

export const keyOfName = (orgId: string, entryHash: string) =>
  keyOf('a name on a roster', { orgId, ...hashesOf(entryHash) })

export const keyOfImport = (importId: string) => keyOf('an import into a roster', { importId })

/** The imports that are done, of those that are named. */
export async function readImports(importIds: readonly string[]): Promise<Map<string, RosterImport>> {
  const rows = await readAll<RosterImport>([...new Set(importIds)].map(keyOfImport), { strong: true })
  return new Map(rows.map((row) => [row.importId, row]))
}

export const sealEntry = (entryHash: string, line: RosterLine, importId: string): RosterEntry => ({
  entryHash,
  nameSealed: seal(line.name, `roster/${entryHash}/name`),
  phoneSealed: seal(line.phone, `roster/${entryHash}/phone`),
  tags: line.tags ?? [],
  importId,
})

/** The whole name and phone, to be masked or compared. */
export const unsealEntry = ({ entryHash, nameSealed, phoneSealed }: RosterEntry): RosterLine => ({
  name: unseal(nameSealed, `roster/${entryHash}/name`),
  phone: unseal(phoneSealed, `roster/${entryHash}/phone`),
})
