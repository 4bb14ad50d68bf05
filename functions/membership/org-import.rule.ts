import { orgLevels } from '@gonghui/shared/lib/org'
import { line } from '@gonghui/shared/lib/text'
import type { ImportedLine } from '@gonghui/shared/membership/org-tree'
import * as z from 'zod/mini'
import { mayStandBelow, type OrgRow } from './org.rule.ts'
import { plainWord } from './org-word.rule.ts'

/** One line as the file says it. */
export interface OrgLine {
  readonly line: number
  readonly name: string
  readonly level: string
  readonly above: string
  /** What it was called, where the line renames it. */
  readonly was: string
}

const LEVELS: Readonly<Record<string, OrgRow['level']>> = {
  区: 'district',
  产业: 'district',
  区级: 'district',
  街道: 'street',
  行业: 'street',
  街道级: 'street',
  基层: 'workplace',
  企业: 'workplace',
  ...Object.fromEntries(orgLevels.map((level) => [level, level])),
}

/** What is to be done for a line. A created org is known to the lines after it by its name. */
export type Plan =
  | {
      readonly deed: 'create'
      readonly name: string
      readonly level: OrgRow['level']
      readonly above: string
    }
  | { readonly deed: 'rename'; readonly orgId: string; readonly name: string }
  | { readonly deed: 'move'; readonly orgId: string; readonly above: string }
  | { readonly deed: 'same' }
  | { readonly deed: 'wrong' }

export interface Planned {
  readonly told: ImportedLine
  readonly plan: Plan
}

type Known = Pick<OrgRow, 'name' | 'level'> & { readonly orgId: string | undefined; readonly above: string }

const isName = (name: string) => z.safeParse(line(40), name).success

/**
 * What an import would do, line by line, beside the tree as it is. Orgs are known by name, so a name that stands twice
 * in the tree is nobody's to change; the org above may stand in an earlier line.
 * @param tree every open org at and below the one that is imported to.
 */
export function planImport(lines: readonly OrgLine[], tree: readonly OrgRow[]): Planned[] {
  const names = new Map(tree.map(({ orgId, name }) => [orgId, name]))
  const known = new Map<string, Known | 'twice'>()
  for (const org of tree) {
    const word = plainWord(org.name)
    const above = names.get(org.path.split('/').at(-2) ?? '') ?? ''
    known.set(word, known.has(word) ? 'twice' : { orgId: org.orgId, name: org.name, level: org.level, above })
  }
  return lines.map((one) => planLine(one, known))
}

function planLine(one: OrgLine, known: Map<string, Known | 'twice'>): Planned {
  const say = (plan: Plan, words: string): Planned => ({
    plan,
    told: { line: one.line, name: one.name.slice(0, 40), deed: plan.deed, words },
  })
  const wrong = (words: string) => say({ deed: 'wrong' }, words)
  const level = LEVELS[one.level.trim()]
  if (!isName(one.name)) return wrong('名称要 1 到 40 个字')
  if (!level) return wrong('级别写区、街道或基层')
  const above = known.get(plainWord(one.above))
  if (above === undefined) return wrong(`没有找到上级“${one.above.slice(0, 40)}”`)
  if (above === 'twice') return wrong(`叫“${one.above.slice(0, 40)}”的不止一家，请先改名`)
  if (!mayStandBelow(level, above.level)) return wrong('上级要比它高')
  const was = plainWord(one.was)
  const here = known.get(was === '' ? plainWord(one.name) : was)
  if (here === 'twice') return wrong('同名的不止一家，请在页面上改')
  if (was !== '' && here === undefined) return wrong(`没有找到原来叫“${one.was.slice(0, 40)}”的`)
  if (here === undefined) {
    known.set(plainWord(one.name), { orgId: undefined, name: one.name, level, above: above.name })
    return say({ deed: 'create', name: one.name, level, above: above.name }, `在“${above.name}”下新建`)
  }
  if (here.level !== level) return wrong('级别和现在的不同，级别不能改')
  if (here.orgId !== undefined && here.name !== one.name) {
    if (known.has(plainWord(one.name)) && plainWord(one.name) !== was) return wrong('新名称已经有了')
    known.delete(was)
    known.set(plainWord(one.name), { ...here, name: one.name })
    return say({ deed: 'rename', orgId: here.orgId, name: one.name }, `“${here.name}”改名`)
  }
  if (here.orgId !== undefined && plainWord(here.above) !== plainWord(above.name)) {
    known.set(plainWord(one.name), { ...here, above: above.name })
    return say({ deed: 'move', orgId: here.orgId, above: above.name }, `从“${here.above}”移到“${above.name}”`)
  }
  return say({ deed: 'same' }, '没有变化')
}
