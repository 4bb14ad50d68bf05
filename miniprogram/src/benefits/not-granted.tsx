import { unitOf } from '@gonghui/shared/benefits/units'
import type { ProblemDocument } from '@gonghui/shared/lib/problems'
import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useEffect, useMemo, useState } from 'react'
import { type KeptReceipt, keepReceipt } from '../lib/kept-receipts'
import { momentOf, secondsOf } from '../lib/words'
import { Button } from '../ui/button'
import { Card, Chip, SectionHead } from '../ui/card'
import { Cover } from '../ui/cover'
import { Icon } from '../ui/icon'
import { ActionBar, Page } from '../ui/page'
import { Price } from '../ui/price'
import { NextChances } from './next-chances'
import { ReceiptSheet } from './receipt-sheet'
import { refusalLine } from './refusal-line'
import type { DropAnswer } from './use-drop'
import './receipt.scss'

type Looked = DropAnswer['mayI']['looked'][number]

interface NotGrantedProps {
  readonly problem: ProblemDocument
  readonly body: DropAnswer | undefined
  readonly onBack: () => void
}

const SOLD_OUT = 'drop-sold-out'

function Line({ problem, body }: Omit<NotGrantedProps, 'onBack'>) {
  return (
    <View className="why-line">
      {refusalLine(problem, body?.drop).map(({ at, words, kind }) => (
        <View className="why-point" id={`why-${kind}`} key={kind}>
          <View className={`why-dot why-dot-${kind}`} />
          <Text className="bold t14 numbers">{secondsOf(at)}</Text>
          <Text className="t12 quiet">{words}</Text>
        </View>
      ))}
    </View>
  )
}

const ruleNames: Record<Looked['rule'], string> = {
  membership: '会员资格',
  window: '开抢时间',
  audience: '适用范围',
  limit: '每人上限',
  points: '积分',
  stock: '库存',
}

/** The rule at the left, how it stands for me at the right. */
function Rule({ looked }: { readonly looked: Looked }) {
  return (
    <View className={`why-rule ${looked.holds ? '' : 'why-fails'}`} id={`rule-${looked.rule}`}>
      <View className="why-mark">
        <Icon name={looked.holds ? 'check' : 'cross'} size="s" />
      </View>
      <Text className={`grow ${looked.holds ? '' : 'bold'}`}>{ruleNames[looked.rule]}</Text>
      <Text className="quiet">{looked.words}</Text>
    </View>
  )
}

function receiptOf(
  { facts, title, serverTime }: ProblemDocument,
  drop: DropAnswer['drop'] | undefined,
): KeptReceipt | undefined {
  const receipt = facts?.receipt
  if (typeof receipt !== 'string' || !drop) return undefined
  return { receipt, dropId: drop.dropId, title: drop.title, said: title, at: serverTime }
}

/** 为什么没抢到: which rule refused, by the server's clock, and what one can do next. */
export function NotGranted({ problem, body, onBack }: NotGrantedProps) {
  const [showing, setShowing] = useState(false)
  const drop = body?.drop
  const one = useMemo(() => receiptOf(problem, drop), [problem, drop])
  // Nobody else has a copy: it is kept as soon as the page is there.
  useEffect(() => {
    if (one) keepReceipt(one)
  }, [one])
  const soldOut = problem.code === SOLD_OUT
  const said =
    soldOut && drop ? `${drop.stock.total} ${unitOf(drop.kind)}已抢完，你的次数没有用掉` : problem.title
  return (
    <Page
      title="领取结果"
      onBack={onBack}
      bottom={
        <ActionBar>
          <Button id="see-others" onTap={() => void Taro.switchTab({ url: '/pages/benefits' })}>
            去看别的福利
          </Button>
        </ActionBar>
      }
    >
      <Card id={`refused-${problem.code}`}>
        <View className="why-head">
          <View className="t22 bold">这次没抢到</View>
          <Text className="t16 quiet">{said}</Text>
        </View>
        {drop && (
          <View className="row why-thing">
            <Cover cover={drop.cover} picture={drop.picture} shape="tile" />
            <View className="grow">
              <View className="t14 bold">{drop.title}</View>
              <Price
                memberFen={drop.memberPriceFen}
                listFen={drop.listPriceFen}
                points={drop.pointsPrice}
                size="s"
              />
            </View>
            {soldOut && <Chip tone="no">已抢完</Chip>}
          </View>
        )}
      </Card>
      <Card>
        <SectionHead title="为什么没抢到" />
        <Line problem={problem} body={body} />
        {body?.mayI.looked.map((looked) => (
          <Rule key={looked.rule} looked={looked} />
        ))}
        <Text className="block t12 quiet why-foot">
          服务器时间 {momentOf(problem.serverTime)}，以到达先后为准
        </Text>
        {one && (
          <Button id="see-receipt" tone="pale" shape="small" icon="doc" onTap={() => setShowing(true)}>
            看签名凭证
          </Button>
        )}
      </Card>
      <NextChances next={problem.next} but={drop?.dropId} />
      {showing && one && <ReceiptSheet one={one} onClose={() => setShowing(false)} />}
    </Page>
  )
}
