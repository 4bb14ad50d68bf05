import type { ManagedDrop } from '@gonghui/shared/benefits/drops'
import { changeStock } from '@gonghui/shared/benefits/stock'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useDeed } from '../lib/use-deed'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { Confirm } from '../ui/sheet'

const inWords = (changed: number) =>
  changed > 0 ? `已补 ${changed} 份` : changed < 0 ? `已减 ${-changed} 份` : '没有可减的，都被领走了'

/** 调整库存: from the number that is seen to the number that is wanted; whoever was quicker is not overwritten. */
export function StockChange({
  drop,
  onChanged,
}: {
  readonly drop: ManagedDrop
  readonly onChanged: () => unknown
}) {
  const { state, send, ask, putAway } = useDeed(changeStock, onChanged)
  const [wanted, setWanted] = useState('')
  const [reason, setReason] = useState('')
  const seen = drop.stock.total
  const to = /^\d{1,7}$/.test(wanted.trim()) ? Number(wanted) : undefined
  const isReady = to !== undefined && to !== seen && reason.trim() !== ''
  const open = () => {
    setWanted(String(seen))
    setReason('')
    ask()
  }
  return (
    <>
      <Button id="change-stock" tone="line" shape="small" icon="edit" onTap={open}>
        调整库存
      </Button>
      {state.kind !== 'idle' && (
        <Confirm
          title="调整库存"
          body={
            <View>
              <Text className="block t14">
                现在共 {seen} 份，最多到 {drop.ceiling} 份。减少只减没人领走的。
              </Text>
              <Field
                id="wanted"
                label="改成（份）"
                type="number"
                value={wanted}
                onChange={setWanted}
                max={7}
              />
              <Field
                id="reason"
                label="为什么"
                value={reason}
                onChange={setReason}
                placeholder="影院加了一场"
                max={100}
              />
              {state.kind === 'failed' && (
                <Text className="block no" id="stock-failed">
                  {state.words}
                </Text>
              )}
            </View>
          }
          yes={to !== undefined && to < seen ? `减 ${seen - to} 份` : to ? `补 ${to - seen} 份` : '调整'}
          disabled={!isReady}
          busy={state.kind === 'sending' && '正在调整…'}
          onNo={putAway}
          onYes={() =>
            to !== undefined &&
            void send(
              { params: { dropId: drop.dropId }, body: { seen, wanted: to, reason: reason.trim() } },
              ({ changed }) => inWords(changed),
            )
          }
        />
      )}
    </>
  )
}
