import { Text, View } from '@tarojs/components'
import { Button } from '../ui/button'
import { Confirm } from '../ui/sheet'
import type { useEntry } from './use-entry'

export type Entering = ReturnType<typeof useEntry>

interface EntryButtonProps {
  readonly entered: boolean
  readonly entering: Entering
}

/** 报名抽签, or the way back while entries are taken. */
export function EntryButton({
  entered,
  entering: { state, enter, withdraw, askBack, putAway },
}: EntryButtonProps) {
  const busy = state.kind === 'sending' && '正在报名…'
  return (
    <>
      {state.kind === 'failed' && (
        <View className="drop-waiting t12" id="entry-failed">
          <Text>{state.words}</Text>
        </View>
      )}
      {entered ? (
        <Button id="withdraw" tone="line" icon="check" onTap={askBack}>
          已报名，点这里撤回
        </Button>
      ) : (
        <Button id="enter" busy={busy} onTap={() => void enter()}>
          报名抽签
        </Button>
      )}
      {(state.kind === 'asking-back' || state.kind === 'withdrawing') && (
        <Confirm
          title="撤回报名？"
          body={<Text>撤回后不参加这次抽签。截止前还可以再报，先报后报机会一样。</Text>}
          yes="撤回报名"
          tone="danger"
          busy={state.kind === 'withdrawing' && '正在撤回…'}
          onNo={putAway}
          onYes={() => void withdraw()}
        />
      )}
    </>
  )
}
