import { unitOf } from '@gonghui/shared/benefits/units'
import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { type Phase, phaseWords, stockWords, validityWords } from '../lib/drop-words'
import { serverNowMs } from '../lib/server-clock'
import { deadlineOf, grouped, whenOf } from '../lib/words'
import { Card, Chip, Row } from '../ui/card'
import { Countdown } from '../ui/countdown'
import { Cover } from '../ui/cover'
import { Icon } from '../ui/icon'
import { Price } from '../ui/price'
import { ServerTime } from '../ui/server-clock'
import { StockBar } from '../ui/stock-bar'
import { LotteryBand, LotteryCard } from './lottery-card'
import { OpeningNote } from './opening-note'
import { Outlets } from './outlets'
import { RulesVersions } from './rules-versions'
import { type DropAnswer, isForMe } from './use-drop'
import './drop.scss'

interface DropFaceProps {
  readonly body: DropAnswer
  readonly phase: Phase
  /** An instant was reached at which it opens or closes. */
  readonly onTurn: () => void
}

/** The band below the price: counting down, or how much is left. */
function Band({ body: { drop }, phase, onTurn }: DropFaceProps) {
  const now = serverNowMs()
  if (phase === 'coming')
    return (
      <View className="drop-band">
        <View className="grow">
          <Text className="block bold red t14">{drop.lottery ? '距报名开始还有' : '距开抢还有'}</Text>
          <ServerTime />
        </View>
        <Countdown to={drop.opensAt} size="l" onEnd={onTurn} />
      </View>
    )
  const { text, tone } = phaseWords[phase]
  if (drop.lottery) return <LotteryBand drop={drop} lottery={drop.lottery} phase={phase} onClosing={onTurn} />
  return (
    <View className="drop-band drop-band-plain">
      <Chip tone={tone}>{text}</Chip>
      <StockBar left={phase === 'closed' ? 0 : drop.stock.left} total={drop.stock.total} />
      <Text className="t12 quiet numbers">
        {phase === 'open' ? stockWords(drop, phase, now) : `共 ${drop.stock.total} ${unitOf(drop.kind)}`}
      </Text>
    </View>
  )
}

function MayI({ body, phase }: { readonly body: DropAnswer; readonly phase: Phase }) {
  const fits = isForMe(body) && (phase === 'open' || phase === 'coming' || phase === 'entering')
  // An entry in the draw of an opening stands in the card of its own.
  const entry = body.drop.lottery ? body.entry : undefined
  const asked = entry ? '我的报名：' : body.drop.lottery ? '我能报名吗？' : '我能抢吗？'
  const won = entry?.won
  const entered = won === undefined ? '已报名' : won ? '中签了' : '没中签'
  const answer = entry ? entered : fits ? '能' : '现在不能'
  return (
    <Row
      id="may-i"
      icon={fits || (entry && won !== false) ? 'check' : 'cross'}
      tone={fits || (entry && won !== false) ? 'ok' : 'no'}
      title={
        <Text className="bold">
          {asked}
          {answer}
        </Text>
      }
      under={body.mayI.words}
    />
  )
}

/** What I have, and where it came from. */
function MyPoints({ balance }: { readonly balance: number }) {
  return (
    <Row
      id="my-points"
      icon="sun"
      title={
        <Text>
          我的积分 <Text className="bold numbers">{grouped(balance)}</Text>
        </Text>
      }
      under="看明细，怎么攒"
      end={<Icon name="right" size="s" />}
      onTap={() => void Taro.navigateTo({ url: '/reading/points' })}
    />
  )
}

function Rules({ drop }: { readonly drop: DropAnswer['drop'] }) {
  const [open, setOpen] = useState(false)
  const [versions, setVersions] = useState(false)
  return (
    <>
      <View className="line-row drop-rules" id="rules" onClick={() => setOpen(!open)}>
        <View className="tile">
          <Icon name="doc" />
        </View>
        <View className="grow cut t14">
          规则 <Text className="t12 quiet">{validityWords(drop)}</Text>
        </View>
        <View className={open ? 'drop-turned' : ''}>
          <Icon name="down" size="s" />
        </View>
      </View>
      {open && (
        <View className="drop-rules-text t14 quiet">
          <View>{drop.rules}</View>
          <View>
            {drop.lottery ? '报名' : '开抢'}：{whenOf(drop.opensAt, serverNowMs())}
          </View>
          <View>
            {drop.lottery ? '截止' : '结束'}：{whenOf(drop.closesAt, serverNowMs())}
          </View>
          {drop.useWithinDays && (
            <View id="use-within-days">
              用券：领取后 {drop.useWithinDays} 天内，最晚 {deadlineOf(drop.validUntil)}。
              {drop.recycles ? '过期没用的名额会收回给别人，也算领过一次。' : ''}
            </View>
          )}
          <View>主办：{drop.orgName}</View>
          {drop.rulesVersion > 1 && (
            <View id="rules-versions" className="drop-versions-link hit" onClick={() => setVersions(true)}>
              现在是第 {drop.rulesVersion} 版，看以前各版
            </View>
          )}
        </View>
      )}
      {versions && <RulesVersions dropId={drop.dropId} onClose={() => setVersions(false)} />}
    </>
  )
}

/** What the operators want everybody to know now, and since when. */
const Banner = ({ banner: { text, at } }: { readonly banner: NonNullable<DropAnswer['drop']['banner']> }) => (
  <View className="drop-banner" id="drop-banner">
    <Icon name="bell" size="s" />
    <View className="grow">
      <View className="t14">{text}</View>
      <View className="t12 quiet">{whenOf(at, serverNowMs())} 公告</View>
    </View>
  </View>
)

export function DropFace({ body, phase, onTurn }: DropFaceProps) {
  const { drop } = body
  const unit = unitOf(drop.kind)
  return (
    <>
      <View className="drop-hero">
        <Cover cover={drop.cover} picture={drop.picture} shape="hero" />
      </View>
      <View className="card card-flush drop-top">
        <View className="drop-name">
          <View className="t22 bold" id="drop-title">
            {drop.title}
          </View>
          <View className="row-between drop-price">
            <Price
              memberFen={drop.memberPriceFen}
              listFen={drop.listPriceFen}
              points={drop.pointsPrice}
              size="l"
              label
            />
            <Text className="t14 quiet">
              {drop.stock.total} {unit}・每人限 {drop.perMember} {unit}
            </Text>
          </View>
        </View>
        <Band body={body} phase={phase} onTurn={onTurn} />
      </View>
      {drop.banner && <Banner banner={drop.banner} />}
      <Card>
        <MayI body={body} phase={phase} />
        {body.points && <MyPoints balance={body.points.balance} />}
        <Rules drop={drop} />
      </Card>
      {drop.opening && <OpeningNote drop={drop} opening={drop.opening} entry={body.entry} />}
      {drop.lottery && <LotteryCard drop={drop} lottery={drop.lottery} entry={body.entry} />}
      <Outlets title={drop.kind === 'goods' ? '到哪里取' : '到哪里用'} outlets={drop.outlets} />
    </>
  )
}
