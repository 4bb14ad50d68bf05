import type { DropFace } from '@gonghui/shared/benefits/drops'
import { REMIND_MINUTES } from '@gonghui/shared/benefits/reminders'
import { unitOf } from '@gonghui/shared/benefits/units'
import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { openDrop, phaseOf, priceLabel, stockWords } from '../lib/drop-words'
import { serverNowMs } from '../lib/server-clock'
import { whenOf } from '../lib/words'
import { Button } from './button'
import { Countdown } from './countdown'
import { Cover } from './cover'
import { Price } from './price'
import { StockBar } from './stock-bar'
import './drop-card.scss'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

interface DropProps {
  readonly drop: DropFace
  /** Its opening instant was reached while one looked. */
  readonly onOpen?: () => void
}

/** What the drop's page is opened for; the card itself takes the tap. */
function wayIn({ opensAt }: DropFace, phase: ReturnType<typeof phaseOf>, now: number) {
  if (phase === 'open') return { text: '去抢', tone: 'primary' } as const
  if (phase === 'entering') return { text: '去报名', tone: 'primary' } as const
  const maybeReminded = phase === 'coming' && Date.parse(opensAt) - now > REMIND_MINUTES * MINUTE_MS
  return maybeReminded
    ? ({ text: '提醒我', tone: 'pale', icon: 'bell' } as const)
    : ({ text: '去看看', tone: 'pale' } as const)
}

/** The next drop, large: cover, 折 label, live countdown, price, stock. */
export function DropCard({ drop, onOpen }: DropProps) {
  const now = serverNowMs()
  const phase = phaseOf(drop, now)
  const unit = unitOf(drop.kind)
  const cut = priceLabel(drop.listPriceFen, drop.memberPriceFen)
  const go = () => void Taro.navigateTo({ url: openDrop(drop.dropId) })
  const way = wayIn(drop, phase, now)
  const soonMs = Date.parse(drop.opensAt) - now
  return (
    <View className="drop-card" id={`drop-${drop.dropId}`} onClick={go}>
      <Cover cover={drop.cover} picture={drop.picture} shape="wide">
        {cut && <Text className="drop-card-label">{cut}</Text>}
        {phase === 'coming' && (
          <View className="drop-card-when">
            <Text className="drop-card-words">
              {whenOf(drop.opensAt, now)} {drop.lottery ? '报名' : '开抢'}
              {soonMs < DAY_MS ? '・还有' : ''}
            </Text>
            {soonMs < DAY_MS && <Countdown to={drop.opensAt} {...(onOpen ? { onEnd: onOpen } : {})} />}
          </View>
        )}
      </Cover>
      <View className="drop-card-body">
        <View className="row-between drop-card-line">
          <View className="grow">
            <View className="drop-card-title">{drop.title}</View>
            <View className="row drop-card-price">
              <Price memberFen={drop.memberPriceFen} listFen={drop.listPriceFen} points={drop.pointsPrice} />
              <Text className="t12 quiet drop-card-limit">
                每人限 {drop.perMember} {unit}
              </Text>
            </View>
          </View>
          <Button tone={way.tone} shape="pill" {...('icon' in way ? { icon: way.icon } : {})}>
            {way.text}
          </Button>
        </View>
        <View className="row drop-card-stock">
          {!drop.lottery && <StockBar left={drop.stock.left} total={drop.stock.total} />}
          <Text className="t12 quiet numbers">
            {phase === 'coming' && !drop.lottery
              ? `备货 ${drop.stock.total} ${unit}`
              : stockWords(drop, phase, now)}
          </Text>
        </View>
      </View>
    </View>
  )
}

/** The rest, a line each. */
export function DropRow({ drop }: DropProps) {
  const now = serverNowMs()
  const phase = phaseOf(drop, now)
  const go = () => void Taro.navigateTo({ url: openDrop(drop.dropId) })
  const way = wayIn(drop, phase, now)
  return (
    <View className="drop-row" id={`drop-${drop.dropId}`} onClick={go}>
      <Cover cover={drop.cover} picture={drop.picture} shape="tile" />
      <View className="grow">
        <View className="drop-row-title cut">{drop.title}</View>
        <View className="row drop-row-line">
          <Price
            memberFen={drop.memberPriceFen}
            listFen={drop.listPriceFen}
            points={drop.pointsPrice}
            size="s"
          />
          {phase === 'open' && <StockBar left={drop.stock.left} total={drop.stock.total} />}
          <Text className="t12 quiet numbers cut">{stockWords(drop, phase, now)}</Text>
        </View>
      </View>
      <Button tone={way.tone} shape="pill">
        {way.text}
      </Button>
    </View>
  )
}
