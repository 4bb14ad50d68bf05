import type { Org } from '@gonghui/shared/lib/org'
import { keyOf, rangeOf } from '../table/access-patterns.ts'
import { read, readAll, readPage, readRange } from '../table/reads.ts'
import type { OrgRow } from './org.rule.ts'
import { plainWord } from './org-word.rule.ts'

/** An org as it stands now. */
export const readOrgNow = (orgId: string): Promise<OrgRow | undefined> =>
  read<OrgRow>(keyOf('an org', { orgId }))

const MERGERS = 8

/** The org that stands for this one: itself, or the one that it was merged into, however often that happened. */
export async function readStanding(orgId: string): Promise<OrgRow | undefined> {
  let org = await readOrgNow(orgId)
  for (let mergers = 0; org?.mergedInto !== undefined && mergers < MERGERS; mergers++)
    org = await readOrgNow(org.mergedInto)
  return org
}

export const readCityUnion = (): Promise<Org | undefined> => read<Org>(keyOf('the city union', {}))

export const readOrgsBelow = (orgId: string, { strong = false } = {}): Promise<OrgRow[]> =>
  readRange<OrgRow>(rangeOf('an org right below an org', { orgId }), { strong })

const FOUND = 20

/** Orgs whose name, or its initials, begin with what was typed. */
export async function findByWord(typed: string): Promise<OrgRow[]> {
  const word = plainWord(typed)
  const [first] = word
  if (first === undefined) return []
  const range = rangeOf('an org found by a word', { first })
  const { items } = await readPage<{ orgId: string }>({ ...range, begins: word }, { limit: 2 * FOUND })
  const orgIds = [...new Set(items.map(({ orgId }) => orgId))].slice(0, FOUND)
  const rows = await readAll<OrgRow>(orgIds.map((orgId) => keyOf('an org', { orgId })))
  return rows
    .filter((row) => row.closedAt === undefined)
    .sort((a, b) => a.name.localeCompare(b.name, 'zh-CN'))
}
