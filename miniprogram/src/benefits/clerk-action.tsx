import { yuan } from '@gonghui/shared/lib/money'
import { Text, View } from '@tarojs/components'
import { Button } from '../ui/button'
import { Icon } from '../ui/icon'
import { ActionBar } from '../ui/page'
import type { Desk } from './use-clerk'

interface ClerkActionProps {
  readonly desk: Desk
  readonly onRedeem: () => void
  readonly onScan: () => void
  readonly onClear: () => void
}

/** The confirm names the sum, so that nobody confirms before the money is taken. */
export function ClerkAction({ desk, onRedeem, onScan, onClear }: ClerkActionProps) {
  if (desk.kind === 'ready' || desk.kind === 'looking') return null
  if (desk.kind !== 'preview' && desk.kind !== 'redeeming' && desk.kind !== 'unsure')
    return (
      <ActionBar>
        <Button
          id="scan-next"
          shape="tall"
          icon="scan"
          onTap={() => {
            onClear()
            onScan()
          }}
        >
          扫下一张
        </Button>
      </ActionBar>
    )
  const { collectFen } = desk.preview
  return (
    <ActionBar>
      {desk.kind === 'unsure' && (
        <View className="drop-waiting t12" id="redeem-unsure">
          暂时没有回应，还不知道有没有核销成功。再点一次不会重复核销。
        </View>
      )}
      <Button id="redeem" shape="tall" busy={desk.kind === 'redeeming' && '正在核销…'} onTap={onRedeem}>
        {collectFen > 0 ? `确认核销，已收 ¥${yuan(collectFen)}` : '确认核销，不用收款'}
      </Button>
      <View className="row clerk-again quiet" id="rescan" onClick={onClear}>
        <Icon name="scan" />
        <Text>不是这张，重新扫</Text>
      </View>
    </ActionBar>
  )
}
