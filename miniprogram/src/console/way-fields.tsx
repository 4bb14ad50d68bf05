import { LIST_BEFORE_NUMBER_MINUTES } from '@gonghui/shared/benefits/lottery'
import { View } from '@tarojs/components'
import { Card, SectionHead } from '../ui/card'
import { Choice, Field } from '../ui/field'
import { MomentField } from '../ui/moment-field'
import { OpeningFields } from './opening-fields'
import type { Editor } from './use-editor'
import './console-drops.scss'

const ways = [
  { value: 'first-come', text: '先到先得' },
  { value: 'lottery', text: '抽签' },
] as const

const hints = {
  'first-come': '到点开抢，抢完为止',
  lottery: '在时间内报名，不分先后；截止后按福彩3D 号码抽签，谁都能重算',
} as const

/** 先到先得, or 抽签 with the number it is drawn with. */
export function WayFields({ editor: { form, change, errors } }: { readonly editor: Editor }) {
  return (
    <Card>
      <SectionHead title="怎么给" />
      <Choice
        id="way"
        label="方式"
        value={form.way}
        options={ways}
        onChange={(way) => change({ way, ...(way === 'lottery' && { perMember: '1' }) })}
        hint={hints[form.way]}
      />
      {form.way === 'first-come' && <OpeningFields editor={{ form, change, errors }} />}
      {form.way === 'lottery' && (
        <View className="editor-pair">
          <Field
            id="issue"
            label="福彩3D 期号"
            type="number"
            max={7}
            value={form.issue}
            onChange={(issue) => change({ issue })}
            error={errors.draw}
            placeholder="2026168"
            hint="到中国福彩网查开奖日历：年份加当年第几期"
          />
          <MomentField
            id="draws-at"
            label="这一期开奖时间"
            value={form.drawsAt}
            onChange={(drawsAt) => change({ drawsAt })}
            hint={`一般是当晚 21:15；要比截止报名晚 ${LIST_BEFORE_NUMBER_MINUTES} 分钟以上`}
          />
        </View>
      )}
    </Card>
  )
}
