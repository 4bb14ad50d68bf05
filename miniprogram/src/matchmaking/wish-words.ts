import type { Wishes } from '@gonghui/shared/matchmaking/profiles'
import { districtWords, educationWords, maritalWords } from '@gonghui/shared/matchmaking/words'

const weigh = (words: string, must: boolean) => `${must ? '必须' : '最好'}${words}`

/** `希望遇到：必须 25–35 岁；最好大专以上` */
export function wishesInWords({
  age,
  height,
  education,
  districts,
  marital,
  allowSameEmployer,
}: Wishes): string {
  const parts = [
    weigh(` ${age.min}–${age.max} 岁`, age.must),
    ...(height ? [weigh(` ${height.min}–${height.max} cm`, height.must)] : []),
    ...(education ? [weigh(`${educationWords[education.atLeast]}以上`, education.must)] : []),
    ...(districts
      ? [weigh(`在${districts.any.map((one) => districtWords[one]).join('、')}`, districts.must)]
      : []),
    ...(marital ? [weigh(marital.any.map((one) => maritalWords[one]).join('或'), marital.must)] : []),
    ...(allowSameEmployer ? ['可以是同单位'] : []),
  ]
  return `希望遇到：${parts.join('；')}`
}
