import { inOrder, type Tag } from '@gonghui/shared/lib/tags'
import { line as lineOf } from '@gonghui/shared/lib/text'
import { phone as phoneForm, plainName } from '@gonghui/shared/membership/phone'
import type { RosterFault, RosterReport } from '@gonghui/shared/membership/roster'
import * as z from 'zod/mini'

/** One worker as the enterprise's list names them. */
export interface RosterLine {
  readonly name: string
  readonly phone: string
  readonly tags?: readonly string[]
}

export interface Row {
  readonly line: number
  readonly cells: readonly string[]
}

/** A line that cannot be taken, with what stands there. */
export interface Bad {
  readonly line: number
  readonly fault: RosterFault
  readonly reason: string
  readonly name: string
  readonly phone: string
}

export interface Judged {
  /** Lines of the file, its head not counted. */
  readonly lines: number
  /** Each person once, in the order of the file. */
  readonly people: readonly RosterLine[]
  readonly repeated: number
  readonly bad: readonly Bad[]
}

/** Who a line means, by name and phone as they are compared: the same for admission and for the roster. */
export const personOf = ({ name, phone }: Pick<RosterLine, 'name' | 'phone'>): string =>
  `${plainName(name)}\n${phone}`

/** Enough to see what is wrong with a file; the file of the bad lines tells the rest. */
const REPORTED = 100

const HEADS = {
  name: /^(姓名|名字|职工姓名|会员姓名|name)$/i,
  phone: /^(手机号?码?|联系电话|电话号?码?|联系方式|phone|mobile)$/i,
  tags: /^(标签|类别|tags?)$/i,
}
type Columns = Readonly<Record<keyof typeof HEADS, number>>

const nameForm = lineOf(40)

/** The columns by their heads; without a head the first is the name, the second the phone, if they look like it. */
function columnsOf(first: Row): { readonly columns: Columns; readonly hasHead: boolean } | undefined {
  const heads = first.cells.map((cell) => cell.normalize('NFKC').replace(/[\s*（(].*$/u, ''))
  const at = (form: RegExp) => heads.findIndex((head) => form.test(head))
  const columns = { name: at(HEADS.name), phone: at(HEADS.phone), tags: at(HEADS.tags) }
  if (columns.name >= 0 && columns.phone >= 0) return { columns, hasHead: true }
  const isPerson = z.safeParse(phoneForm, first.cells[1] ?? '').success
  return isPerson ? { columns: { name: 0, phone: 1, tags: 2 }, hasHead: false } : undefined
}

/**
 * Judges the rows of an enterprise's list. The usual slips are none: spaces, full-width digits, a leading 86, the dot
 * in a minority's name. @returns undefined where no column of names and of phones is found.
 */
export function judgeRoster(rows: readonly Row[]): Judged | undefined {
  const found = rows[0] && columnsOf(rows[0])
  if (!found) return undefined
  const { columns, hasHead } = found
  const body = hasHead ? rows.slice(1) : rows
  const people = new Map<string, RosterLine>()
  const byPhone = new Map<string, { readonly line: number; readonly person: string }>()
  const bad: Bad[] = []
  let repeated = 0
  for (const { line, cells } of body) {
    const said = (column: keyof Columns) => cells[columns[column]] ?? ''
    const read = readLine(said)
    const shown = { line, name: said('name').slice(0, 40), phone: said('phone').slice(0, 32) }
    if ('fault' in read) {
      bad.push({ ...shown, ...read })
      continue
    }
    const person = personOf(read)
    const before = byPhone.get(read.phone)
    if (before === undefined) {
      byPhone.set(read.phone, { line, person })
      people.set(person, read)
    } else if (before.person === person) repeated += 1
    else bad.push({ ...shown, fault: 'phone-shared', reason: `和第 ${before.line} 行手机号相同、姓名不同` })
  }
  return { lines: body.length, people: [...people.values()], repeated, bad }
}

function readLine(
  said: (column: keyof Columns) => string,
): RosterLine | { readonly fault: RosterFault; readonly reason: string } {
  // A list from Excel lines names up with spaces: 王 芳 is 王芳.
  const name = z.safeParse(
    nameForm,
    said('name')
      .normalize('NFKC')
      .replace(/(?<=\p{sc=Han})\s+(?=\p{sc=Han})/gu, ''),
  )
  if (!name.success) return { fault: 'name', reason: '姓名要 1 到 40 个字' }
  const phone = z.safeParse(phoneForm, said('phone'))
  if (!phone.success) return { fault: 'phone', reason: '手机号要 11 位，以 1 开头' }
  const named = said('tags')
    .split(/[、,，;；|\s]+/)
    .filter(Boolean)
  const tags: Tag[] = inOrder(named)
  if (new Set(named).size !== tags.length) return { fault: 'tag', reason: '标签里有不认识的词' }
  return { name: name.data, phone: phone.data, tags }
}

/** What is told of a file beside what it meets on the roster. */
export const reportOf = (
  { lines, repeated, bad }: Judged,
  met: Pick<RosterReport, 'dryRun' | 'fresh' | 'known' | 'admitted'>,
): RosterReport => {
  const faults: Record<RosterFault, number> = { name: 0, phone: 0, 'phone-shared': 0, tag: 0 }
  for (const { fault } of bad) faults[fault] += 1
  const badLines = bad.slice(0, REPORTED).map(({ line, reason }) => ({ line, reason }))
  return { ...met, lines, repeated, faults, badLines }
}
