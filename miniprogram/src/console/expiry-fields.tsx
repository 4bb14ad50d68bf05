import { Card, SectionHead } from '../ui/card'
import { Choice, Field } from '../ui/field'
import type { Editor } from './use-editor'

const unused = [
  { value: 'recycle', text: '收回，给别人' },
  { value: 'lose', text: '作废，不收回' },
] as const

/** How long each voucher may be used, and what becomes of those that were not. */
export function ExpiryFields({ editor: { form, change, errors } }: { readonly editor: Editor }) {
  const hasDays = form.useWithinDays.trim() !== ''
  return (
    <Card>
      <SectionHead title="领了没用" />
      <Field
        id="use-within-days"
        label="领取后几天内用（可不填）"
        type="number"
        max={3}
        value={form.useWithinDays}
        onChange={(useWithinDays) => change({ useWithinDays })}
        error={errors.useWithinDays}
        placeholder="7"
        hint="领取的第二天算第 1 天，到最后一天 24 点；最晚不过“有效期到”。不填就都用到“有效期到”"
      />
      {hasDays && form.way === 'first-come' && (
        <Choice
          id="recycles"
          label="到期没用的"
          value={form.recycles}
          options={unused}
          onChange={(recycles) => change({ recycles })}
          error={errors.recycles}
          hint={
            form.recycles === 'recycle'
              ? '每天零点过后收回，先给候补的人，没有候补就放回去；已取出的商家券码不收回'
              : '名额就此用掉，库存账里记作“过期”'
          }
        />
      )}
    </Card>
  )
}
