import type { Wishes } from '@gonghui/shared/matchmaking/profiles'
import {
  districts,
  districtWords,
  educations,
  educationWords,
  maritals,
  maritalWords,
} from '@gonghui/shared/matchmaking/words'
import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Card } from '../ui/card'
import { Chips, Field } from '../ui/field'
import { Tick } from '../ui/tick'
import { optionsOf } from './fact-fields'
import { ManyChips } from './many-chips'
import { numberIn } from './profile-form'
import type { ProfileForm } from './use-profile-form'

const weights = [
  { value: 'must', text: '必须' },
  { value: 'nice', text: '最好' },
  { value: 'none', text: '不限' },
] as const
type Weight = (typeof weights)[number]['value']

const weightOf = (wish: { readonly must: boolean } | undefined): Weight =>
  wish === undefined ? 'none' : wish.must ? 'must' : 'nice'

interface WishProps {
  readonly id: string
  readonly label: string
  readonly weight: Weight
  /** Everybody has some age in mind. */
  readonly always?: boolean
  readonly onWeigh: (weight: Weight) => void
  readonly error?: string | undefined
  readonly children: ReactNode
}

/** One wish: how much it counts, and what it says where it counts at all. */
function Wish({ id, label, weight, always = false, onWeigh, error, children }: WishProps) {
  return (
    <View className="field" id={id}>
      <View className="row-between wish-head">
        <Text className="bold t14">{label}</Text>
        <Chips
          id={`${id}-weight`}
          value={weight}
          options={always ? weights.slice(0, 2) : weights}
          onChange={onWeigh}
        />
      </View>
      {weight !== 'none' && children}
      {error && <Text className="field-error">{error}</Text>}
    </View>
  )
}

function Range({
  id,
  unit,
  min,
  max,
  onChange,
}: {
  readonly id: string
  readonly unit: string
  readonly min: number | undefined
  readonly max: number | undefined
  readonly onChange: (range: { min: number; max: number }) => void
}) {
  const shown = (value: number | undefined) => (value ? String(value) : '')
  return (
    <View className="wish-range">
      <Field
        id={`${id}-min`}
        label={`从（${unit}）`}
        type="number"
        max={3}
        value={shown(min)}
        onChange={(text) => onChange({ min: numberIn(text) ?? 0, max: max ?? 0 })}
      />
      <Field
        id={`${id}-max`}
        label={`到（${unit}）`}
        type="number"
        max={3}
        value={shown(max)}
        onChange={(text) => onChange({ min: min ?? 0, max: numberIn(text) ?? 0 })}
      />
    </View>
  )
}

export function WishFields({
  form: { draft, wish, missing },
}: {
  readonly form: Pick<ProfileForm, 'draft' | 'wish' | 'missing'>
}) {
  const { age, height, education, districts: near, marital, allowSameEmployer } = draft?.wishes ?? {}
  /** Sets how much a wish counts; one that counted for nothing begins with `first`. */
  const weigh =
    <W extends { must: boolean }>(
      kept: W | undefined,
      first: Omit<W, 'must'>,
      set: (wish: W | undefined) => Partial<Wishes>,
    ) =>
    (weight: Weight) =>
      wish(set(weight === 'none' ? undefined : ({ ...first, ...kept, must: weight === 'must' } as W)))
  return (
    <>
      <Card>
        <Wish
          id="wish-age"
          label="年龄"
          always
          weight={weightOf(age ?? { must: true })}
          onWeigh={weigh(age, { min: 0, max: 0 }, (set) => (set ? { age: set } : {}))}
          error={missing.age}
        >
          <Range
            id="wish-age"
            unit="岁"
            min={age?.min}
            max={age?.max}
            onChange={(range) => wish({ age: { must: true, ...age, ...range } })}
          />
        </Wish>
        <Wish
          id="wish-height"
          label="身高"
          weight={weightOf(height)}
          onWeigh={weigh(height, { min: 155, max: 190 }, (set) => ({ height: set }))}
          error={missing.height}
        >
          <Range
            id="wish-height"
            unit="厘米"
            min={height?.min}
            max={height?.max}
            onChange={(range) => wish({ height: { must: false, ...height, ...range } })}
          />
        </Wish>
        <Wish
          id="wish-education"
          label="学历至少"
          weight={weightOf(education)}
          onWeigh={weigh(education, { atLeast: 'college' }, (set) => ({ education: set }))}
        >
          <Chips
            id="wish-education-least"
            value={education?.atLeast ?? 'college'}
            options={optionsOf(educations, educationWords)}
            onChange={(atLeast) => wish({ education: { must: false, ...education, atLeast } })}
          />
        </Wish>
        <Wish
          id="wish-districts"
          label="住或上班在"
          weight={weightOf(near)}
          onWeigh={weigh(near, { any: [draft?.facts.homeDistrict ?? 'nanshan'] }, (set) => ({
            districts: set,
          }))}
        >
          <ManyChips
            id="wish-districts-any"
            words={districtWords}
            order={districts}
            chosen={near?.any ?? []}
            onChange={(any) => any.length > 0 && wish({ districts: { must: false, ...near, any } })}
          />
        </Wish>
        <Wish
          id="wish-marital"
          label="婚姻情况"
          weight={weightOf(marital)}
          onWeigh={weigh(marital, { any: ['never'] }, (set) => ({ marital: set }))}
        >
          <ManyChips
            id="wish-marital-any"
            words={maritalWords}
            order={maritals}
            chosen={marital?.any ?? []}
            onChange={(any) => any.length > 0 && wish({ marital: { must: false, ...marital, any } })}
          />
        </Wish>
      </Card>
      <Card>
        <Tick
          id="same-employer"
          ticked={allowSameEmployer === true}
          onTick={(allow) => wish({ allowSameEmployer: allow })}
        >
          <View className="t14">也可以遇到同单位的人</View>
          <View className="t12 quiet">不勾选，同事就看不到你。双方都勾选才会互相推荐。</View>
        </Tick>
      </Card>
    </>
  )
}
