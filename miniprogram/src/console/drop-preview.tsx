import { getManagedDrop } from '@gonghui/shared/benefits/drops'
import { View } from '@tarojs/components'
import { useAnswer } from '../lib/use-answer'
import { ConsolePage } from '../ui/console'
import { Loading, Offline, Refused } from '../ui/states'
import { ofDrop } from './of-drop'
import { PhoneFrame } from './phone-frame'
import './drop-day.scss'

/** 会员看到的样子: before it is scheduled, and after. */
function DropPreview({ dropId }: { readonly dropId: string }) {
  const { answer, reload } = useAnswer(getManagedDrop, { params: { dropId } })
  const drop = answer.kind === 'ready' ? answer.body.drop : undefined
  return (
    <ConsolePage
      at="drops"
      title="会员看到的样子"
      under={drop && `${drop.title}・按符合条件的会员预览，不能领取`}
    >
      {answer.kind === 'loading' && <Loading rows={3} />}
      {answer.kind === 'offline' && <Offline busy={answer.busy} onRetry={reload} />}
      {answer.kind === 'refused' && <Refused problem={answer.problem} />}
      {drop && (
        <View className="phone-place">
          <PhoneFrame page={`/benefits/drop?dropId=${dropId}&preview=1`} />
        </View>
      )}
    </ConsolePage>
  )
}

export default ofDrop(DropPreview)
