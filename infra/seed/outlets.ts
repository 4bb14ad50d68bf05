import { createOutlet, listOutlets } from '@gonghui/shared/benefits/outlets'
import { type Ask, answered } from './calls.ts'
import { readJson } from './files.ts'
import type { Cast } from './people.ts'
import { named, type Union } from './union.ts'

interface Place {
  readonly name: string
  readonly org: string
  readonly address: string
  readonly hours: string
  readonly latitude: number
  readonly longitude: number
}

/** Registers the outlets of outlets.json, each once. Answers their ids by name. */
export async function putOutlets(ask: Ask, cast: Cast, union: Union): Promise<ReadonlyMap<string, string>> {
  const { session } = named(cast, 'operator-city')
  const { token } = session
  const all = readJson<Place[]>('outlets.json')
  const ids = new Map<string, string>()
  for (const org of new Set(all.map((place) => place.org))) {
    const { orgId } = named(union, org)
    const { items } = answered(listOutlets, await ask(listOutlets, { query: { orgId } }, { token }))
    for (const outlet of items) ids.set(outlet.name, outlet.outletId)
    for (const { org: _, ...place } of all.filter((one) => one.org === org)) {
      if (ids.has(place.name)) continue
      const key = `seed-outlet-${place.latitude}-${place.longitude}`
      const made = answered(
        createOutlet,
        await ask(createOutlet, { body: { orgId, ...place } }, { token, key }),
      )
      ids.set(place.name, made.outletId)
    }
  }
  return ids
}
