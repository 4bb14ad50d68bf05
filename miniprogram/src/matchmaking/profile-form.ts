import {
  type Draft,
  type Facts,
  facts as factsSchema,
  wishes as wishesSchema,
} from '@gonghui/shared/matchmaking/profiles'
import * as z from 'zod/mini'

export const steps = ['基本情况', '工作和生活', '希望遇到', '确认提交'] as const

/** The part of a draft that the server takes: half-typed numbers are kept on the phone only. */
export function savable({ facts, wishes }: Draft): Draft {
  const sound = (shape: Record<string, z.core.$ZodType>, part: object) =>
    Object.fromEntries(
      Object.entries(part).filter(([name, value]) => {
        const schema = shape[name]
        return schema !== undefined && z.safeParse(schema, value).success
      }),
    )
  return { facts: sound(factsSchema.shape, facts), wishes: sound(wishesSchema.shape, wishes) }
}

type Missing = Readonly<Record<string, string>>

const asked: readonly (readonly (keyof Facts)[])[] = [
  ['gender', 'birthYear', 'heightCm', 'marital', 'hukou'],
  ['education', 'trade', 'workDistrict', 'homeDistrict', 'hobbies', 'aboutMe'],
]

const words: Readonly<Partial<Record<keyof Facts, string>>> = {
  birthYear: '请填四位数的出生年份',
  heightCm: '请填 120–230 之间的身高',
  aboutMe: '最多 500 字，不能含有 < 或 >',
}

/** What is missing or wrong on a step, by field; nothing where one can go on. */
export function missingOn(step: number, { facts, wishes }: Draft): Missing {
  if (step === 2) {
    const age = z.safeParse(wishesSchema.shape.age, wishes.age)
    const height = z.safeParse(wishesSchema.shape.height, wishes.height)
    return {
      ...(age.success ? {} : { age: '请填 18–90 之间的年龄，小的在前' }),
      ...(height.success ? {} : { height: '请填 120–230 之间的身高，小的在前' }),
    }
  }
  return Object.fromEntries(
    (asked[step] ?? [])
      .filter((name) => !z.safeParse(factsSchema.shape[name], facts[name]).success)
      .map((name) => [name, words[name] ?? '请选一项']),
  )
}

/** What somebody begins with: no hobbies, no words, nobody of the own employer. */
export const begun = ({ facts, wishes }: Draft): Draft => ({
  facts: { hobbies: [], aboutMe: '', ...facts },
  wishes: { allowSameEmployer: false, ...wishes },
})

/** Digits typed into a field; what is no number yet is none. */
export const numberIn = (text: string): number | undefined => {
  const digits = text.replace(/\D/g, '')
  return digits ? Number(digits) : undefined
}
