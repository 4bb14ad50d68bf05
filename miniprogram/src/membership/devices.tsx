import { type Device, endDevice, endDevices, listDevices } from '@gonghui/shared/membership/devices'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { serverNowMs } from '../lib/server-clock'
import { useAnswer } from '../lib/use-answer'
import { useDeed } from '../lib/use-deed'
import { whenOf } from '../lib/words'
import { Button } from '../ui/button'
import { Card, Chip, Row } from '../ui/card'
import { Page } from '../ui/page'
import { Confirm } from '../ui/sheet'
import { Loading, Offline, Refused, StaleStrip } from '../ui/states'

/** 登录设备: where one is signed in, and the way out of one or of all others. */
export default function Devices() {
  const { answer, reload } = useAnswer(listDevices, {})
  const one = useDeed(endDevice, reload)
  const all = useDeed(endDevices, reload)
  const [ending, setEnding] = useState<Device | 'others'>()
  const failed = [one.state, all.state].find((state) => state.kind === 'failed')
  const others = answer.kind === 'ready' ? answer.body.items.filter(({ current }) => !current) : []

  return (
    <Page title="登录设备">
      {answer.kind === 'loading' && <Loading />}
      {answer.kind === 'offline' && <Offline busy={answer.busy} onRetry={reload} />}
      {answer.kind === 'refused' && <Refused problem={answer.problem} />}
      {answer.kind === 'ready' && answer.stale && <StaleStrip onRetry={reload} />}
      {answer.kind === 'ready' && (
        <Card>
          {answer.body.items.map((device) => (
            <Row
              key={device.sessionId}
              id={`device-${device.sessionId}`}
              icon="phone"
              title={device.device}
              under={`最近使用 ${whenOf(device.seenAt, serverNowMs())}・${whenOf(device.startedAt, serverNowMs())}登录`}
              end={
                device.current ? (
                  <Chip tone="ok">正在用</Chip>
                ) : (
                  <Button tone="pale" shape="pill" onTap={() => setEnding(device)}>
                    退出
                  </Button>
                )
              }
            />
          ))}
          {failed && <View className="t14 no">{failed.words}</View>}
          <View className="t12 quiet">
            退出后那台设备至多再用 15 分钟，之后要重新登录。有不认识的设备，请退出它，并检查微信的登录设备。
          </View>
        </Card>
      )}
      {others.length > 1 && (
        <Button
          id="end-others"
          tone="line"
          busy={all.state.kind === 'sending' && '正在退出…'}
          onTap={() => setEnding('others')}
        >
          退出其他 {others.length} 台设备
        </Button>
      )}
      {ending && (
        <Confirm
          title={ending === 'others' ? '退出其他所有设备？' : `退出“${ending.device}”？`}
          body="那里要重新登录才能再用。你手上这台不受影响。"
          yes="退出"
          tone="danger"
          onNo={() => setEnding(undefined)}
          onYes={() => {
            setEnding(undefined)
            if (ending === 'others')
              void all.send({ body: { keepThis: true } }, ({ ended }) => `已退出 ${ended} 台设备`)
            else void one.send({ params: { sessionId: ending.sessionId } }, () => '已退出')
          }}
        />
      )}
    </Page>
  )
}
