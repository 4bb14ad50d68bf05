import type { MemberFace } from '@gonghui/shared/membership/members'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { dateOf, inFours } from '../lib/words'
import { Button } from '../ui/button'
import { Fact } from '../ui/card'
import { Field } from '../ui/field'
import { Sheet } from '../ui/sheet'
import { TagChips } from '../ui/tag-chips'
import { CorrectionPart } from './correction-part'
import { StandingDesk } from './standing-desk'
import { useMemberSheet } from './use-member-sheet'

interface MemberSheetProps {
  readonly member: MemberFace
  readonly onClose: () => void
  readonly onSaved: (member: MemberFace) => void
  /** The standing has changed, or a transfer was asked for. */
  readonly onChanged: () => void
}

/** One member: masked until a reason is given, and the tags. */
export function MemberSheet({ member, onClose, onSaved, onChanged }: MemberSheetProps) {
  const { chosen, choose, saving, save, whole, unmask } = useMemberSheet(member, onSaved)
  const [reason, setReason] = useState('')
  return (
    <Sheet title={whole.kind === 'shown' ? whole.name : member.nameMasked} onClose={onClose}>
      <Fact name="手机">{(whole.kind === 'shown' && whole.phone) || member.phoneMasked}</Fact>
      <Fact name="会员号">{inFours(member.memberNo)}</Fact>
      <Fact name="工会">{member.orgName}</Fact>
      <Fact name="入会">{dateOf(member.joinedAt)}</Fact>
      {whole.kind !== 'shown' && (
        <Field
          id="unmask-reason"
          label="要看完整姓名和手机号，写明原因"
          value={reason}
          onChange={setReason}
          max={60}
          placeholder="例如：电话核实材料"
          hint="这次查看会记下来，会员自己看得到"
          error={whole.kind === 'masked' ? whole.error : undefined}
          end={
            <Button
              id="unmask"
              tone="quiet"
              shape="small"
              disabled={!reason.trim()}
              busy={whole.kind === 'asking' && '查看中'}
              onTap={() => void unmask(reason.trim())}
            >
              查看
            </Button>
          }
        />
      )}
      {whole.kind === 'shown' && (
        <CorrectionPart
          member={member}
          seen={{ name: whole.name, phone: whole.phone }}
          onCorrected={onChanged}
        />
      )}
      <StandingDesk member={member} onChanged={onChanged} />
      <View className="field">
        <Text className="field-label">标签</Text>
        <TagChips id="member-tags" chosen={chosen} onChange={choose} />
        {saving.kind === 'idle' && saving.error && <Text className="field-error">{saving.error}</Text>}
      </View>
      <View className="sheet-ways">
        <Button
          id="save-tags"
          busy={saving.kind === 'sending' && '正在保存…'}
          disabled={chosen.join() === member.tags.join()}
          onTap={() => void save()}
        >
          保存标签
        </Button>
      </View>
    </Sheet>
  )
}
