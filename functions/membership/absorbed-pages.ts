import { afterOf, cursorOf } from '../lib/cursor.ts'

interface Page<T> {
  readonly items: readonly T[]
  readonly cursor?: string
}

/** Its cursor holds the org that the list has come to, and how far in it. */
const WHOLE = { pk: '', begins: '' }
const BREAK = '/'

/**
 * One list over several orgs, as those that an org has absorbed: the last page of one is followed by the first of the
 * next that has any.
 * @param read a page of one org's list, by that list's own cursor.
 */
export async function pageOver<T>(
  orgIds: readonly string[],
  cursor: string | undefined,
  read: (orgId: string, cursor: string | undefined) => Promise<Page<T>>,
): Promise<Page<T>> {
  const [named, place] = afterOf(WHOLE, cursor)?.split(BREAK) ?? []
  const at = Math.max(0, orgIds.indexOf(named ?? ''))
  const [orgId, next] = orgIds.slice(at)
  if (orgId === undefined) return { items: [] }
  const page = await read(orgId, place === '' ? undefined : place)
  const after = page.cursor === undefined ? next && `${next}${BREAK}` : `${orgId}${BREAK}${page.cursor}`
  const { cursor: further } = cursorOf(WHOLE, after)
  if (page.items.length === 0 && further !== undefined) return pageOver(orgIds, further, read)
  return { items: page.items, ...(further === undefined ? {} : { cursor: further }) }
}
