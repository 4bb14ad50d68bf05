import { genderWords } from '@gonghui/shared/matchmaking/words'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useScan } from '../lib/use-scan'
import { Button } from '../ui/button'
import { Card } from '../ui/card'
import { Field } from '../ui/field'
import { Icon } from '../ui/icon'
import type { Badge } from './use-managed-event'

interface EventDoorProps {
  readonly badge: Badge | undefined
  readonly failure: string | undefined
  readonly busy: boolean
  readonly onText: (text: string) => void
}

/** 签到: a member code in, a badge out. No name is shown, for nobody behind the next one in the queue is to hear it. */
export function EventDoor({ badge, failure, busy, onText }: EventDoorProps) {
  const [typed, setTyped] = useState('')
  const scan = useScan(onText, { title: '扫会员码', hint: '粘贴二维码内容，或输入 8 位数字码' })
  const send = () => {
    if (!typed.trim()) return
    onText(typed)
    setTyped('')
  }
  return (
    <>
      <View className="event-door" id="event-scan" onClick={scan.open}>
        <Icon name="scan" size="xl" />
        <Text className="t18 bold">{busy ? '正在查…' : '扫会员码签到'}</Text>
      </View>
      <Card>
        {badge && (
          <View className="event-badge" id="badge">
            <View className="event-badge-number">
              {genderWords[badge.gender]} {badge.number} 号
            </View>
            <View className="t14 quiet">
              {badge.again ? '之前已签到，号码不变' : '已签到，请发这个号码牌'}
            </View>
          </View>
        )}
        <Field
          id="door-typed"
          label="数字码，或用扫码枪"
          value={typed}
          onChange={setTyped}
          onEnter={send}
          max={120}
          placeholder="8 位数字"
          error={failure}
          end={
            <Button id="door-look" tone="quiet" shape="small" busy={busy && '正在查'} onTap={send}>
              确定
            </Button>
          }
        />
      </Card>
      {scan.sheet}
    </>
  )
}
