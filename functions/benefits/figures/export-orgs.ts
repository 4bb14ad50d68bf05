import type { Instant } from '@gonghui/shared/lib/instant'
import { orgLevels } from '@gonghui/shared/lib/org'
import { leafOf, pathsAbove } from '@gonghui/shared/lib/roles'
import { readOrgs } from '../../lib/orgs.store.ts'
import type { Cell, Column } from '../../lib/sheet-writing.ts'
import { spentByOrg } from '../claim/spent-by-org.ts'
import type { Drop } from '../drop/drop.rule.ts'
import { type CountedOrg, countedBelow, readCountedBelow, readCountedOrg } from './fold.store.ts'
import type { Listed } from './listed.ts'

const PAGE = 200
const LEVELS = { city: '市总工会', district: '区、产业', street: '街道、行业', workplace: '基层' } as const

const COLUMNS: readonly Column[] = [
  { title: '级别', kind: 'text' },
  { title: '单位', kind: 'text' },
  { title: '上级', kind: 'text' },
  { title: '已抢到', kind: 'number' },
  { title: '其中本级直属', kind: 'number' },
  { title: '已核销', kind: 'number' },
]

/** Every org with claims, each followed by those below it; what an org has includes what those below it have. */
export const orgRows = (drop: Drop, now: Instant): Listed => ({ columns: COLUMNS, rows: rowsOf(drop, now) })

async function* rowsOf(drop: Drop, now: Instant): AsyncGenerator<readonly Cell[]> {
  const spent = await spentByOrg(drop, now)
  const own = await readCountedOrg(drop.dropId, drop.orgPath)
  yield* below(drop, [{ ...own, orgPath: drop.orgPath, orgId: drop.orgId }], spent)
}

async function* below(
  drop: Drop,
  counted: readonly CountedOrg[],
  spent: ReadonlyMap<string, number>,
): AsyncGenerator<readonly Cell[]> {
  const orgs = new Map(
    (await readOrgs(counted.map(({ orgPath }) => leafOf(orgPath)))).map((org) => [org.orgId, org]),
  )
  for (const { orgId, orgPath, claims, own } of counted) {
    const org = orgs.get(orgId)
    const level = org?.level ?? orgLevels[pathsAbove(orgPath).length - 1] ?? 'workplace'
    yield [LEVELS[level], org?.name ?? orgId, org?.pathNames.at(-2), claims, own, spent.get(orgId) ?? 0]
    if (claims > own || orgId === drop.orgId) yield* pages(drop, orgId, spent)
  }
}

async function* pages(
  drop: Drop,
  aboveId: string,
  spent: ReadonlyMap<string, number>,
): AsyncGenerator<readonly Cell[]> {
  let after: string | undefined
  do {
    const page = await readCountedBelow(countedBelow(drop.dropId, aboveId), PAGE, after)
    yield* below(drop, page.items, spent)
    after = page.after
  } while (after !== undefined)
}
