import './console-drops.scss'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../ui/button'
import { Card, Chip, SectionHead } from '../ui/card'
import { Icon } from '../ui/icon'
import { More } from '../ui/more'
import { Loading, Offline, Refused } from '../ui/states'
import { OutletSheet } from './outlet-sheet'
import type { Editor } from './use-editor'
import { useOutletChoice } from './use-outlet-choice'

/** Where it is redeemed: the outlets of the union that gives it, to be ticked; one that is missing is registered here. */
export function OutletFields({ editor: { form, change, errors } }: { readonly editor: Editor }) {
  const { list, outlets, toggle, chooseAll, register } = useOutletChoice(
    form.orgId,
    form.outletIds,
    (outletIds) => change({ outletIds }),
  )
  const [registering, setRegistering] = useState(false)
  const { state } = list
  const chosen = new Set(form.outletIds)
  return (
    <Card>
      <SectionHead
        title={chosen.size > 0 ? `在哪里用（已选 ${chosen.size} 家）` : '在哪里用'}
        end={
          outlets.length > 0 && (
            <Button id="all-outlets" tone="quiet" shape="pill" onTap={chooseAll}>
              全选
            </Button>
          )
        }
      />
      {state.kind === 'loading' && <Loading rows={2} />}
      {state.kind === 'offline' && <Offline busy={state.busy} onRetry={list.reload} />}
      {state.kind === 'refused' && <Refused problem={state.problem} />}
      {(outlets.length > 0 || list.hasMore) && (
        <View className="editor-outlets">
          {outlets.map(({ outletId, name, address, closedAt }) => (
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
              {closedAt !== undefined && <Chip tone="no">已闭店，请去掉</Chip>}
            </View>
          ))}
          <More list={list} />
        </View>
      )}
      {state.kind === 'ready' && outlets.length === 0 && !list.hasMore && (
        <Text className="block t14 quiet">这家工会还没有登记网点，先登记一家就能选。</Text>
      )}
      {errors.outletIds && <Text className="field-error">{errors.outletIds}</Text>}
      {state.kind === 'ready' && (
        <View className="said-way">
          <Button
            id="register-outlet"
            tone="line"
            shape="small"
            icon="plus"
            onTap={() => setRegistering(true)}
          >
            登记网点
          </Button>
        </View>
      )}
      {registering && (
        <OutletSheet
          orgId={form.orgId}
          onSaved={(outlet) => {
            register(outlet)
            setRegistering(false)
          }}
          onClose={() => setRegistering(false)}
        />
      )}
    </Card>
  )
}
