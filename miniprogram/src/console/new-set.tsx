import { listManagedDrops } from '@gonghui/shared/benefits/drops'
import { createDropSet } from '@gonghui/shared/benefits/figures'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useDeed } from '../lib/use-deed'
import { useList } from '../lib/use-list'
import { dateOf } from '../lib/words'
import { Field } from '../ui/field'
import { More } from '../ui/more'
import { Confirm } from '../ui/sheet'
import { Tick } from '../ui/tick'
import './figures.scss'

/** As many drops as a set may hold. */
const MOST = 20

interface NewSetProps {
  readonly orgId: string
  readonly onMade: () => unknown
  readonly onClose: () => void
}

/** 新建活动: its name, and which of the union's drops belong to it. */
export function NewSet({ orgId, onMade, onClose }: NewSetProps) {
  const [name, setName] = useState('')
  const [chosen, setChosen] = useState<readonly string[]>([])
  const list = useList(listManagedDrops, { orgId, state: 'laid' })
  const { state, send } = useDeed(createDropSet, onMade)
  const turn = (dropId: string) =>
    setChosen(chosen.includes(dropId) ? chosen.filter((one) => one !== dropId) : [...chosen, dropId])
  const make = () =>
    send({ body: { orgId, name: name.trim(), dropIds: [...chosen] } }, () => {
      onClose()
      return '活动已建好'
    })
  return (
    <Confirm
      title="新建活动"
      body={
        <View>
          <Field
            id="set-name"
            label="活动名称"
            value={name}
            onChange={setName}
            max={40}
            placeholder="五一观影季"
          />
          <Text className="block t14 quiet">
            选这个活动的场次（已选 {chosen.length}，最多 {MOST} 场）
          </Text>
          {list.items.map(({ dropId, title, opensAt }) => (
            <View key={dropId} className="set-choice">
              <Tick
                id={`choose-${dropId}`}
                ticked={chosen.includes(dropId)}
                onTick={(ticked) => (!ticked || chosen.length < MOST) && turn(dropId)}
              >
                <View className="row-between">
                  <Text>{title}</Text>
                  <Text className="t12 quiet">{dateOf(opensAt)}</Text>
                </View>
              </Tick>
            </View>
          ))}
          {list.state.kind === 'ready' && list.items.length === 0 && !list.hasMore && (
            <Text className="block t14 quiet">还没有排期过的场次。</Text>
          )}
          <More list={list} />
          {state.kind === 'failed' && (
            <Text className="block no" id="set-failed">
              {state.words}
            </Text>
          )}
        </View>
      }
      yes="建活动"
      disabled={name.trim() === '' || chosen.length === 0}
      busy={state.kind === 'sending' && '正在建…'}
      onNo={onClose}
      onYes={() => void make()}
    />
  )
}
