import { type ClerkInvitation, createClerkInvitation } from '@gonghui/shared/membership/clerk-invitations'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { useDeed } from '../lib/use-deed'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { Sheet } from '../ui/sheet'
import { OutletChoice } from './outlet-choice'

interface InviteClerkProps {
  readonly orgId: string
  readonly orgName: string
  readonly onInvited: (invitation: ClerkInvitation) => void
  readonly onClose: () => void
}

/** 邀请核销员: to which counter, and what one calls them; the code comes of it. */
export function InviteClerk({ orgId, orgName, onInvited, onClose }: InviteClerkProps) {
  const [outletId, setOutletId] = useState('')
  const [label, setLabel] = useState('')
  const { state, send } = useDeed(createClerkInvitation, () => undefined)
  const invite = () =>
    void send({ body: { orgId, outletId, label: label.trim() } }, (invitation) => {
      onInvited(invitation)
      return '邀请码好了'
    })
  return (
    <Sheet title={`请人到${orgName}的网点核销`} onClose={onClose}>
      <View className="t14 quiet">商户的收银、前台不用是会员：把邀请码给本人，扫了、确认了就能核销。</View>
      <OutletChoice orgId={orgId} value={outletId} onChange={setOutletId} />
      <Field
        id="clerk-label"
        label="怎么称呼"
        value={label}
        onChange={setLabel}
        max={20}
        placeholder="例如：前台小王"
        hint="只给自己人认；不用写全名和手机号"
      />
      {state.kind === 'failed' && <View className="field-error">{state.words}</View>}
      <View className="sheet-ways">
        <Button
          id="make-invitation"
          disabled={!outletId || !label.trim()}
          busy={state.kind === 'sending' && '正在生成…'}
          onTap={invite}
        >
          生成邀请码
        </Button>
      </View>
    </Sheet>
  )
}
