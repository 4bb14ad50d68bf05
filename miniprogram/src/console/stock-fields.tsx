import { View } from '@tarojs/components'
import { Card, SectionHead } from '../ui/card'
import { Choice, Field } from '../ui/field'
import { MomentField } from '../ui/moment-field'
import type { Editor } from './use-editor'

const codes = [
  { value: 'generated', text: '自动生成' },
  { value: 'imported', text: '导入商家的码' },
] as const

const returned = [
  { value: 'line', text: '按候补先后留给人' },
  { value: 'anybody', text: '放回去，谁都能抢' },
] as const

const places = [
  { value: 'here', text: '核销员扫二维码' },
  { value: 'merchant', text: '会员取码到商家用' },
] as const

/** How much there is, when, and how it is used. */
export function StockFields({ editor: { form, change, errors } }: { readonly editor: Editor }) {
  return (
    <Card>
      <SectionHead title="数量和时间" />
      <View className="editor-pair">
        <Field
          id="stock"
          label="库存（份）"
          type="number"
          value={form.stock}
          onChange={(stock) => change({ stock })}
          error={errors.stock}
          placeholder="500"
        />
        <Field
          id="per-member"
          label="每人限（份）"
          type="number"
          value={form.perMember}
          onChange={(perMember) => change({ perMember })}
          error={errors.perMember}
        />
        <Field
          id="ceiling"
          label="最多补到（可不填）"
          type="number"
          value={form.ceiling}
          onChange={(ceiling) => change({ ceiling })}
          error={errors.ceiling}
          hint="以后补库存不能超过它；不填就是库存"
        />
      </View>
      <View className="editor-pair">
        <MomentField
          id="opens-at"
          label={form.way === 'lottery' ? '开始报名' : '开抢'}
          value={form.opensAt}
          onChange={(opensAt) => change({ opensAt })}
          error={errors.opensAt}
        />
        <MomentField
          id="closes-at"
          label={form.way === 'lottery' ? '截止报名' : '结束'}
          value={form.closesAt}
          onChange={(closesAt) => change({ closesAt })}
          error={errors.closesAt}
        />
        <MomentField
          id="valid-from"
          label="有效期从（可不填）"
          value={form.validFrom}
          onChange={(validFrom) => change({ validFrom })}
          error={errors.validFrom}
          hint={form.way === 'lottery' ? '不填就是开始报名的时间' : '不填就是开抢时间'}
        />
        <MomentField
          id="valid-until"
          label="有效期到"
          value={form.validUntil}
          onChange={(validUntil) => change({ validUntil })}
          error={errors.validUntil}
        />
      </View>
      <View className="editor-pair">
        <Choice
          id="codes-from"
          label="券码"
          value={form.codes}
          options={codes}
          onChange={(from) => change({ codes: from })}
          error={errors.codes}
        />
        <Choice
          id="redeemed-at"
          label="怎么用"
          value={form.redeemedAt}
          options={places}
          onChange={(redeemedAt) => change({ redeemedAt })}
        />
        {form.way === 'first-come' && (
          <Choice
            id="returned"
            label="有人退回时"
            value={form.returned}
            options={returned}
            onChange={(to) => change({ returned: to })}
            hint="留给候补的人 30 分钟，不领就给下一位"
          />
        )}
      </View>
    </Card>
  )
}
