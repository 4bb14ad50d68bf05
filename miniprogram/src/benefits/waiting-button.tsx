import { joinWaiting, leaveWaiting } from '@gonghui/shared/benefits/returns'
import { Text, View } from '@tarojs/components'
import { useDeed } from '../lib/use-deed'
import { useSubscription } from '../lib/use-subscription'
import { Button } from '../ui/button'
import { Confirm } from '../ui/sheet'

interface WaitingButtonProps {
  readonly dropId: string
  readonly waits: boolean
  readonly onChange: () => unknown
}

/** 候补: in the line for units that come back, or out of it. */
export function WaitingButton({ dropId, waits, onChange }: WaitingButtonProps) {
  const joining = useDeed(joinWaiting, onChange)
  const leaving = useDeed(leaveWaiting, onChange)
  const failed = [joining.state, leaving.state].find((state) => state.kind === 'failed')
  const wechat = useSubscription('offer')
  const params = { dropId }
  return (
    <>
      {failed?.kind === 'failed' && (
        <View className="drop-waiting t12" id="waiting-failed">
          <Text>{failed.words}</Text>
        </View>
      )}
      {waits ? (
        <Button id="leave-waiting" tone="line" icon="check" onTap={leaving.ask}>
          已候补，有人退会留给你
        </Button>
      ) : (
        <Button
          id="join-waiting"
          tone="pale"
          busy={joining.state.kind === 'sending' && '正在登记…'}
          onTap={() => {
            wechat.ask()
            void joining.send({ params }, () => '候补好了，有人退会留给你')
          }}
        >
          已抢完，点这里候补
        </Button>
      )}
      {(leaving.state.kind === 'asking' || leaving.state.kind === 'sending') && (
        <Confirm
          title="不再候补？"
          body={<Text>退出后，再候补要重新排队。</Text>}
          yes="不再候补"
          tone="danger"
          busy={leaving.state.kind === 'sending' && '正在退出…'}
          onNo={leaving.putAway}
          onYes={() => void leaving.send({ params }, () => '已不再候补')}
        />
      )}
    </>
  )
}
