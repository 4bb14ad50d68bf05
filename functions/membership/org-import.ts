import { holds } from '@gonghui/shared/lib/roles'
import type { importOrgs as contract, ImportedLine } from '@gonghui/shared/membership/org-tree'
import { newId } from '../lib/ids.ts'
import { type Handler, refuse, reply } from '../lib/server.ts'
import { readCsv } from '../lib/sheet-csv.ts'
import { readCountRows } from './headcount.store.ts'
import { aboveOf, type OrgRow, placedAt, seatBelow } from './org.rule.ts'
import { type OrgLine, type Plan, type Planned, planImport } from './org-import.rule.ts'
import { readOrgNow, readOrgsBelow } from './org-lookup.store.ts'
import { type Deed, putNewOrg, writeMove, writeName } from './org-tree.store.ts'
import { wordsOf } from './org-words.ts'
import { carryThrough } from './org-work.ts'

const TOLD = 200
/** What is written one after another in the time that a request has; longer tables are imported in parts. */
const MOST_LINES = 1_000

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
  const isSound = planned.every(({ plan }) => plan.deed !== 'wrong')
  const deed = { by: caller.personId, at: now }
  const told = body.dryRun || !isSound ? planned.map((one) => one.told) : await carryOut(planned, deed)
  const counts = { create: 0, rename: 0, move: 0, same: 0, wrong: 0 }
  for (const line of told) counts[line.deed] += 1
  const done = !body.dryRun && counts.wrong === 0
  const shown = told.filter((line) => line.deed !== 'same').slice(0, TOLD)
  return reply(200, { counts, lines: shown, done, serverTime: now })
}

const NOT_DONE = '没有导入：这家或它的上级刚被改动，请再试算一次'

/** In the file's order, for a line may stand below an earlier one. What somebody else was faster at is told as wrong. */
async function carryOut(planned: readonly Planned[], deed: Deed): Promise<ImportedLine[]> {
  const made = new Map<string, string>()
  const lines: ImportedLine[] = []
  for (const { plan, told } of planned) {
    const isDone = await perform(plan, made, deed)
    lines.push(isDone ? told : { ...told, deed: 'wrong', words: NOT_DONE })
  }
  return lines
}

/**
 * One line's deed. False: an org is not as the plan read it, or a name is taken; it is left as it is.
 * @param made the ids of the orgs that earlier lines made, by their key.
 */
async function perform(plan: Plan, made: Map<string, string>, deed: Deed): Promise<boolean> {
  if (plan.deed === 'same' || plan.deed === 'wrong') return plan.deed === 'same'
  const orgAt = (key: string) => readOrgNow(made.get(key) ?? key)
  if (plan.deed === 'create') {
    const above = await orgAt(plan.above)
    if (!above) return false
    const orgId = newId('org', deed.at)
    const { key, name, level } = plan
    const org: OrgRow = { orgId, name, level, ...seatBelow(above, orgId, name), revision: 1 }
    if (!(await putNewOrg(org, { above, words: wordsOf(name) }, deed))) return false
    made.set(key, orgId)
    return true
  }
  const { orgId, name, above } = plan
  const isDone =
    (name === undefined || (await rename(orgId, name, deed))) &&
    (above === undefined || (await move(orgId, await orgAt(above), deed)))
  // Also where only its name could be changed.
  await carryThrough(orgId, deed)
  return isDone
}

async function rename(orgId: string, name: string, deed: Deed): Promise<boolean> {
  const org = await readOrgNow(orgId)
  return (
    org !== undefined && writeName(org, { name, oldWords: wordsOf(org.name), words: wordsOf(name) }, deed)
  )
}

async function move(orgId: string, above: OrgRow | undefined, deed: Deed): Promise<boolean> {
  const org = await readOrgNow(orgId)
  if (!org || !above) return false
  // Moved there by somebody else since the plan was made.
  if (aboveOf(org) === above.orgId) return true
  const to = placedAt(org, seatBelow(above, orgId, org.name), deed.at)
  const counts = await readCountRows(aboveOf(org) ?? '', orgId)
  return writeMove(org, { to, above, counts }, deed)
}
