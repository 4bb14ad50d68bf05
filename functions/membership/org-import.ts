import { holds } from '@gonghui/shared/lib/roles'
import type { importOrgs as contract } from '@gonghui/shared/membership/org-tree'
import { newId } from '../lib/ids.ts'
import { type Handler, refuse, reply } from '../lib/server.ts'
import { readCsv } from '../lib/sheet-csv.ts'
import { readCountRows } from './headcount.store.ts'
import { aboveOf, type OrgRow, seatBelow } from './org.rule.ts'
import { type OrgLine, type Plan, planImport } from './org-import.rule.ts'
import { readOrgNow, readOrgsBelow } from './org-lookup.store.ts'
import { type Deed, putNewOrg, writeMove, writeName } from './org-tree.store.ts'
import { wordsOf } from './org-words.ts'
import { carryThrough } from './org-work.ts'

const TOLD = 200
const MOST_LINES = 5_000

const HEAD = { name: '名称', level: '级别', above: '上级', was: '原名称' } as const

/** The lines of a table, pasted from Excel or as CSV, by its Chinese head; undefined where it is no such table. */
function linesOf(csv: string): OrgLine[] | undefined {
  const read = readCsv(Buffer.from(csv), MOST_LINES)
  if (!('rows' in read)) return undefined
  const [head, ...rows] = read.rows
  const at = (name: string) => head?.cells.indexOf(name) ?? -1
  if (at(HEAD.name) < 0 || at(HEAD.level) < 0 || at(HEAD.above) < 0 || rows.length === 0) return undefined
  return rows.map(({ line, cells }) => {
    const cell = (name: string) => cells[at(name)] ?? ''
    return {
      line,
      name: cell(HEAD.name),
      level: cell(HEAD.level),
      above: cell(HEAD.above),
      was: cell(HEAD.was),
    }
  })
}

/** The open orgs at and below one, level by level: one range a level’s org, read side by side. */
async function subtreeOf(org: OrgRow): Promise<OrgRow[]> {
  const below = (await readOrgsBelow(org.orgId, { strong: true })).filter((one) => one.closedAt === undefined)
  const deeper = await Promise.all(below.filter(({ level }) => level !== 'workplace').map(subtreeOf))
  return [org, ...below.filter(({ level }) => level === 'workplace'), ...deeper.flat()]
}

/** Imported again, a file finds its own work done: every line is “the same”. */
export const importOrgs: Handler<typeof contract> = async ({ params, body, caller, now }) => {
  const top = await readOrgNow(params.orgId)
  if (!top) return refuse('org-unknown')
  if (!holds(caller.grants, 'cadre', top.path)) return refuse('org-out-of-scope')
  const lines = linesOf(body.csv)
  if (!lines) return refuse('org-import-unreadable')
  const tree = await subtreeOf(top)
  const planned = planImport(lines, tree)
  const counts = { create: 0, rename: 0, move: 0, same: 0, wrong: 0 }
  for (const { told } of planned) counts[told.deed] += 1
  const done = !body.dryRun && counts.wrong === 0
  if (done) {
    const ids = new Map(tree.map(({ orgId, name }) => [name, orgId]))
    for (const { plan } of planned) await perform(plan, ids, { by: caller.personId, at: now })
  }
  const told = planned.map((one) => one.told).filter(({ deed }) => deed !== 'same')
  return reply(200, { counts, lines: told.slice(0, TOLD), done, serverTime: now })
}

/** One line's deed. One that was done meanwhile by somebody else is left as it is. */
async function perform(plan: Plan, ids: Map<string, string>, deed: Deed): Promise<void> {
  if (plan.deed === 'same' || plan.deed === 'wrong') return
  if (plan.deed === 'rename') {
    const org = await readOrgNow(plan.orgId)
    if (!org) return
    const { name } = plan
    await writeName(org, { name, oldWords: wordsOf(org.name), words: wordsOf(name) }, deed)
    ids.set(name, org.orgId)
    await carryThrough(org.orgId, deed)
    return
  }
  const above = await readOrgNow(ids.get(plan.above) ?? '')
  if (!above) return
  if (plan.deed === 'create') {
    const orgId = newId('org', deed.at)
    const { name, level } = plan
    const org: OrgRow = { orgId, name, level, ...seatBelow(above, orgId, name), revision: 1 }
    if (await putNewOrg(org, { above, words: wordsOf(name) }, deed)) ids.set(name, orgId)
    return
  }
  const org = await readOrgNow(plan.orgId)
  if (!org) return
  const to = { ...org, ...seatBelow(above, org.orgId, org.name), revision: org.revision + 1 }
  const counts = await readCountRows(aboveOf(org) ?? '', org.orgId)
  if (await writeMove(org, { to, above, counts }, deed)) await carryThrough(org.orgId, deed)
}
