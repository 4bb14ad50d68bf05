import type { Org } from '@gonghui/shared/lib/org'
import { standingFor } from '../lib/orgs.store.ts'
import { keyOf, rangeOf } from '../table/access-patterns.ts'
import { TABLE } from '../table/database.ts'
import { read, readAll, readPage, readRange } from '../table/reads.ts'
import { aboveOf, type OrgRow } from './org.rule.ts'
import { plainWord } from './org-word.rule.ts'

/** An org as it stands now. */
export const readOrgNow = (orgId: string): Promise<OrgRow | undefined> =>
  read<OrgRow>(keyOf('an org', { orgId }))

/** The org that stands for this one now. */
export const readStanding = (orgId: string): Promise<OrgRow | undefined> => standingFor(orgId, readOrgNow)

/** The nearest org that is open: the one that stands for this, or one above it. */
export async function readOpenFrom(orgId: string): Promise<OrgRow | undefined> {
  const org = await readStanding(orgId)
  if (org?.closedAt === undefined) return org
  const above = aboveOf(org)
  return above === undefined ? undefined : readOpenFrom(above)
}

export const readCityUnion = (): Promise<Org | undefined> => read<Org>(keyOf('the city union', {}))

export const readOrgsBelow = (orgId: string, { strong = false } = {}): Promise<OrgRow[]> =>
  readRange<OrgRow>(rangeOf('an org right below an org', { orgId }), { strong })

/** In a transaction that puts something down to wait at an org: moved or ended meanwhile, it would wait for nobody. */
export const stillThere = ({ orgId, path }: Pick<OrgRow, 'orgId' | 'path'>) => ({
  ConditionCheck: {
    TableName: TABLE,
    Key: { ...keyOf('an org', { orgId }) },
    ConditionExpression: '#path = :path AND attribute_not_exists(closedAt)',
    ExpressionAttributeNames: { '#path': 'path' },
    ExpressionAttributeValues: { ':path': path },
  },
})

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
