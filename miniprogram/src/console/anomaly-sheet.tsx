import {
  type Anomaly,
  anomalyNames,
  reverseRedemption,
  workAnomaly,
} from '@gonghui/shared/benefits/reconciliations'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useDeed } from '../lib/use-deed'
import { momentOf } from '../lib/words'
import { Button } from '../ui/button'
import { Choice, Field } from '../ui/field'
import { Sheet } from '../ui/sheet'

export const stateWords = {
  open: '待处理',
  asked: '已问商户',
  settled: '已处理',
  gone: '新文件里没有了',
} as const
type Next = 'open' | 'asked' | 'settled'
const nexts: readonly { readonly value: Next; readonly text: string }[] = [
  { value: 'asked', text: '已问商户' },
  { value: 'settled', text: '已处理' },
  { value: 'open', text: '重新打开' },
]

/** One difference: what it is, what was done about it, and the next step with a note. */
export function AnomalySheet({
  dropId,
  anomaly,
  mayReverse,
  onChanged,
  onClose,
}: {
  readonly dropId: string
  readonly anomaly: Anomaly
  readonly mayReverse: boolean
  readonly onChanged: () => unknown
  readonly onClose: () => void
}) {
  const working = useDeed(workAnomaly, onChanged)
  const reversing = useDeed(reverseRedemption, onChanged)
  const [state, setState] = useState<Next>(anomaly.state === 'asked' ? 'settled' : 'asked')
  const [note, setNote] = useState('')
  const { anomalyId, kind, words, line, codeTail, notes, redemptionId } = anomaly
  const failed = [working.state, reversing.state].find((one) => one.kind === 'failed')
  const save = () =>
    working.send({ params: { dropId, anomalyId }, body: { state, note: note.trim() } }, () => {
      onClose()
      return '记下了'
    })
  const reverse = () =>
    redemptionId &&
    reversing.send({ params: { redemptionId }, body: { reason: note.trim() } }, () => '已冲销，券恢复未用')
  return (
    <Sheet title={anomalyNames[kind]} onClose={onClose}>
      <View className="sheet-body">
        <Text className="block">{words}</Text>
        <Text className="block t14 quiet numbers">
          码尾号 {codeTail}
          {line ? `・文件第 ${line} 行` : ''}・{stateWords[anomaly.state]}
        </Text>
        {notes.map(({ at, state: was, note: said }) => (
          <View key={at} className="reconcile-note t14">
            <Text className="quiet numbers">
              {momentOf(at)} {stateWords[was]}
            </Text>
            <Text className="block">{said}</Text>
          </View>
        ))}
        <View className="reconcile-next">
          <Choice id="anomaly-state" label="改成" value={state} options={nexts} onChange={setState} />
        </View>
        <Field
          id="anomaly-note"
          label="说明"
          value={note}
          onChange={setNote}
          placeholder="影院确认是他们写错"
          max={100}
        />
        {failed?.kind === 'failed' && (
          <Text className="block no" id="anomaly-failed">
            {failed.words}
          </Text>
        )}
      </View>
      <View className="sheet-ways">
        {mayReverse && redemptionId && (
          <Button
            id="reverse-redemption"
            tone="danger"
            disabled={note.trim() === ''}
            busy={reversing.state.kind === 'sending' && '正在冲销…'}
            onTap={() => void reverse()}
          >
            冲销我方这笔
          </Button>
        )}
        <Button
          id="save-anomaly"
          disabled={note.trim() === ''}
          busy={working.state.kind === 'sending' && '正在保存…'}
          onTap={() => void save()}
        >
          保存
        </Button>
      </View>
    </Sheet>
  )
}
