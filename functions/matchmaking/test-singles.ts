/** Singles for tests: one by one, or a seeded town of them. */

import { PutCommand } from '@aws-sdk/lib-dynamodb'
import type { Facts, Wishes } from '@gonghui/shared/matchmaking/profiles'
import {
  districts,
  educations,
  type Gender,
  hobbies,
  hukous,
  maritals,
  trades,
} from '@gonghui/shared/matchmaking/words'
import { sealBytes } from '../lib/secrets.ts'
import { keyOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { bandOf, pack, type Single } from './summary.rule.ts'

let made = 0

export function single(facts: Partial<Facts> = {}, wishes: Partial<Wishes> = {}): Single {
  const id = (++made).toString(16)
  return {
    profileId: id.padStart(20, '0'),
    employer: id.padStart(8, '0'),
    facts: {
      gender: 'female',
      birthYear: 1996,
      heightCm: 170,
      education: 'bachelor',
      trade: 'manufacturing',
      workDistrict: 'nanshan',
      homeDistrict: 'nanshan',
      hukou: 'local',
      marital: 'never',
      hobbies: [],
      ...facts,
    },
    wishes: { age: { min: 18, max: 60, must: true }, allowSameEmployer: false, ...wishes },
  }
}

/** Mulberry32: the same town for the same seed. */
export function chanceOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** So many singles as a city has them: mostly in their twenties and thirties, with wishes of every strictness. */
export function townOfSingles(count: number, seed: number): Single[] {
  const chance = chanceOf(seed)
  const below = (n: number) => Math.floor(chance() * n)
  const one = <W>(words: readonly W[]): W => words[below(words.length)] as W
  const some = <W>(words: readonly W[], most: number): W[] => {
    const chosen = new Set(Array.from({ length: 1 + below(most) }, () => one(words)))
    return words.filter((word) => chosen.has(word))
  }
  const maybe = <W>(odds: number, wish: () => W) => (chance() < odds ? wish() : undefined)
  return Array.from({ length: count }, (_, i) => {
    const gender: Gender = i % 2 === 0 ? 'female' : 'male'
    const age = 20 + below(14) + below(14)
    const min = Math.max(18, age - 2 - below(8))
    const height = maybe(0.4, () => ({ min: 150 + below(20), max: 175 + below(25), must: chance() < 0.5 }))
    const education = maybe(0.4, () => ({ atLeast: one(educations.slice(0, 3)), must: chance() < 0.4 }))
    const near = maybe(0.3, () => ({ any: some(districts, 4), must: chance() < 0.4 }))
    const marital = maybe(0.5, () => ({ any: some(maritals, 3), must: chance() < 0.7 }))
    return {
      profileId: Buffer.from(Array.from({ length: 10 }, () => below(256))).toString('hex'),
      employer: below(900).toString(16).padStart(8, '0'),
      facts: {
        gender,
        birthYear: 2026 - age,
        heightCm: (gender === 'female' ? 150 : 160) + below(28),
        education: one(educations),
        trade: one(trades),
        workDistrict: one(districts),
        homeDistrict: one(districts),
        hukou: one(hukous),
        marital: chance() < 0.8 ? 'never' : one(maritals),
        hobbies: some(hobbies, 6),
      },
      wishes: {
        age: { min, max: Math.min(90, min + 3 + below(14)), must: chance() < 0.7 },
        ...(height ? { height } : {}),
        ...(education ? { education } : {}),
        ...(near ? { districts: near } : {}),
        ...(marital ? { marital } : {}),
        allowSameEmployer: chance() < 0.2,
      },
    }
  })
}

/** A town as the table holds it: every band at once, rather than one approval after the other. */
export async function listTown(town: readonly Single[]): Promise<void> {
  for (const gender of ['female', 'male'] as const) {
    const here = town.filter(({ facts }) => facts.gender === gender)
    for (const band of new Set(here.map(({ facts }) => bandOf(facts.birthYear)))) {
      const packed = here.filter(({ facts }) => bandOf(facts.birthYear) === band).map(pack)
      const sealed = sealBytes(Buffer.concat(packed), `${gender}/${band}`)
      const key = keyOf('singles of a gender born in three years', { gender, band })
      await database.send(new PutCommand({ TableName: TABLE, Item: { ...key, revision: 1, sealed } }))
    }
  }
}
