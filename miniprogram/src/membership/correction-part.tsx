import { correctMember, type MemberFace } from '@gonghui/shared/membership/members'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { useDeed } from '../lib/use-deed'
import { Button } from '../ui/button'
import { Fact } from '../ui/card'
import { Field } from '../ui/field'

interface CorrectionPartProps {
  readonly member: MemberFace
  /** As it was shown; without a phone where the number has passed on. */
  readonly seen: { readonly name: string; readonly phone: string }
  readonly onCorrected: () => void
}

/** The right name and phone: typed, shown beside what it was, and then confirmed. */
export function CorrectionPart({ member, seen, onCorrected }: CorrectionPartProps) {
  const [open, setOpen] = useState(false)
  const [name, setName] = useState(seen.name)
  const [phone, setPhone] = useState(seen.phone)
  const [reason, setReason] = useState('')
  const { state, send, ask, putAway } = useDeed(correctMember, onCorrected)
  const wanted = { name: name.trim(), phone: phone.trim() }
  const isSame = wanted.name === seen.name && wanted.phone === seen.phone
  const confirm = () => {
    const corrected = { name: wanted.name, ...(wanted.phone === seen.phone ? {} : { phone: wanted.phone }) }
    const body = { seen, ...corrected, reason: reason.trim() }
    void send({ params: { memberId: member.memberId }, body }, () => '已更正，会员会收到消息')
  }
  if (!open)
    return (
      <Button id="correct" tone="quiet" shape="small" onTap={() => setOpen(true)}>
        更正姓名或手机号
      </Button>
    )
  if (state.kind === 'asking' || state.kind === 'sending')
    return (
      <View className="field" id="correction-confirm">
        <Fact name="姓名">{wanted.name === seen.name ? '不变' : `${seen.name} 改为 ${wanted.name}`}</Fact>
        <Fact name="手机">
          {wanted.phone === seen.phone ? '不变' : `${seen.phone || '没有'} 改为 ${wanted.phone}`}
        </Fact>
        <Fact name="原因">{reason.trim()}</Fact>
        <View className="sheet-ways">
          <Button id="correction-back" tone="line" onTap={putAway}>
            再改改
          </Button>
          <Button id="correction-do" busy={state.kind === 'sending' && '正在更正…'} onTap={confirm}>
            确认更正
          </Button>
        </View>
      </View>
    )
  return (
    <View className="field" id="correction">
      <Field id="correct-name" label="姓名" value={name} onChange={setName} max={40} />
      <Field id="correct-phone" label="手机号" type="number" value={phone} onChange={setPhone} max={20} />
      <Field
        id="correct-reason"
        label="为什么更正"
        value={reason}
        onChange={setReason}
        max={60}
        placeholder="例如：本人来电换了号码，已核对身份证"
        hint="记入会籍记录，会员会收到更正的消息"
        error={state.kind === 'failed' ? state.words : undefined}
      />
      <Button
        id="correction-ask"
        tone="pale"
        disabled={isSame || !wanted.name || (!wanted.phone && seen.phone !== '') || !reason.trim()}
        onTap={ask}
      >
        看看改得对不对
      </Button>
    </View>
  )
}
