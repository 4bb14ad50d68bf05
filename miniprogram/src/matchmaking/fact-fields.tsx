import { HOBBIES_MAX } from '@gonghui/shared/matchmaking/profiles'
import {
  districts,
  districtWords,
  educations,
  educationWords,
  genders,
  genderWords,
  hobbies,
  hobbyWords,
  hukous,
  hukouWords,
  maritals,
  maritalWords,
  trades,
  tradeWords,
} from '@gonghui/shared/matchmaking/words'
import { Text, View } from '@tarojs/components'
import { Card } from '../ui/card'
import { Choice, Field } from '../ui/field'
import { ManyChips } from './many-chips'
import { numberIn } from './profile-form'
import type { ProfileForm } from './use-profile-form'

export const optionsOf = <V extends string>(order: readonly V[], words: Readonly<Record<V, string>>) =>
  order.map((value) => ({ value, text: words[value] }))

type Fields = Pick<ProfileForm, 'draft' | 'tell' | 'missing'>

export function BasicFields({ form: { draft, tell, missing } }: { readonly form: Fields }) {
  const facts = draft?.facts ?? {}
  return (
    <Card>
      <Choice
        id="gender"
        label="性别"
        value={facts.gender ?? ('' as never)}
        options={optionsOf(genders, genderWords)}
        onChange={(gender) => tell({ gender })}
        error={missing.gender}
      />
      <Field
        id="birth-year"
        label="出生年份"
        type="number"
        max={4}
        value={facts.birthYear === undefined ? '' : String(facts.birthYear)}
        placeholder="例如 1996"
        hint="别人只看到年龄；须年满 18 周岁"
        error={missing.birthYear}
        onChange={(text) => tell({ birthYear: numberIn(text) })}
      />
      <Field
        id="height"
        label="身高（厘米）"
        type="number"
        max={3}
        value={facts.heightCm === undefined ? '' : String(facts.heightCm)}
        placeholder="例如 168"
        error={missing.heightCm}
        onChange={(text) => tell({ heightCm: numberIn(text) })}
      />
      <Choice
        id="marital"
        label="婚姻情况"
        value={facts.marital ?? ('' as never)}
        options={optionsOf(maritals, maritalWords)}
        onChange={(marital) => tell({ marital })}
        error={missing.marital}
      />
      <Choice
        id="hukou"
        label="户籍"
        value={facts.hukou ?? ('' as never)}
        options={optionsOf(hukous, hukouWords)}
        onChange={(hukou) => tell({ hukou })}
        error={missing.hukou}
      />
    </Card>
  )
}

export function LifeFields({ form: { draft, tell, missing } }: { readonly form: Fields }) {
  const facts = draft?.facts ?? {}
  return (
    <Card>
      <Choice
        id="education"
        label="学历"
        value={facts.education ?? ('' as never)}
        options={optionsOf(educations, educationWords)}
        onChange={(education) => tell({ education })}
        error={missing.education}
      />
      <Choice
        id="trade"
        label="行业"
        value={facts.trade ?? ('' as never)}
        options={optionsOf(trades, tradeWords)}
        onChange={(trade) => tell({ trade })}
        hint="只写行业，不写单位"
        error={missing.trade}
      />
      <Choice
        id="work-district"
        label="在哪个区上班"
        value={facts.workDistrict ?? ('' as never)}
        options={optionsOf(districts, districtWords)}
        onChange={(workDistrict) => tell({ workDistrict })}
        error={missing.workDistrict}
      />
      <Choice
        id="home-district"
        label="住在哪个区"
        value={facts.homeDistrict ?? ('' as never)}
        options={optionsOf(districts, districtWords)}
        onChange={(homeDistrict) => tell({ homeDistrict })}
        error={missing.homeDistrict}
      />
      <View className="field">
        <Text className="field-label">爱好（最多 {HOBBIES_MAX} 个）</Text>
        <ManyChips
          id="hobbies"
          words={hobbyWords}
          order={hobbies}
          chosen={facts.hobbies ?? []}
          most={HOBBIES_MAX}
          onChange={(chosen) => tell({ hobbies: chosen })}
        />
      </View>
      <Field
        id="about-me"
        label="自我介绍"
        lines={5}
        max={500}
        value={facts.aboutMe ?? ''}
        placeholder="平时怎么过周末？希望和对方一起做什么？"
        hint="别写姓名、单位、电话和微信号：互相同意后会替你们交换"
        error={missing.aboutMe}
        onChange={(aboutMe) => tell({ aboutMe })}
      />
    </Card>
  )
}
