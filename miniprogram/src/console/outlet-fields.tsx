import './console-drops.scss'
import { listOutlets } from '@gonghui/shared/benefits/outlets'
import { Text, View } from '@tarojs/components'
import { useList } from '../lib/use-list'
import { Button } from '../ui/button'
import { Card, SectionHead } from '../ui/card'
import { Icon } from '../ui/icon'
import { More } from '../ui/more'
import { Loading, Offline, Refused } from '../ui/states'
import type { Editor } from './use-editor'

/** Where it is redeemed: the union's outlets, to be ticked. */
export function OutletFields({
  editor: { form, change, errors },
  orgId,
}: {
  readonly editor: Editor
  readonly orgId: string
}) {
  const list = useList(listOutlets, { orgId })
  const { state, items } = list
  const chosen = new Set(form.outletIds)
  const toggle = (outletId: string) =>
    change({
      outletIds: chosen.has(outletId)
        ? form.outletIds.filter((one) => one !== outletId)
        : [...form.outletIds, outletId],
    })
  return (
    <Card>
      <SectionHead
        title="在哪里用"
        end={
          items.length > 0 && (
            <Button
              id="all-outlets"
              tone="quiet"
              shape="pill"
              onTap={() => change({ outletIds: items.map(({ outletId }) => outletId) })}
            >
              全选
            </Button>
          )
        }
      />
      {state.kind === 'loading' && <Loading rows={2} />}
      {state.kind === 'offline' && <Offline busy={state.busy} onRetry={list.reload} />}
      {state.kind === 'refused' && <Refused problem={state.problem} />}
      {items.length > 0 && (
        <View className="editor-outlets">
          {items.map(({ outletId, name, address }) => (
            <View
              key={outletId}
              id={`outlet-${outletId}`}
              className="editor-outlet"
              onClick={() => toggle(outletId)}
            >
              <View className={`editor-box ${chosen.has(outletId) ? 'editor-box-ticked' : ''}`}>
                {chosen.has(outletId) && <Icon name="check" size="s" />}
              </View>
              <View className="grow">
                <Text className="block t14">{name}</Text>
                <Text className="block t12 quiet cut">{address}</Text>
              </View>
            </View>
          ))}
          <More list={list} />
        </View>
      )}
      {state.kind === 'ready' && items.length === 0 && (
        <Text className="t14 quiet">还没有登记网点，请先登记。</Text>
      )}
      {errors.outletIds && <Text className="field-error">{errors.outletIds}</Text>}
    </Card>
  )
}
