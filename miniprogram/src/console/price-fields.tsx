import { Card, SectionHead } from '../ui/card'
import { Field } from '../ui/field'
import type { Editor } from './use-editor'

/** What a unit costs besides money: points that members earned. */
export function PriceFields({ editor: { form, change, errors } }: { readonly editor: Editor }) {
  if (form.way === 'lottery') return null
  return (
    <Card>
      <SectionHead title="要不要积分" />
      <Field
        id="points-price"
        label="每份积分（可不填）"
        type="number"
        max={7}
        value={form.pointsPrice}
        onChange={(pointsPrice) => change({ pointsPrice })}
        error={errors.pointsPrice}
        placeholder="200"
        hint="抢到时从会员的积分里扣；用之前退券退回，过期不退。不填就不要积分"
      />
    </Card>
  )
}
