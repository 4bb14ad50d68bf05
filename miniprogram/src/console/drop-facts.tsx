import type { ManagedDrop } from '@gonghui/shared/benefits/drops'
import { yuan } from '@gonghui/shared/lib/money'
import { Text, View } from '@tarojs/components'
import { Fragment } from 'react'
import { kindWords } from '../lib/drop-words'
import { grouped, momentOf } from '../lib/words'
import { Card, Chip, Fact, SectionHead } from '../ui/card'
import type { Counts, Figures } from './newest-figures'
import { reportedWords } from './reported-words'

/** The stock account: an equation that is seen to hold, of the same figures that stand above. */
function Balance({
  figures: { stock, claimed, redeemed, reportedUntil },
  counts: { voided, expired },
}: {
  readonly figures: Figures
  readonly counts: Counts
}) {
  const over = voided + expired.standing
  const unused = claimed - redeemed - over
  const holds = stock.total === stock.left + unused + redeemed + over && unused >= 0
  const parts = [
    ['入库', stock.total, ''],
    ['剩余', stock.left, '='],
    ['未用', unused, '+'],
    ['已核销', redeemed, '+'],
    ...(voided > 0 ? ([['作废', voided, '+']] as const) : []),
    ...(expired.standing > 0 ? ([['过期', expired.standing, '+']] as const) : []),
  ] as const
  return (
    <Card id="balance">
      <SectionHead
        title="库存账"
        end={
          <Chip tone={holds ? 'ok' : 'no'} icon={holds ? 'check' : 'cross'}>
            {holds ? '账平' : '账不平'}
          </Chip>
        }
      />
      <View className="balance numbers">
        {parts.map(([name, value, sign]) => (
          <Fragment key={name}>
            {sign && <Text className="quiet">{sign}</Text>}
            <View>
              <Text className="balance-figure">{grouped(value)}</Text>
              <Text className="t12 quiet">{name}</Text>
            </View>
          </Fragment>
        ))}
      </View>
      {reportedUntil && <Text className="block t12 quiet">核销{reportedWords(reportedUntil)}</Text>}
      {expired.recycled > 0 && (
        <Text className="block t12 quiet" id="recycled">
          过期收回 {grouped(expired.recycled)} 份，已放回给别人
        </Text>
      )}
    </Card>
  )
}

const priceWords = ({ pointsPrice, memberPriceFen, listPriceFen }: ManagedDrop): string => {
  const points = pointsPrice ? [`积分 ${grouped(pointsPrice)}`] : []
  const money = memberPriceFen > 0 || !pointsPrice ? [`¥${yuan(memberPriceFen)}`] : []
  return `${[...points, ...money].join(' + ')}（原价 ¥${yuan(listPriceFen)}）`
}

export function DropFacts({
  drop,
  counts,
  figures,
}: {
  readonly drop: ManagedDrop
  readonly counts: Counts | undefined
  readonly figures: Figures | undefined
}) {
  const { audience } = drop
  return (
    <View>
      {counts && figures && <Balance figures={figures} counts={counts} />}
      <Card>
        <SectionHead title="这一场" />
        <Fact name="类别">{kindWords[drop.kind]}</Fact>
        <Fact name="价格">{priceWords(drop)}</Fact>
        <Fact name="库存">
          {grouped(drop.stock.total)} 份，每人限 {drop.perMember} 份
        </Fact>
        <Fact name="方式">
          {drop.lottery
            ? `抽签，福彩3D 第 ${drop.lottery.issue} 期（${momentOf(drop.lottery.drawsAt)}）`
            : drop.opening
              ? `头 ${drop.opening.seconds} 秒统一摇号，剩的先到先得`
              : '先到先得'}
        </Fact>
        <Fact name={drop.lottery ? '开始报名' : '开抢'}>{momentOf(drop.opensAt)}</Fact>
        <Fact name={drop.lottery ? '截止报名' : '结束'}>{momentOf(drop.closesAt)}</Fact>
        <Fact name="有效期">
          {momentOf(drop.validFrom)} 至 {momentOf(drop.validUntil)}
        </Fact>
        {drop.useWithinDays && (
          <Fact name="领取后">
            {drop.useWithinDays} 天内用，没用的{drop.recycles ? '收回给别人' : '作废'}
          </Fact>
        )}
        <Fact name="谁能抢">{audience.orgNames.join('、')}</Fact>
        {audience.tags.length > 0 && <Fact name="限标签">{audience.tags.join('、')}</Fact>}
        {audience.joinedBefore && <Fact name="入会早于">{momentOf(audience.joinedBefore)}</Fact>}
        {audience.onRoster && <Fact name="身份核对">只给单位名册上的会员</Fact>}
        <Fact name="网点">{drop.outletIds.length} 家</Fact>
        <Fact name="券码">
          {drop.codes === 'imported' ? `导入，已有 ${grouped(drop.importedCodes)} 个` : '自动生成'}
        </Fact>
        <Fact name="怎么用">{drop.redeemedAt === 'here' ? '核销员扫二维码' : '会员取码，到商家用'}</Fact>
        <Fact name="规则">第 {drop.rulesVersion} 版</Fact>
      </Card>
    </View>
  )
}
