import type { ManagedOutlet } from '@gonghui/shared/benefits/outlets'
import { View } from '@tarojs/components'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { Sheet } from '../ui/sheet'
import { useOutletForm } from './use-outlet-form'

interface OutletSheetProps {
  readonly orgId: string
  /** To be corrected; without one, one is registered. */
  readonly outlet?: ManagedOutlet
  readonly onSaved: (outlet: ManagedOutlet) => void
  readonly onClose: () => void
}

/** 登记网点, or 更正: what members read of a place. */
export function OutletSheet({ onSaved, onClose, ...start }: OutletSheetProps) {
  const { form, change, errors, saving, save } = useOutletForm(start, onSaved)
  return (
    <Sheet title={start.outlet ? '更正网点' : '登记网点'} onClose={onClose}>
      <Field
        id="outlet-name"
        label="名称"
        value={form.name}
        onChange={(name) => change({ name })}
        max={40}
        placeholder="例如：海湾影城·新港店"
        error={errors.name}
      />
      <Field
        id="outlet-address"
        label="地址"
        value={form.address}
        onChange={(address) => change({ address })}
        max={80}
        placeholder="写到门牌，会员照着找得到"
        error={errors.address}
      />
      <Field
        id="outlet-hours"
        label="营业时间"
        value={form.hours}
        onChange={(hours) => change({ hours })}
        max={40}
        placeholder="例如：09:00–22:00"
        error={errors.hours}
      />
      <Field
        id="outlet-position"
        label="坐标（可不填）"
        value={form.position}
        onChange={(position) => change({ position })}
        max={40}
        placeholder="例如：22.5329, 113.9300"
        hint="在腾讯地图的坐标拾取器里点一下就有；填了，会员点网点能打开地图"
        error={errors.position}
      />
      {saving.kind === 'failed' && <View className="field-error">{saving.words}</View>}
      <View className="sheet-ways">
        <Button id="save-outlet" busy={saving.kind === 'sending' && '正在保存…'} onTap={() => void save()}>
          {start.outlet ? '保存' : '登记'}
        </Button>
      </View>
    </Sheet>
  )
}
