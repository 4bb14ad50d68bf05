import type { Previewed, Redemption } from '@gonghui/shared/benefits/redemptions'
import { unitOf } from '@gonghui/shared/benefits/units'
import { yuan } from '@gonghui/shared/lib/money'
import { Text, View } from '@tarojs/components'
import { zheLabel } from '../lib/drop-words'
import { clockOf, dateOf, inFours, momentOf } from '../lib/words'
import { Card, Fact } from '../ui/card'
import { Cover } from '../ui/cover'
import { Icon } from '../ui/icon'
import { OutcomeHead } from '../ui/outcome-head'
import { Offline } from '../ui/states'
import type { Desk } from './use-clerk'

/** What the voucher is, whose (masked), and what to collect. */
function Preview({ preview }: { readonly preview: Previewed }) {
  const cut = zheLabel(preview.listPriceFen, preview.collectFen)
  return (
    <Card flush id="preview">
      <View className="clerk-head">
        <Icon name="check" />
        <Text className="bold t16 grow">可以核销</Text>
        <Text className="t14">本店可用・未过期</Text>
      </View>
      <View className="clerk-body">
        <View className="row clerk-thing">
          <Cover cover={preview.cover} shape="large-tile" />
          <View className="grow">
            <View className="t18 bold">{preview.title}</View>
            <Text className="t14 quiet">
              给会员 <Text className="bold clerk-one">1 {unitOf(preview.kind)}</Text>
            </Text>
          </View>
        </View>
        <View className="row-between clerk-collect">
          <View>
            <View className="t16">{preview.collectFen > 0 ? '请收款' : '不用收款'}</View>
            <Text className="t12 quiet">
              原价 ¥{yuan(preview.listPriceFen)}
              {cut ? `，会员 ${cut}` : ''}
            </Text>
          </View>
          <View className="clerk-sum red numbers" id="collect">
            <Text className="t22">¥</Text>
            {yuan(preview.collectFen)}
          </View>
        </View>
        <Fact name="会员">
          {preview.memberMasked}・{preview.phoneMasked}
        </Fact>
        <Fact name="所属工会">{preview.orgName}</Fact>
        <Fact name="券码">{inFours(preview.shortCode)}</Fact>
        <Fact name="有效期至">
          {dateOf(preview.validUntil)} {clockOf(preview.validUntil)}
        </Fact>
      </View>
    </Card>
  )
}

function Done({ redemption }: { readonly redemption: Redemption }) {
  return (
    <Card flush id="redeemed">
      <OutcomeHead tone="ok" icon="check" title="核销好了" under={redemption.title} />
      <View className="clerk-body">
        <Fact name="已收">¥{yuan(redemption.collectedFen)}</Fact>
        <Fact name="时间">{momentOf(redemption.at)}</Fact>
        <Fact name="网点">{redemption.outletName}</Fact>
        <Fact name="券尾号">{redemption.shortCodeTail}</Fact>
      </View>
    </Card>
  )
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** A second scan says when and where it was redeemed. */
function Refused({ problem }: Extract<Desk, { kind: 'refused' }>) {
  const at = text(problem.facts?.at)
  const outletName = text(problem.facts?.outletName)
  return (
    <Card flush id={`refused-${problem.code}`}>
      <View className="clerk-head clerk-head-no">
        <Icon name="cross" />
        <Text className="bold t16 grow">{problem.title}</Text>
      </View>
      <View className="clerk-body">
        <View className="t14">{problem.next}</View>
        {at && <Fact name="核销时间">{momentOf(at)}</Fact>}
        {outletName && <Fact name="核销网点">{outletName}</Fact>}
      </View>
    </Card>
  )
}

interface DeskProps {
  readonly desk: Desk
  readonly onScan: () => void
  readonly onRetry: () => void
}

export function ClerkDesk({ desk, onScan, onRetry }: DeskProps) {
  if (desk.kind === 'ready' || desk.kind === 'looking')
    return (
      <View className="clerk-camera" id="clerk-scan" onClick={onScan}>
        <Icon name="scan" size="xl" />
        <Text className="t18 bold">{desk.kind === 'looking' ? '正在查询…' : '扫会员的券码'}</Text>
        <Text className="t12">确认以前不会核销</Text>
      </View>
    )
  if (desk.kind === 'offline')
    return (
      <Card>
        <Offline onRetry={onRetry} />
      </Card>
    )
  if (desk.kind === 'refused') return <Refused {...desk} />
  if (desk.kind === 'done') return <Done redemption={desk.redemption} />
  return <Preview preview={desk.preview} />
}
