import type { Owner, Subject } from '../lib/holdings.ts'
import { type Pattern, patternOf, rangeOf } from '../table/access-patterns.ts'
import { personalData } from '../table/personal-data.ts'
import { readPage } from '../table/reads.ts'
import { removeRows } from '../table/writes.ts'

type Row = Readonly<Record<string, unknown>> & { readonly pk: string; readonly sk: string }
export interface Own {
  readonly pattern: Pattern
  readonly row: Row
}

const PAGE = 500

/** They by each of their memberships; who never joined, once. */
export const subjectsOf = ({ personIds, memberIds }: Owner): readonly Subject[] =>
  personIds.flatMap((personId) =>
    memberIds.length > 0 ? memberIds.map((memberId) => ({ personId, memberId })) : [{ personId }],
  )

/** The partitions that are somebody's own. Whatever any capability puts there is told and removed without its help. */
const partitionsOf = ({ personIds, memberIds }: Owner): string[] => [
  ...personIds.map((personId) => rangeOf('a person', { personId }).pk),
  ...memberIds.map((memberId) => rangeOf('a member', { memberId }).pk),
]

/** All rows under somebody's own keys, page after page. @throws for a row that no pattern makes. */
export async function* ownRows(of: Owner): AsyncGenerator<readonly Own[]> {
  for (const pk of partitionsOf(of)) {
    let after: string | undefined
    do {
      const page = await readPage<Row>({ pk, begins: '' }, { limit: PAGE, after, strong: true })
      yield page.items.map((row) => {
        const pattern = patternOf(row)
        if (!pattern) throw new Error(`no pattern makes the key ${row.sk.split('#')[0]} of a person`)
        return { pattern, row }
      })
      after = page.after
    } while (after !== undefined)
  }
}

/** Removes what lies under somebody's own keys and goes with them. */
export async function removeOwnRows(of: Owner): Promise<void> {
  for await (const rows of ownRows(of)) {
    const going = rows.filter(({ pattern }) => personalData[pattern]?.onErasure === 'goes')
    await removeRows(going.map(({ row }) => row))
  }
}
