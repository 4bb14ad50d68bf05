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

/**
 * What is to be done for a line. An org goes by its key, never by its name, which an earlier line may have changed: its
 * id, or for one that the file itself makes the name that it is made under.
 */
export type Plan =
  | {
      readonly deed: 'create'
      readonly key: string
      readonly name: string
      readonly level: OrgRow['level']
      readonly above: string
    }
  /** A new name, another org above, or both. */
  | {
      readonly deed: 'change'
      readonly orgId: string
      readonly name: string | undefined
      readonly above: string | undefined
    }
  | { readonly deed: 'same' }
  | { readonly deed: 'wrong' }

export interface Planned {
  readonly told: ImportedLine
  readonly plan: Plan
}

interface Known extends Pick<OrgRow, 'name' | 'level'> {
  readonly key: string
  readonly orgId: string | undefined
  /** The key of the org above. */
  readonly above: string
}

const isName = (name: string) => z.safeParse(line(40), name).success

/**
 * What an import would do, line by line, beside the tree as it is. Orgs are known by name, so a name that stands twice
 * in the tree is nobody's to change; the org above may stand in an earlier line.
 * @param tree every open org at and below the one that is imported to.
 */
export function planImport(lines: readonly OrgLine[], tree: readonly OrgRow[]): Planned[] {
  const known = new Map<string, Known | 'twice'>()
  for (const { orgId, name, level, path } of tree) {
    const word = plainWord(name)
    const above = path.split('/').at(-2) ?? ''
    known.set(word, known.has(word) ? 'twice' : { key: orgId, orgId, name, level, above })
  }
  return lines.map((one) => planLine(one, known))
}

function planLine(one: OrgLine, known: Map<string, Known | 'twice'>): Planned {
  const say = (deed: ImportedLine['deed'], plan: Plan, words: string): Planned => ({
    plan,
    told: { line: one.line, name: one.name.slice(0, 40), deed, words },
  })
  const wrong = (words: string) => say('wrong', { deed: 'wrong' }, words)
  const { name } = one
  const level = LEVELS[one.level.trim()]
  if (!isName(name)) return wrong('名称要 1 到 40 个字')
  if (!level) return wrong('级别写区、街道或基层')
  const above = known.get(plainWord(one.above))
  if (above === undefined) return wrong(`没有找到上级“${one.above.slice(0, 40)}”`)
  if (above === 'twice') return wrong(`叫“${one.above.slice(0, 40)}”的不止一家，请先改名`)
  if (!mayStandBelow(level, above.level)) return wrong('上级要比它高')
  const [word, was] = [plainWord(name), oldWordOf(one, known)]
  const here = known.get(was)
  if (here === 'twice') return wrong('同名的不止一家，请在页面上改')
  if (here === undefined && was !== word) return wrong(`没有找到原来叫“${one.was.slice(0, 40)}”的`)
  if (here === undefined) {
    known.set(word, { key: name, orgId: undefined, name, level, above: above.key })
    return say(
      'create',
      { deed: 'create', key: name, name, level, above: above.key },
      `在“${above.name}”下新建`,
    )
  }
  if (here.level !== level) return wrong('级别和现在的不同，级别不能改')
  const [renames, moves] = [here.name !== name, here.above !== above.key]
  if (!renames && !moves) return say('same', { deed: 'same' }, '没有变化')
  if (here.orgId === undefined) return wrong('和前面的一行重复了')
  if (renames && was !== word && known.has(word)) return wrong('新名称已经有了')
  known.delete(was)
  known.set(word, { ...here, name, above: above.key })
  const change: Plan = {
    deed: 'change',
    orgId: here.orgId,
    name: renames ? name : undefined,
    above: moves ? above.key : undefined,
  }
  const to = `从“${nameAt(here.above, known)}”移到“${above.name}”`
  if (!renames) return say('move', change, to)
  return say('rename', change, `“${here.name}”改名${moves ? `，并${to}` : ''}`)
}

/** The name that an org has now, or by an earlier line. */
const nameAt = (key: string, known: ReadonlyMap<string, Known | 'twice'>): string =>
  [...known.values()].flatMap((one) => (one !== 'twice' && one.key === key ? one.name : []))[0] ?? ''

/**
 * The name that the org of a line has now. Imported once more the line finds its renaming done: nothing has the old name,
 * and an org of that level has the new one.
 */
function oldWordOf(one: OrgLine, known: ReadonlyMap<string, Known | 'twice'>): string {
  const [word, was] = [plainWord(one.name), plainWord(one.was)]
  if (was === '') return word
  const renamed = known.get(word)
  const isDone = renamed !== undefined && renamed !== 'twice' && renamed.level === LEVELS[one.level.trim()]
  return known.has(was) || !isDone ? was : word
}
