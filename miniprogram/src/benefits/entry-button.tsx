import { enterDrop, withdrawEntry } from '@gonghui/shared/benefits/entries'
import { Text, View } from '@tarojs/components'
import { useDeed } from '../lib/use-deed'
import { Button } from '../ui/button'
import { Confirm } from '../ui/sheet'

interface EntryButtonProps {
  readonly dropId: string
  readonly entered: boolean
  readonly onChange: () => unknown
}

/** 报名抽签, or the way back while entries are taken. An entry is one entry however often it is asked for. */
export function EntryButton({ dropId, entered, onChange }: EntryButtonProps) {
  const entering = useDeed(enterDrop, onChange)
  const withdrawing = useDeed(withdrawEntry, onChange)
  const failed = [entering.state, withdrawing.state].find((state) => state.kind === 'failed')
  const params = { dropId }
  return (
    <>
      {failed?.kind === 'failed' && (
        <View className="drop-waiting t12" id="entry-failed">
          <Text>{failed.words}</Text>
        </View>
      )}
      {entered ? (
        <Button id="withdraw" tone="line" icon="check" onTap={withdrawing.ask}>
          已报名，点这里撤回
        </Button>
      ) : (
        <Button
          id="enter"
          busy={entering.state.kind === 'sending' && '正在报名…'}
          onTap={() => void entering.send({ params }, () => '报名好了，等开奖')}
        >
          报名抽签
        </Button>
      )}
      {(withdrawing.state.kind === 'asking' || withdrawing.state.kind === 'sending') && (
        <Confirm
          title="撤回报名？"
          body={<Text>撤回后不参加这次抽签。截止前还可以再报，先报后报机会一样。</Text>}
          yes="撤回报名"
          tone="danger"
          busy={withdrawing.state.kind === 'sending' && '正在撤回…'}
          onNo={withdrawing.putAway}
          onYes={() => void withdrawing.send({ params }, () => '已撤回报名')}
        />
      )}
    </>
  )
}
