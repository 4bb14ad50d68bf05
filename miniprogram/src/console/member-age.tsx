import { instantOf } from '@gonghui/shared/lib/instant'
import { useState } from 'react'
import { toLocal } from '../lib/local-time'
import { serverNowMs } from '../lib/server-clock'
import { Choice } from '../ui/field'
import { MomentField } from '../ui/moment-field'
import { monthsBefore } from './quota-form'

const ages = [
  { value: 'any', text: '不限', months: 0 },
  { value: 'quarter', text: '满三个月', months: 3 },
  { value: 'half', text: '满半年', months: 6 },
  { value: 'year', text: '满一年', months: 12 },
  { value: 'day', text: '按日期', months: 0 },
] as const
type Age = (typeof ages)[number]['value']

interface MemberAgeProps {
  readonly value: string
  readonly beginsAt: string
  readonly onChange: (value: string) => void
}

/** 会龄: joined so long before it begins, or before a day of one's own. */
export function MemberAge({ value, beginsAt, onChange }: MemberAgeProps) {
  const begins = beginsAt || toLocal(instantOf(serverNowMs()))
  const [byDay, setByDay] = useState(false)
  const same = ages.find(({ months }) => months > 0 && value === monthsBefore(begins, months))
  const age: Age = same && !byDay ? same.value : byDay || value !== '' ? 'day' : 'any'
  const choose = (next: Age) => {
    setByDay(next === 'day')
    const months = ages.find((one) => one.value === next)?.months ?? 0
    if (next !== 'day') onChange(months === 0 ? '' : monthsBefore(begins, months))
  }
  return (
    <>
      <Choice
        id="member-age"
        label="会龄"
        value={age}
        options={ages}
        onChange={choose}
        hint={beginsAt ? '算到开始那一刻' : '算到现在；先填开始时间，就算到那一刻'}
      />
      {age === 'day' && <MomentField id="joined-before" label="入会早于" value={value} onChange={onChange} />}
    </>
  )
}
