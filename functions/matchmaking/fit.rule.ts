import type { Wishes } from '@gonghui/shared/matchmaking/profiles'
import {
  districtWords,
  educations,
  educationWords,
  hobbyWords,
  tradeWords,
} from '@gonghui/shared/matchmaking/words'
import type { Single } from './summary.rule.ts'

type Told = Single['facts']

export const ageOf = (birthYear: number, year: number): number => year - birthYear

/** How each wish of somebody comes out on somebody else; a wish that is absent is not among them. */
function wishesOn(wishes: Wishes, of: Told, year: number) {
  const { age, height, education, districts, marital } = wishes
  const years = ageOf(of.birthYear, year)
  return [
    { must: age.must, holds: age.min <= years && years <= age.max },
    ...(height ? [{ must: height.must, holds: height.min <= of.heightCm && of.heightCm <= height.max }] : []),
    ...(education
      ? [
          {
            must: education.must,
            holds: educations.indexOf(of.education) >= educations.indexOf(education.atLeast),
          },
        ]
      : []),
    ...(districts
      ? [
          {
            must: districts.must,
            holds: districts.any.includes(of.homeDistrict) || districts.any.includes(of.workDistrict),
          },
        ]
      : []),
    ...(marital ? [{ must: marital.must, holds: marital.any.includes(of.marital) }] : []),
  ]
}

const mustsHold = (wishes: Wishes, of: Told, year: number): boolean =>
  wishesOn(wishes, of, year).every(({ must, holds }) => holds || !must)

/** Whether two may be shown to each other: the same whichever of them is asked. */
export function fits(one: Single, other: Single, year: number): boolean {
  if (one.profileId === other.profileId || one.facts.gender === other.facts.gender) return false
  const colleagues = one.employer === other.employer
  if (colleagues && !(one.wishes.allowSameEmployer && other.wishes.allowSameEmployer)) return false
  return mustsHold(one.wishes, other.facts, year) && mustsHold(other.wishes, one.facts, year)
}

export interface Reason {
  readonly points: number
  /** 为什么推荐, as the person reads it; none where the points say something about the other that is theirs to say. */
  readonly text: string
}

/** What each part may add; together a hundred. */
const POINTS = { mine: 40, theirs: 20, hobbies: 18, home: 8, work: 5, education: 5, age: 4 } as const
const POINTS_A_HOBBY = 6

const shareOf = (wishes: Wishes, of: Told, year: number): number => {
  const all = wishesOn(wishes, of, year)
  return all.filter(({ holds }) => holds).length / all.length
}

/** Why `other` is suggested to `me`: each reason with its points, the weightiest first. Their sum is the score. */
export function reasonsFor(me: Single, other: Single, year: number): Reason[] {
  const [a, b] = [me.facts, other.facts]
  const mine = shareOf(me.wishes, b, year)
  const theirs = shareOf(other.wishes, a, year)
  const common = a.hobbies.filter((hobby) => b.hobbies.includes(hobby))
  const gap = Math.abs(a.birthYear - b.birthYear)
  const steps = Math.abs(educations.indexOf(a.education) - educations.indexOf(b.education))
  const reasons: Reason[] = [
    {
      points: Math.round(POINTS.mine * mine),
      text: mine === 1 ? '对方符合你的全部要求' : '对方符合你的大部分要求',
    },
    {
      points: Math.round(POINTS.theirs * theirs),
      text: theirs === 1 ? '你也符合对方的全部要求' : '你也符合对方最看重的要求',
    },
    {
      points: Math.min(POINTS.hobbies, POINTS_A_HOBBY * common.length),
      text: `你们都喜欢${common.map((hobby) => hobbyWords[hobby]).join('、')}`,
    },
    {
      points: a.homeDistrict === b.homeDistrict && a.homeDistrict !== 'elsewhere' ? POINTS.home : 0,
      text: `你们都住在${districtWords[a.homeDistrict]}`,
    },
    {
      points: a.workDistrict === b.workDistrict && a.workDistrict !== 'elsewhere' ? POINTS.work : 0,
      text:
        a.trade === b.trade
          ? `你们都在${districtWords[a.workDistrict]}做${tradeWords[a.trade]}`
          : `你们都在${districtWords[a.workDistrict]}上班`,
    },
    {
      points: steps <= 1 ? POINTS.education : 0,
      text: steps === 0 ? `你们都是${educationWords[a.education]}学历` : '你们学历相近',
    },
    { points: gap <= 3 ? POINTS.age : 0, text: gap === 0 ? '你们同岁' : `你们只差 ${gap} 岁` },
  ]
  return reasons.filter(({ points }) => points > 0).sort((one, next) => next.points - one.points)
}

export const scoreOf = (reasons: readonly Reason[]): number =>
  reasons.reduce((sum, { points }) => sum + points, 0)
