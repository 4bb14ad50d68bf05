import type { LotteryFace, MyEntry } from '@gonghui/shared/benefits/lottery'
import { unitOf } from '@gonghui/shared/benefits/units'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { type Phase, phaseWords } from '../lib/drop-words'
import { serverNowMs } from '../lib/server-clock'
import { deadlineOf, grouped, momentOf, whenOf } from '../lib/words'
import { Card, Chip, Fact, SectionHead } from '../ui/card'
import { CopyDrawFile } from '../ui/copy-draw-file'
import { CountdownWords } from '../ui/countdown'
import { Hash } from '../ui/hash'
import type { DropAnswer } from './use-drop'
import './drop.scss'

type Drop = DropAnswer['drop']

interface LotteryProps {
  readonly drop: Drop
  readonly lottery: LotteryFace
}

/** The band below the price: until when one may enter, when it is drawn, or that it is. */
export function LotteryBand({
  drop,
  lottery,
  phase,
  onClosing,
}: LotteryProps & { readonly phase: Phase; readonly onClosing: () => void }) {
  const { text, tone } = phaseWords[phase]
  const now = serverNowMs()
  return (
    <View className="drop-band drop-band-plain" id={`lottery-${phase}`}>
      <Chip tone={tone}>{text}</Chip>
      <Text className="grow t12 quiet numbers">
        {phase === 'entering' && lottery.entrants > 0 && `约 ${grouped(lottery.entrants)} 人已报名`}
        {phase === 'waiting' && `${grouped(lottery.entrants)} 人报名`}
        {phase === 'drawn' &&
          `${grouped(lottery.entrants)} 人报名，抽 ${grouped(lottery.units)} ${unitOf(drop.kind)}`}
      </Text>
      {phase === 'entering' && (
        <Text className="t12 quiet">
          距截止 <CountdownWords to={drop.closesAt} onEnd={onClosing} />
        </Text>
      )}
      {phase === 'waiting' && <Text className="t12 quiet">{whenOf(lottery.drawsAt, now)} 开奖</Text>}
    </View>
  )
}

/** How my entry stands, in one line. */
function Mine({ entry, lottery }: { readonly entry: MyEntry; readonly lottery: LotteryFace }) {
  if (entry.won !== undefined)
    return (
      <Fact name="我的结果">
        <Chip tone={entry.won ? 'ok' : 'no'} icon={entry.won ? 'check' : 'cross'}>
          {entry.won ? '中签' : '未中签'}
        </Chip>
      </Fact>
    )
  return (
    <Fact name="我的报名">
      {entry.line === undefined
        ? `${momentOf(entry.enteredAt)} 已报名`
        : `在公布名单第 ${grouped(entry.line)} 行，共 ${grouped(lottery.entrants)} 行`}
    </Fact>
  )
}

/** 怎么抽: what is promised before, what was published after, and how to check it. */
export function LotteryCard({
  drop,
  lottery,
  entry,
}: LotteryProps & { readonly entry: MyEntry | undefined }) {
  const [open, setOpen] = useState(false)
  const { issue, drawsAt, number, listHash, commitment } = lottery
  return (
    <Card id="lottery">
      <SectionHead
        title="怎么抽签"
        end={
          <View className="t14 red lottery-more" id="lottery-more" onClick={() => setOpen(!open)}>
            {open ? '收起' : '怎么核对'}
          </View>
        }
      />
      {entry && <Mine entry={entry} lottery={lottery} />}
      <Fact name="抽多少">
        {grouped(lottery.units)} {unitOf(drop.kind)}，每人一次机会，不分先后
      </Fact>
      <Fact name="报名截止">{deadlineOf(drop.closesAt)}</Fact>
      <Fact name="开奖号码">
        {number
          ? `福彩3D 第 ${issue} 期 ${number}`
          : `福彩3D 第 ${issue} 期，${whenOf(drawsAt, serverNowMs())} 开出`}
      </Fact>
      {entry?.position !== undefined && <Fact name="抽签位次">第 {grouped(entry.position)} 位</Fact>}
      <Fact name="主办">{drop.orgName}</Fact>
      {open && (
        <View className="lottery-proof">
          <Text className="block t12 quiet">
            系统在报名前定下一个秘密种子，先公布它的指纹；截止后公布名单的指纹；再和当晚的福彩3D
            号码合起来排出先后，前面的中签。开奖后种子公开，谁都能照名单重算一遍，主办方也改不了结果。
          </Text>
          <Hash name="种子指纹" value={commitment} />
          {listHash && <Hash name="名单指纹" value={listHash} />}
          {entry && <Hash name="我的代号" value={entry.pseudonym} />}
          <CopyDrawFile dropId={drop.dropId} />
        </View>
      )}
    </Card>
  )
}
