import type { NotDrawnOutcome } from '@gonghui/shared/benefits/opening'
import { unitOf } from '@gonghui/shared/benefits/units'
import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { grouped, inFours, secondsOf } from '../lib/words'
import { Button } from '../ui/button'
import { Card, Chip, Fact, SectionHead } from '../ui/card'
import { CopyDrawFile } from '../ui/copy-draw-file'
import { Cover } from '../ui/cover'
import { Hash } from '../ui/hash'
import { ActionBar, Page } from '../ui/page'
import { Price } from '../ui/price'
import { NextChances } from './next-chances'
import type { DropAnswer } from './use-drop'
import './drop.scss'
import './receipt.scss'

interface OpeningNotDrawnProps {
  readonly drop: DropAnswer['drop']
  readonly outcome: NotDrawnOutcome
  readonly onBack: () => void
}

function Point({ at, words }: { readonly at: string; readonly words: string }) {
  return (
    <View className="why-point">
      <View className="why-dot" />
      <Text className="bold t14 numbers">{secondsOf(at)}</Text>
      <Text className="t12 quiet">{words}</Text>
    </View>
  )
}

/** So much of a lot is enough to see which of two is smaller. */
const shortLot = (lot: string): string => inFours(lot.slice(0, 12))

/** 没摇到: among how many, for how many, my lot beside the last that won, and how to check it. */
export function OpeningNotDrawn({ drop, outcome, onBack }: OpeningNotDrawnProps) {
  const { entrants, units, lot, lastLot, pseudonym } = outcome
  const { opening } = drop
  const unit = unitOf(drop.kind)
  return (
    <Page
      title="摇号结果"
      onBack={onBack}
      bottom={
        <ActionBar>
          <Button id="see-others" onTap={() => void Taro.switchTab({ url: '/pages/benefits' })}>
            去看别的福利
          </Button>
        </ActionBar>
      }
    >
      <Card id="opening-not-drawn">
        <View className="why-head">
          <View className="t22 bold">这次没摇到</View>
          <Text className="t16 quiet">
            {grouped(entrants)} 人登记，摇 {grouped(units)} {unit}，先点后点机会一样
          </Text>
        </View>
        <View className="row why-thing">
          <Cover cover={drop.cover} picture={drop.picture} shape="tile" />
          <View className="grow">
            <View className="t14 bold">{drop.title}</View>
            <Price memberFen={drop.memberPriceFen} listFen={drop.listPriceFen} size="s" />
          </View>
          <Chip tone="no">没摇到</Chip>
        </View>
      </Card>
      <Card>
        <SectionHead title="这次是怎么摇的" />
        <View className="why-line">
          <Point at={drop.opensAt} words="开抢，开始登记" />
          {opening && <Point at={opening.gathersUntil} words="登记结束，名单定下" />}
          <Point at={outcome.drawnAt} words="摇号" />
        </View>
        <Fact name="我的签">
          <Text className="numbers">{shortLot(lot)}</Text>
        </Fact>
        <Fact name="最后一个摇到的签">
          <Text className="numbers">{shortLot(lastLot)}</Text>
        </Fact>
        <Hash name="我的代号（只在这一场用）" value={pseudonym} />
        <Text className="block t12 quiet why-foot">
          签从小到大排，前 {grouped(units)}{' '}
          个摇到。签由事先定下的种子、登记名单和你的代号算出，公示文件里都有，谁都能重算。
        </Text>
        <CopyDrawFile dropId={drop.dropId} />
      </Card>
      <NextChances next="没摇到不影响下一次" but={drop.dropId} />
    </Page>
  )
}
