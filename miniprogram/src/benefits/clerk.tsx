import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { shortCodeIn } from '../lib/scanned'
import { useScan } from '../lib/use-scan'
import { Button } from '../ui/button'
import { Card, Row } from '../ui/card'
import { Field } from '../ui/field'
import { Icon } from '../ui/icon'
import { Page } from '../ui/page'
import { Sheet } from '../ui/sheet'
import { Empty, Loading, Offline, Refused } from '../ui/states'
import { toast } from '../ui/toast'
import { ClerkAction } from './clerk-action'
import { ClerkDesk } from './clerk-desk'
import { LastSlip } from './last-slip'
import { useDesk, useLastSlip, useOutlet } from './use-clerk'
import './clerk.scss'

/** The till: scan, look, confirm. */
export default function Clerk() {
  const { answer, outlets, outlet, choose, reload } = useOutlet()
  const { slip, reload: reloadSlip } = useLastSlip(outlet?.outletId)
  const refresh = () => {
    void reload()
    void reloadSlip()
  }
  const { desk, look, redeem, clear } = useDesk(outlet?.outletId, refresh)
  // What was just taken back must not go on saying that it is done.
  const undone = () => {
    clear()
    refresh()
  }
  const [choosing, setChoosing] = useState(false)
  const [typed, setTyped] = useState('')
  const scan = useScan((text) => void look(text), {
    title: '扫会员的券码',
    hint: '粘贴二维码内容，或输入 12 位短码',
  })
  const lookTyped = () => {
    if (!shortCodeIn(typed)) return toast('短码是 12 位数字')
    setTyped('')
    void look(typed)
  }

  return (
    <Page
      title="核销"
      bottom={outlet && <ClerkAction desk={desk} onRedeem={redeem} onScan={scan.open} onClear={clear} />}
    >
      {answer.kind === 'loading' && <Loading />}
      {answer.kind === 'offline' && <Offline busy={answer.busy} onRetry={reload} />}
      {answer.kind === 'refused' && <Refused problem={answer.problem} />}
      {answer.kind === 'ready' && !outlet && (
        <Empty icon="shop" title="还没有你的网点" next="请联系运营，把你登记为网点核销员" />
      )}
      {outlet && (
        <View className="row-between clerk-where t14 quiet">
          <View className="row clerk-shop" id="outlet" onClick={() => setChoosing(true)}>
            <Icon name="shop" />
            <Text className="cut">{outlet.name}</Text>
            {outlets.length > 1 && <Icon name="down" size="s" />}
          </View>
          <Text className="numbers" id="redeemed-today">
            今日已核销 {outlet.redeemedToday} 单
          </Text>
        </View>
      )}
      {outlet && <ClerkDesk desk={desk} onScan={scan.open} onRetry={clear} />}
      {outlet && (desk.kind === 'ready' || desk.kind === 'looking') && (
        <Card>
          <Field
            id="short-code"
            label="扫不了就输短码"
            value={typed}
            onChange={setTyped}
            type="text"
            max={20}
            placeholder="12 位数字"
            end={
              <Button
                id="look"
                tone="quiet"
                shape="small"
                busy={desk.kind === 'looking' && '查询中'}
                onTap={lookTyped}
              >
                查询
              </Button>
            }
          />
        </Card>
      )}
      {slip && desk.kind !== 'redeeming' && <LastSlip slip={slip} onUndone={undone} />}
      {choosing && (
        <Sheet title="选择网点" onClose={() => setChoosing(false)}>
          {outlets.map((one) => (
            <Row
              key={one.outletId}
              icon="shop"
              title={one.name}
              under={one.address}
              onTap={() => {
                choose(one)
                setChoosing(false)
              }}
            />
          ))}
        </Sheet>
      )}
      {scan.sheet}
    </Page>
  )
}
