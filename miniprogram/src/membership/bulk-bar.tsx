import type { DecisionOutcome } from '@gonghui/shared/membership/applications'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../ui/button'
import { Chip } from '../ui/card'
import { Field } from '../ui/field'
import { Confirm, Sheet } from '../ui/sheet'
import { Tick } from '../ui/tick'
import type { useBulk } from './use-bulk'
import './applications.scss'

const words = {
  admitted: { tone: 'ok', text: '已同意' },
  refused: { tone: 'plain', text: '已退回' },
  checking: { tone: 'wait', text: '转重复核实' },
  'not-done': { tone: 'no', text: '没有处理' },
  unknown: { tone: 'wait', text: '还不知道' },
} as const satisfies Record<DecisionOutcome['outcome'], { tone: string; text: string }>

/** Over the queue: tick some or all, decide them in one go, and be told of each. */
export function BulkBar({
  desk,
  count,
}: {
  readonly desk: ReturnType<typeof useBulk>
  readonly count: number
}) {
  const { chosen, bulk, ask, close, send, tickAll } = desk
  const [reason, setReason] = useState('')
  const isAll = chosen.length > 0 && chosen.length === count
  const done = bulk.kind === 'done' ? bulk.lines : []
  const unknown = done.filter(({ told }) => told.outcome === 'unknown').length
  return (
    <View className="bulk" id="bulk">
      <Tick id="tick-all" ticked={isAll} onTick={tickAll}>
        {chosen.length === 0 ? '全选本页' : `已选 ${chosen.length} 份`}
      </Tick>
      <View className="row" style={{ gap: '8px' }}>
        <Button
          id="bulk-refuse"
          tone="line"
          shape="pill"
          disabled={chosen.length === 0}
          onTap={() => ask('refuse')}
        >
          批量退回
        </Button>
        <Button id="bulk-approve" shape="pill" disabled={chosen.length === 0} onTap={() => ask('approve')}>
          批量同意
        </Button>
      </View>
      {(bulk.kind === 'asking' || bulk.kind === 'sending') && (
        <Confirm
          title={`${bulk.decision === 'approve' ? '同意' : '退回'}选中的 ${chosen.length} 份申请？`}
          body={
            <View>
              <View className="t14">{chosen.map(({ name }) => name).join('、')}</View>
              {bulk.decision === 'refuse' ? (
                <Field
                  id="bulk-reason"
                  label="退回原因"
                  value={reason}
                  onChange={setReason}
                  hint="每位申请人都会看到这句话"
                  placeholder="例如：不在本单位名册上"
                  error={bulk.error}
                />
              ) : (
                bulk.error && <View className="no t14">{bulk.error}</View>
              )}
            </View>
          }
          yes={bulk.decision === 'approve' ? '全部同意' : '全部退回'}
          tone={bulk.decision === 'approve' ? 'primary' : 'danger'}
          disabled={bulk.decision === 'refuse' && !reason.trim()}
          busy={bulk.kind === 'sending' && `正在处理 ${chosen.length} 份…`}
          onNo={close}
          onYes={() => void send(bulk.decision, reason.trim()).then(() => setReason(''))}
        />
      )}
      {bulk.kind === 'done' && (
        <Sheet title="处理结果" onClose={close}>
          {unknown > 0 && (
            <View className="wait t14">
              有 {unknown} 份还不知道结果，已替你留着勾选，再点一次不会重复处理。
            </View>
          )}
          <View id="outcomes">
            {done.map(({ application, told }) => (
              <View className="line-row" key={told.applicationId}>
                <View className="grow">
                  <Text className="block t14">{application.name}</Text>
                  <Text className="block t12 quiet">{told.title ?? application.orgName}</Text>
                </View>
                <Chip tone={words[told.outcome].tone}>{words[told.outcome].text}</Chip>
              </View>
            ))}
          </View>
          <View className="sheet-ways">
            <Button id="bulk-close" onTap={close}>
              知道了
            </Button>
          </View>
        </Sheet>
      )}
    </View>
  )
}
