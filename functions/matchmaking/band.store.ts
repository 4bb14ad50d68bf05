import type { Gender } from '@gonghui/shared/matchmaking/words'
import { sealBytes, unsealBytes } from '../lib/secrets.ts'
import { keyOf } from '../table/access-patterns.ts'
import { TABLE } from '../table/database.ts'
import { read, readAll } from '../table/reads.ts'
import { bandOf, bandWith, pack, type Single, summariesIn, unpack } from './summary.rule.ts'

/**
 * All singles of a gender born in three years, as one item: a seeker’s whole day costs a read of two dozen items, and
 * 15 000 singles take 225 KB a gender. An item holds 13 000 before it is full; a larger city splits by district first.
 */
interface Band {
  readonly revision: number
  readonly sealed: Uint8Array
}

interface Place {
  readonly gender: Gender
  readonly band: number
}

const placeOf = ({ facts }: Single): Place => ({ gender: facts.gender, band: bandOf(facts.birthYear) })
const keyOfBand = (place: Place) => keyOf('singles of a gender born in three years', { ...place })
const nameOf = ({ gender, band }: Place) => `${gender}/${band}`

const opened = (band: Band | undefined, place: Place): Buffer =>
  band ? unsealBytes(band.sealed, nameOf(place)) : Buffer.alloc(0)

/** The writes that take a single from where they were listed to where they are: none where nothing of it changes. */
export async function bandChanges(before: Single | undefined, after: Single | undefined) {
  if (before && after && pack(before).equals(pack(after))) return []
  const places = new Map(
    [before, after].flatMap((single) =>
      single ? [[nameOf(placeOf(single)), { place: placeOf(single), profileId: single.profileId }]] : [],
    ),
  )
  return Promise.all(
    [...places].map(async ([name, { place, profileId }]) => {
      const band = await read<Band>(keyOfBand(place))
      const here = after && nameOf(placeOf(after)) === name ? pack(after) : undefined
      const next = bandWith(opened(band, place), profileId, here)
      return {
        Put: {
          TableName: TABLE,
          Item: { ...keyOfBand(place), revision: (band?.revision ?? 0) + 1, sealed: sealBytes(next, name) },
          ...(band
            ? {
                ConditionExpression: 'revision = :revision',
                ExpressionAttributeValues: { ':revision': band.revision },
              }
            : { ConditionExpression: 'attribute_not_exists(pk)' }),
        },
      }
    }),
  )
}

/** Everybody listed of a gender who was born in these years. */
export async function readSingles(gender: Gender, from: number, until: number): Promise<Single[]> {
  const first = bandOf(from)
  const bands = Array.from({ length: Math.max(0, bandOf(until) - first + 1) }, (_, i) => first + i)
  const rows = await readAll<Band & { readonly pk: string }>(bands.map((band) => keyOfBand({ gender, band })))
  return rows.flatMap((row) => {
    const place = { gender, band: Number(row.pk.slice(row.pk.lastIndexOf('#') + 1)) }
    return summariesIn(opened(row, place)).map((bytes) => unpack(bytes, gender))
  })
}
