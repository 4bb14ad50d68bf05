import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { openDrop, openVoucher } from '../lib/drop-words'
import { rememberReturn } from '../lib/return-to'
import { Button } from '../ui/button'
import { CountdownWords } from '../ui/countdown'
import { LoginButton } from '../ui/login-button'
import { ActionBar } from '../ui/page'
import { toast } from '../ui/toast'
import { ClaimButton } from './claim-button'
import type { ClaimState } from './claim-flow'
import { EntryButton } from './entry-button'
import { OpeningEntered } from './opening-note'
import { RemindButton } from './remind-button'
import type { DropAnswer, Way } from './use-drop'
import { WaitingButton } from './waiting-button'

interface DropActionProps {
  readonly drop: DropAnswer['drop']
  /** Whether the member is reminded before it opens; absent where it is too late to ask. */
  readonly reminded: boolean | undefined
  /** The member's points, where it costs some. */
  readonly balance: number | undefined
  readonly way: Way
  readonly state: ClaimState
  readonly onClaim: (j: number, opening: boolean) => void
  readonly onScan: () => void
  readonly onTurn: () => void
  /** Somebody else looks at the page now, or what they have of it changed. */
  readonly onReread: () => void
  readonly onSeeDraw: () => void
}

/** Where the tap has no answer yet: it says so, and that nothing is lost. */
function Waiting({ state }: { readonly state: ClaimState }) {
  if (state.kind !== 'waiting') return null
  return (
    <View className="drop-waiting t12" id="claim-waiting">
      <Text className="bold">{state.offline ? '网络没有连上' : '现在人多'}</Text>
      <Text>，还不知道结果。正在自动再试，抢到了不会丢，请别关页面。</Text>
    </View>
  )
}

export function DropAction({
  drop,
  reminded,
  balance,
  way,
  state,
  onClaim,
  onScan,
  onTurn,
  onReread,
  onSeeDraw,
}: DropActionProps) {
  const deed = drop.lottery ? (drop.lottery.step === 'entering' ? '报名' : '看结果') : '抢'
  const remember = () => rememberReturn({ url: openDrop(drop.dropId), title: drop.title })
  const busy =
    state.kind === 'asking' ? '正在抢…' : state.kind === 'waiting' ? `正在确认，第 ${state.tried} 次…` : false
  return (
    <ActionBar>
      <Waiting state={state} />
      {state.kind === 'entered' ? (
        <OpeningEntered enteredAt={state.enteredAt} drawsAt={state.drawsAt} />
      ) : busy || way.kind === 'claim' ? (
        <ClaimButton
          drop={drop}
          balance={balance}
          busy={busy}
          words={way.kind === 'claim' && way.opening === 'ask' ? '看摇号结果' : '立即抢'}
          onClaim={() => way.kind === 'claim' && onClaim(way.j, way.opening !== undefined)}
        />
      ) : way.kind === 'soon' ? (
        <>
          {reminded !== undefined && (
            <RemindButton dropId={drop.dropId} reminded={reminded} onChange={onReread} />
          )}
          <Button id="claim-soon" tone="pale" onTap={() => toast('还没到时间，到点按钮会亮')}>
            <Text>{drop.lottery ? '即将报名 ' : '即将开始 '}</Text>
            <CountdownWords to={drop.opensAt} onEnd={onTurn} />
          </Button>
        </>
      ) : way.kind === 'mine' ? (
        <Button
          id="see-voucher"
          icon="ticket"
          onTap={() => void Taro.navigateTo({ url: openVoucher(way.voucherId) })}
        >
          {way.held ? '名额给你留着，去领取' : drop.lottery ? '中签了，看这张券' : '已领到，看这张券'}
        </Button>
      ) : way.kind === 'login' ? (
        <LoginButton onTap={remember} onSignedIn={onReread}>
          登录后{deed}
        </LoginButton>
      ) : way.kind === 'join' ? (
        <Button
          id="join"
          icon="scan"
          onTap={() => {
            remember()
            onScan()
          }}
        >
          扫码入会后{deed}
        </Button>
      ) : way.kind === 'enter' || way.kind === 'entered' ? (
        <EntryButton dropId={drop.dropId} entered={way.kind === 'entered'} onChange={onReread} />
      ) : way.kind === 'wait' || way.kind === 'waits' ? (
        <WaitingButton dropId={drop.dropId} waits={way.kind === 'waits'} onChange={onReread} />
      ) : way.kind === 'not-drawn' ? (
        <Button id="see-draw" icon="list" onTap={onSeeDraw}>
          看抽签结果
        </Button>
      ) : (
        <Button id="claim-none" disabled>
          {way.text}
        </Button>
      )}
    </ActionBar>
  )
}
