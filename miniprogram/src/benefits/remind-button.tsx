import { askReminder, dropReminder, REMIND_MINUTES } from '@gonghui/shared/benefits/reminders'
import { Text, View } from '@tarojs/components'
import { useDeed } from '../lib/use-deed'
import { useSubscription } from '../lib/use-subscription'
import { Button } from '../ui/button'

interface RemindButtonProps {
  readonly dropId: string
  readonly reminded: boolean
  readonly onChange: () => unknown
}

/** 提醒我 before it opens; one more tap takes it back. */
export function RemindButton({ dropId, reminded, onChange }: RemindButtonProps) {
  const asking = useDeed(askReminder, onChange)
  const dropping = useDeed(dropReminder, onChange)
  const wechat = useSubscription('opening')
  const failed = [asking.state, dropping.state].find((state) => state.kind === 'failed')
  const busy = [asking.state, dropping.state].some((state) => state.kind === 'sending') && '正在记下…'
  const params = { dropId }
  return (
    <>
      {failed?.kind === 'failed' && (
        <View className="drop-waiting t12" id="reminder-failed">
          <Text>{failed.words}</Text>
        </View>
      )}
      {reminded ? (
        <Button
          id="drop-reminder"
          tone="line"
          icon="check"
          busy={busy}
          onTap={() => void dropping.send({ params }, () => '不提醒了')}
        >
          {`开始前 ${REMIND_MINUTES} 分钟提醒你，点这里取消`}
        </Button>
      ) : (
        <Button
          id="ask-reminder"
          tone="line"
          icon="bell"
          busy={busy}
          onTap={() => {
            wechat.ask()
            void asking.send({ params }, () => `好的，开始前 ${REMIND_MINUTES} 分钟提醒你`)
          }}
        >
          提醒我
        </Button>
      )}
    </>
  )
}
