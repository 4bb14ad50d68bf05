import { type ClerkInvitation, revokeClerkInvitation } from '@gonghui/shared/membership/clerk-invitations'
import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { clerkLink } from '../lib/clerk-link'
import { useDeed } from '../lib/use-deed'
import { deadlineOf, inFours } from '../lib/words'
import { Button } from '../ui/button'
import { Fact } from '../ui/card'
import { OutcomeHead } from '../ui/outcome-head'
import { QrCode } from '../ui/qr-code'
import { Confirm, Sheet } from '../ui/sheet'
import { invitationStateWords } from './invitation-words'

interface InvitationSheetProps {
  readonly invitation: ClerkInvitation
  /** Something of it has changed. */
  readonly onChanged: () => unknown
  readonly onClose: () => void
}

/** A code to be shown to the clerk, and what became of it. */
export function InvitationSheet({ invitation, onChanged, onClose }: InvitationSheetProps) {
  const { clerkCode, label, outletName, state, until } = invitation
  const revoking = useDeed(revokeClerkInvitation, onChanged)
  if (revoking.state.kind !== 'idle' && state === 'waiting')
    return (
      <Confirm
        title={`撤回给${label}的邀请？`}
        body={
          revoking.state.kind === 'failed' ? revoking.state.words : '撤回以后这个码不能再用，可以重新邀请。'
        }
        yes="撤回"
        tone="danger"
        busy={revoking.state.kind === 'sending' && '正在撤回…'}
        onNo={revoking.putAway}
        onYes={() => void revoking.send({ body: { clerkCode } }, () => '已撤回')}
      />
    )
  return (
    <Sheet title={label} onClose={onClose}>
      {state === 'waiting' ? (
        <View style={{ textAlign: 'center' }}>
          <View style={{ padding: '12px 0' }}>
            <QrCode id="clerk-qr" text={clerkLink(clerkCode)} />
          </View>
          <Text className="block t18 bold numbers" id="clerk-code">
            {inFours(clerkCode)}
          </Text>
          <Text className="block t12 quiet">
            请本人打开“工惠”小程序，在“我的”里点“我是商户核销员”，扫这个码或输这 16 位
          </Text>
        </View>
      ) : (
        <View id={`invitation-${state}`}>
          <OutcomeHead {...invitationStateWords[state].head} />
        </View>
      )}
      <View style={{ paddingTop: '12px' }}>
        <Fact name="网点">{outletName ?? '—'}</Fact>
        <Fact name="有效到">{deadlineOf(until)}，只能一个人用一次</Fact>
      </View>
      {state === 'waiting' && (
        <View className="sheet-ways" style={{ paddingTop: '12px' }}>
          <Button id="revoke-invitation" tone="line" onTap={revoking.ask}>
            撤回
          </Button>
          <Button tone="line" onTap={() => void Taro.setClipboardData({ data: clerkLink(clerkCode) })}>
            复制给本人
          </Button>
        </View>
      )}
    </Sheet>
  )
}
