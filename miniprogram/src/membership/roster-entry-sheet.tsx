import type { RosterEntry } from '@gonghui/shared/membership/roster'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { dateOf } from '../lib/words'
import { Button } from '../ui/button'
import { Fact } from '../ui/card'
import { Field } from '../ui/field'
import { Sheet } from '../ui/sheet'
import { useRosterRemoval } from './use-roster'

interface RosterEntrySheetProps {
  readonly orgId: string
  readonly entry: RosterEntry
  readonly onClose: () => void
  readonly onRemoved: () => void
}

/** One line of the roster, and the way off it as long as nobody was admitted on it. */
export function RosterEntrySheet({ orgId, entry, onClose, onRemoved }: RosterEntrySheetProps) {
  const { removing, remove } = useRosterRemoval(orgId, entry, onRemoved)
  const [reason, setReason] = useState('')
  return (
    <Sheet title={entry.nameMasked} onClose={onClose}>
      <Fact name="手机">{entry.phoneMasked}</Fact>
      <Fact name="标签">{entry.tags.join('、') || '—'}</Fact>
      <Fact name="导入">{dateOf(entry.addedAt)}</Fact>
      <Fact name="入会">{entry.taken ? '已凭这一行入会' : '还没有'}</Fact>
      {entry.taken ? (
        <View className="t14 quiet" style={{ paddingTop: '12px' }}>
          这一行留作入会的凭据。人离开了，请在会员页办理。
        </View>
      ) : (
        <>
          <Field
            id="remove-reason"
            label="移出名册，写明原因"
            value={reason}
            onChange={setReason}
            max={100}
            placeholder="例如：已离职"
            hint="移出后扫码要等审核；原因记在这家工会的变动记录里"
            error={removing.kind === 'asking' ? removing.error : undefined}
          />
          <View className="sheet-ways">
            <Button
              id="remove-entry"
              tone="danger"
              disabled={!reason.trim()}
              busy={removing.kind === 'sending' && '正在移出…'}
              onTap={() => void remove(reason.trim())}
            >
              移出名册
            </Button>
          </View>
        </>
      )}
    </Sheet>
  )
}
