import type { LotteryFace, MyEntry } from '@gonghui/shared/benefits/lottery'
import { unitOf } from '@gonghui/shared/benefits/units'
import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { clockOf, dateOf, grouped } from '../lib/words'
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

interface NotDrawnProps {
  readonly drop: DropAnswer['drop']
  readonly lottery: LotteryFace
  readonly entry: MyEntry
  readonly onBack: () => void
}

function Point({
  at,
  words,
  no = false,
}: {
  readonly at: string
  readonly words: string
  readonly no?: boolean
}) {
  return (
    <View className="why-point">
      <View className={`why-dot ${no ? 'why-dot-me' : ''}`} />
      <Text className="bold t14 numbers">{clockOf(at)}</Text>
      <Text className="t12 quiet">
        {dateOf(at)} {words}
      </Text>
    </View>
  )
}

/** 没中签: among how many, for how many, where I came, by which number, and how to check it. */
export function NotDrawn({ drop, lottery, entry, onBack }: NotDrawnProps) {
  const unit = unitOf(drop.kind)
  const units = grouped(lottery.units)
  return (
    <Page
      title="抽签结果"
      onBack={onBack}
      bottom={
        <ActionBar>
          <Button id="see-others" onTap={() => void Taro.switchTab({ url: '/pages/benefits' })}>
            去看别的福利
          </Button>
        </ActionBar>
      }
    >
      <Card id="not-drawn">
        <View className="why-head">
          <View className="t22 bold">这次没中签</View>
          <Text className="t16 quiet">
            {grouped(lottery.entrants)} 人报名，抽 {units} {unit}，你排第 {grouped(entry.position ?? 0)} 位
          </Text>
        </View>
        <View className="row why-thing">
          <Cover cover={drop.cover} picture={drop.picture} shape="tile" />
          <View className="grow">
            <View className="t14 bold">{drop.title}</View>
            <Price memberFen={drop.memberPriceFen} listFen={drop.listPriceFen} size="s" />
          </View>
          <Chip tone="no">未中签</Chip>
        </View>
      </Card>
      <Card>
        <SectionHead title="这次是怎么抽的" />
        <View className="why-line">
          <Point at={entry.enteredAt} words="你报名" no />
          <Point at={drop.closesAt} words="截止" />
          <Point at={lottery.drawsAt} words="开奖" />
        </View>
        <Fact name="开奖号码">
          福彩3D 第 {lottery.issue} 期 {lottery.number}
        </Fact>
        <Fact name="抽签位次">
          第 {grouped(entry.position ?? 0)} 位，前 {units} 位中签
        </Fact>
        <Fact name="名单">
          第 {grouped(entry.line ?? 0)} 行，共 {grouped(lottery.entrants)} 行
        </Fact>
        <Hash name="我的代号（只在这一场用）" value={entry.pseudonym} />
        <Text className="block t12 quiet why-foot">
          先报后报机会一样。种子的指纹在报名前公布，号码在截止后开出，公示文件里有名单、种子和中签代号，谁都能重算一遍。
        </Text>
        <CopyDrawFile dropId={drop.dropId} />
      </Card>
      <NextChances next="没中签不影响下一次报名" but={drop.dropId} />
    </Page>
  )
}
