/**
 * Where a list goes on. A cursor holds what follows the beginning that all sort keys of the list share, so whatever
 * a client sends reads from some place inside its own list: never another partition, never a key that the database
 * refuses. A forged one is therefore nothing to refuse; it begins the list elsewhere.
 */
interface Range {
  readonly pk: string
  readonly begins: string
}

/** The sort key after which the page begins; undefined for the first page. */
export function afterOf({ begins }: Range, cursor: string | undefined): string | undefined {
  const rest = Buffer.from(cursor ?? '', 'base64url').toString('utf8')
  // An empty key is no key; and a list's beginning itself is before its first item.
  return rest === '' ? undefined : begins + rest
}

/** The `cursor` of a reply, to be spread into it; nothing on the last page. */
export function cursorOf({ begins }: Range, after: string | undefined): { readonly cursor?: string } {
  if (after === undefined) return {}
  return { cursor: Buffer.from(after.slice(begins.length)).toString('base64url') }
}
