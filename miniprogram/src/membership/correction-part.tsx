import type { MemberFace } from '@gonghui/shared/membership/members'
import { View } from '@tarojs/components'
import { Button } from '../ui/button'
import { Fact } from '../ui/card'
import { Field } from '../ui/field'
import { type Line, useCorrection } from './use-correction'

interface CorrectionPartProps {
  readonly member: MemberFace
  readonly seen: Line
  readonly onCorrected: () => void
}

/** The right name and phone: typed, shown beside what it was, and then confirmed. */
export function CorrectionPart({ member, seen, onCorrected }: CorrectionPartProps) {
  const correction = useCorrection(member, seen, onCorrected)
  const { state, wanted, changes, reason, typed, write } = correction
  if (state.kind === 'closed')
    return (
      <Button id="correct" tone="quiet" shape="small" onTap={correction.open}>
        更正姓名或手机号
      </Button>
    )
  if (state.kind === 'writing')
    return (
      <View className="field" id="correction">
        <Field
          id="correct-name"
          label="姓名"
          value={typed.name}
          onChange={(name) => write({ name })}
          max={40}
        />
        <Field
          id="correct-phone"
          label="手机号"
          type="number"
          value={typed.phone}
          onChange={(phone) => write({ phone })}
          max={20}
        />
        <Field
          id="correct-reason"
          label="为什么更正"
          value={reason}
          onChange={correction.writeReason}
          max={60}
          placeholder="例如：本人来电换了号码，已核对身份证"
          hint="记入会籍记录，会员会收到更正的消息"
          error={state.error}
        />
        <Button id="correction-ask" tone="pale" disabled={!correction.mayAsk} onTap={correction.ask}>
          看看改得对不对
        </Button>
      </View>
    )
  return (
    <View className="field" id="correction-confirm">
      <Fact name="姓名">{changes.name ? `${seen.name} 改为 ${wanted.name}` : '不变'}</Fact>
      <Fact name="手机">{changes.phone ? `${seen.phone || '没有'} 改为 ${wanted.phone}` : '不变'}</Fact>
      <Fact name="原因">{reason.trim()}</Fact>
      <View className="sheet-ways">
        <Button id="correction-back" tone="line" disabled={state.kind === 'sending'} onTap={correction.open}>
          再改改
        </Button>
        <Button
          id="correction-do"
          busy={state.kind === 'sending' && '正在更正…'}
          onTap={() => void correction.confirm()}
        >
          确认更正
        </Button>
      </View>
    </View>
  )
}
