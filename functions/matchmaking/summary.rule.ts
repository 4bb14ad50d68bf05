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

/** What the fit of two people is judged by: everything but the words they wrote. */
export interface Single {
  readonly profileId: string
  /** Eight hex digits of a keyed hash of the workplace: equal for colleagues, and tells nothing else. */
  readonly employer: string
  readonly facts: Omit<Facts, 'aboutMe'>
  readonly wishes: Wishes
}

/** Singles lie together by gender and three years of birth, thirty bytes each, so that one read unit tells of 270. */
export const SUMMARY_BYTES = 30
const FIRST_YEAR = 1930
const FIRST_CM = 100
const NO_EDUCATION = 7

export const bandOf = (birthYear: number): number => Math.floor(birthYear / 3)

const bitsOf = <W extends string>(words: readonly W[], chosen: readonly W[]): number =>
  chosen.reduce((bits, word) => bits | (1 << words.indexOf(word)), 0)

const wordsIn = <W extends string>(words: readonly W[], bits: number): W[] =>
  words.filter((_, at) => bits & (1 << at))

const at = <W>(words: readonly W[], index: number): W => {
  const word = words[index]
  if (word === undefined) throw new Error('a summary holds a word that is not one')
  return word
}

export function pack({ profileId, employer, facts, wishes }: Single): Buffer {
  const bytes = Buffer.alloc(SUMMARY_BYTES)
  bytes.write(profileId, 0, 'hex')
  bytes[10] = facts.birthYear - FIRST_YEAR
  bytes[11] = facts.heightCm - FIRST_CM
  bytes[12] = (educations.indexOf(facts.education) << 4) | hukous.indexOf(facts.hukou)
  bytes[13] = (trades.indexOf(facts.trade) << 4) | maritals.indexOf(facts.marital)
  bytes[14] = (districts.indexOf(facts.workDistrict) << 4) | districts.indexOf(facts.homeDistrict)
  bytes.writeUIntBE(bitsOf(hobbies, facts.hobbies), 15, 3)
  bytes.write(employer, 18, 'hex')
  bytes[22] = wishes.age.min
  bytes[23] = wishes.age.max
  bytes[24] = wishes.height ? wishes.height.min - FIRST_CM : 0
  bytes[25] = wishes.height ? wishes.height.max - FIRST_CM : 0
  bytes.writeUInt16BE(bitsOf(districts, wishes.districts?.any ?? []), 26)
  const atLeast = wishes.education ? educations.indexOf(wishes.education.atLeast) : NO_EDUCATION
  bytes[28] = (atLeast << 5) | bitsOf(maritals, wishes.marital?.any ?? [])
  bytes[29] = [
    wishes.age.must,
    wishes.height?.must,
    wishes.education?.must,
    wishes.districts?.must,
    wishes.marital?.must,
    wishes.allowSameEmployer,
  ].reduce((flags, set, bit) => flags | (set ? 1 << bit : 0), 0)
  return bytes
}

export function unpack(bytes: Buffer, gender: Gender): Single {
  const byte = (index: number) => bytes[index] ?? 0
  const flag = (bit: number) => (byte(29) & (1 << bit)) !== 0
  const anyDistrict = wordsIn(districts, bytes.readUInt16BE(26))
  const anyMarital = wordsIn(maritals, byte(28) & 31)
  const atLeast = byte(28) >> 5
  return {
    profileId: bytes.toString('hex', 0, 10),
    employer: bytes.toString('hex', 18, 22),
    facts: {
      gender,
      birthYear: byte(10) + FIRST_YEAR,
      heightCm: byte(11) + FIRST_CM,
      education: at(educations, byte(12) >> 4),
      hukou: at(hukous, byte(12) & 15),
      trade: at(trades, byte(13) >> 4),
      marital: at(maritals, byte(13) & 15),
      workDistrict: at(districts, byte(14) >> 4),
      homeDistrict: at(districts, byte(14) & 15),
      hobbies: wordsIn(hobbies, bytes.readUIntBE(15, 3)),
    },
    wishes: {
      age: { min: byte(22), max: byte(23), must: flag(0) },
      ...(byte(25) === 0
        ? {}
        : { height: { min: byte(24) + FIRST_CM, max: byte(25) + FIRST_CM, must: flag(1) } }),
      ...(atLeast === NO_EDUCATION ? {} : { education: { atLeast: at(educations, atLeast), must: flag(2) } }),
      ...(anyDistrict.length === 0 ? {} : { districts: { any: anyDistrict, must: flag(3) } }),
      ...(anyMarital.length === 0 ? {} : { marital: { any: anyMarital, must: flag(4) } }),
      allowSameEmployer: flag(5),
    },
  }
}

/** A band of singles: one summary after the other. */
export const summariesIn = (band: Buffer): Buffer[] =>
  Array.from({ length: band.length / SUMMARY_BYTES }, (_, i) =>
    band.subarray(i * SUMMARY_BYTES, (i + 1) * SUMMARY_BYTES),
  )

/** The band without this single, and with the new summary where there is one. */
export function bandWith(band: Buffer, profileId: string, summary: Buffer | undefined): Buffer {
  const others = summariesIn(band).filter((one) => one.toString('hex', 0, 10) !== profileId)
  return Buffer.concat(summary ? [...others, summary] : others)
}
