import { putOrg } from '@gonghui/functions/membership/org.store'
import { addToRoster } from '@gonghui/functions/membership/roster.store'
import type { Org } from '@gonghui/shared/lib/org'
import { orgLevels } from '@gonghui/shared/lib/org'
import { readJson, readTable } from './files.ts'

interface Seat {
  readonly orgId: string
  readonly name: string
  readonly below?: readonly Seat[]
}

/** Every org by its name, which the files of the seed call it by. */
export type Union = ReadonlyMap<string, Org>

/** Puts the tree of orgs.json, level by level: an org needs the one above it. */
export async function putUnion(): Promise<Union> {
  const union = new Map<string, Org>()
  let level: { readonly seat: Seat; readonly parentId?: string }[] = [{ seat: readJson<Seat>('orgs.json') }]
  for (const name of orgLevels) {
    const put = await Promise.all(
      level.map(({ seat, parentId }) =>
        putOrg({ orgId: seat.orgId, name: seat.name, level: name, parentId }),
      ),
    )
    for (const org of put) union.set(org.name, org)
    level = level.flatMap(({ seat }) =>
      (seat.below ?? []).map((below) => ({ seat: below, parentId: seat.orgId })),
    )
  }
  return union
}

/** Imports roster.csv: org, name, phone, and tags joined by 、. */
export async function putRoster(union: Union): Promise<number> {
  const lines = readTable('roster.csv')
  for (const name of new Set(lines.map((line) => line.org ?? ''))) {
    const entries = lines.filter((line) => line.org === name)
    const { orgId } = named(union, name)
    await addToRoster(
      orgId,
      entries.map(({ name = '', phone = '', tags = '' }) => ({
        name,
        phone,
        tags: tags ? tags.split('、') : [],
      })),
    )
  }
  return lines.length
}

export function named<T>(all: ReadonlyMap<string, T>, name: string): T {
  const found = all.get(name)
  if (!found) throw new Error(`the seed knows no ${name}`)
  return found
}
