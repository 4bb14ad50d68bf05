import { OPENING_SECONDS_MOST } from '@gonghui/shared/benefits/opening'
import { View } from '@tarojs/components'
import { Choice, Field } from '../ui/field'
import type { Editor } from './use-editor'
import './console-drops.scss'

const openings = [
  { value: 'race', text: '谁快归谁' },
  { value: 'draw', text: '头几秒一起摇号' },
] as const

const hints = {
  race: '第一个点到的得第一份',
  draw: '头几秒点的人机会一样，当场统一摇号；摇完有剩的先到先得。网慢、手慢的人不吃亏',
} as const

interface OpeningFieldsProps {
  readonly editor: Pick<Editor, 'form' | 'change' | 'errors'>
}

/** 同时开抢: whether the first seconds' taps are drawn, and how many seconds. */
export function OpeningFields({ editor: { form, change, errors } }: OpeningFieldsProps) {
  const opening = form.openingSeconds === '' ? 'race' : 'draw'
  return (
    <View className="editor-pair">
      <Choice
        id="opening-way"
        label="开抢那一刻"
        value={opening}
        options={openings}
        onChange={(way) =>
          change(way === 'race' ? { openingSeconds: '' } : { openingSeconds: '5', perMember: '1' })
        }
        hint={hints[opening]}
      />
      {opening === 'draw' && (
        <Field
          id="opening-seconds"
          label="头几秒算登记"
          type="number"
          max={2}
          value={form.openingSeconds}
          // An empty field is a field that is being typed in, and not the other choice.
          onChange={(seconds) => change({ openingSeconds: seconds === '' ? ' ' : seconds.trim() })}
          error={errors.openingSeconds}
          hint={`1 到 ${OPENING_SECONDS_MOST} 秒，再过 3 秒摇号；每人限一份，不分单位名额`}
        />
      )}
    </View>
  )
}
